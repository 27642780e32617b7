import { z } from 'zod'
import type { ZodOpenApiResponseObject } from 'zod-openapi'

const errorSchema = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .meta({ id: 'Error', description: 'The message is a sentence for a person.' })

export const jsonContent = (schema: z.ZodType) => ({ 'application/json': { schema } })

export const errorResponse = (description: string): ZodOpenApiResponseObject => ({
  description,
  content: jsonContent(errorSchema),
})

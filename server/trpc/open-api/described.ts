import type { z } from 'zod'

/** A schema with a sentence for each of its fields. */
export type Described = { schema: z.ZodObject; words: Record<string, string> }

/** A new field does not compile without its sentence. The words stand here, since pages load what is in `shared/`. */
export const describe = <Schema extends z.ZodObject>(
  schema: Schema,
  words: Record<keyof z.infer<Schema> & string, string>,
): Described => ({ schema, words })

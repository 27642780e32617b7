import type { AnyTRPCProcedure } from '@trpc/server'
import { z } from 'zod'
import type { Meta, RestMeta } from './init.ts'
import { appRouter } from './router.ts'

export type RestRoute = {
  /** As tRPC knows it: `bots.get`. */
  name: string
  procedure: AnyTRPCProcedure
  rest: RestMeta
  pattern: RegExp
}

/** Every procedure by its full name. */
export const procedures: [name: string, procedure: AnyTRPCProcedure][] = Object.entries<unknown>(
  appRouter._def.procedures,
).flatMap(([name, procedure]) => (isProcedure(procedure) ? [[name, procedure]] : []))

/** Every procedure that names a REST path. */
export const restRoutes: RestRoute[] = procedures.flatMap(([name, procedure]) => {
  const { meta } = procedure._def
  if (!isMeta(meta)) return []
  const pattern = new RegExp(`^${meta.rest.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
  return [{ name, procedure, rest: meta.rest, pattern }]
})

export const pathFields = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? [])

/** tRPC keeps the output's schema but does not type it. */
export function outputSchema({ _def }: AnyTRPCProcedure): z.ZodType {
  if ('output' in _def && _def.output instanceof z.ZodType) return _def.output
  throw new Error('A procedure with a REST path names its output.')
}

function isProcedure(value: unknown): value is AnyTRPCProcedure {
  return typeof value === 'function' && '_def' in value
}

function isMeta(meta: unknown): meta is Meta {
  return typeof meta === 'object' && meta !== null && 'rest' in meta
}

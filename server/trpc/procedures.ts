/* oxlint-disable no-underscore-dangle -- tRPC keeps what it knows of a router under such names */
import type { AnyTRPCProcedure, TRPCProcedureType } from '@trpc/server'
import { z } from 'zod'
import type { Meta, RestMeta } from './init.ts'
import { appRouter } from './router.ts'

export type NamedProcedure = { name: string; type: TRPCProcedureType; rest: RestMeta | undefined }
/** A procedure that answers as REST too. */
export type RestRoute = NamedProcedure & { rest: RestMeta; pattern: RegExp; hasInput: boolean; output: z.ZodType }

const procedures = Object.entries<unknown>(appRouter._def.procedures).flatMap(([name, procedure]) =>
  isProcedure(procedure) ? [{ name, procedure }] : [],
)

/** All there are, by their full names: `bots.get`. */
export const namedProcedures: NamedProcedure[] = procedures.map(({ name, procedure: { _def } }) => ({
  name,
  type: _def.type,
  rest: isMeta(_def.meta) ? _def.meta.rest : undefined,
}))

export const restRoutes: RestRoute[] = procedures.flatMap(({ name, procedure: { _def } }) => {
  if (!isMeta(_def.meta)) return []
  const { rest } = _def.meta
  const pattern = new RegExp(`^${rest.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
  return [{ name, type: _def.type, rest, pattern, hasInput: _def.inputs.length > 0, output: outputOf(name, _def) }]
})

export const pathFields = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? [])

export const routerConfig = appRouter._def._config

function outputOf(name: string, def: object): z.ZodType {
  if ('output' in def && def.output instanceof z.ZodType) return def.output
  throw new Error(`${name} has a REST path and so must name its output.`)
}

function isProcedure(value: unknown): value is AnyTRPCProcedure {
  return typeof value === 'function' && '_def' in value
}

function isMeta(meta: unknown): meta is Meta {
  return typeof meta === 'object' && meta !== null && 'rest' in meta
}

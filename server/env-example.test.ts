import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { environmentSchema, parseConfig } from './config.ts'

test('.env.example names every variable, each with its default', async () => {
  const example = parseEnv(await readFile(new URL('../.env.example', import.meta.url), 'utf8'))
  expect(Object.keys(example).toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted())
  expect(parseConfig(example)).toEqual(parseConfig({}))
  // Without a key the engine's settings are not read, so they are compared as they would be with one.
  const key = { OPENAI_API_KEY: 'sk-test' }
  expect(parseConfig({ ...example, ...key })).toEqual(parseConfig(key))
})

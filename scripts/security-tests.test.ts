import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const text = readFileSync(new URL('docs/SECURITY-TESTS.md', root), 'utf8')
const script = fileURLToPath(new URL('test-faults.ts', import.meta.url))
// The help ends with a line for each drill.
const help = execFileSync(process.execPath, [script, '--help'], { encoding: 'utf8' }).trimEnd()
const drills = [...help.slice(help.lastIndexOf('\n\n')).matchAll(/^ {2}([\w-]+)/gm)].map(([, name = '']) => name)

test('every promise names tests or drills that there are', () => {
  const promises = text.split('\n').filter((line) => /^\| (?!promise |-)/.test(line))
  const unshown = promises.filter((line) => {
    const names = [...(line.split('|')[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    return names.length === 0 || !names.every((name) => drills.includes(name) || existsSync(new URL(name, root)))
  })
  expect(promises.length).toBeGreaterThan(40)
  expect(unshown).toEqual([])
})

test('every drill stands for a promise', () => {
  expect(drills.length).toBeGreaterThan(20)
  expect(drills.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})

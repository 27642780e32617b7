import { expect, test } from 'vitest'
import { findRefusal, type Load } from './content-policy.ts'

const PAGE = 'https://shop.example/about'
const script: Load = { kind: 'script', url: 'https://chat.example/widget.js' }
const injected: Load = { ...script, kind: 'injected' }
const connect: Load = { kind: 'connect', url: 'https://chat.example/api/chat' }
const image: Load = { kind: 'image', url: 'https://chat.example/api/public/avatar/b' }

test.each<[string, string[], Load]>([
  ['no policy', [], script],
  ['a policy about other things', ["style-src 'self'; frame-ancestors 'none'"], script],
  ['the host', ['script-src chat.example'], script],
  ['the origin', ["script-src 'self' https://chat.example"], script],
  ['any subdomain', ['script-src *.example'], script],
  ['anything', ['script-src *'], script],
  ['https', ['script-src https:'], script],
  ['http, by https', ['script-src http://chat.example'], script],
  ['the port spelt out', ['script-src https://chat.example:443'], script],
  ['any port', ['script-src chat.example:*'], { ...script, url: 'https://chat.example:8443/widget.js' }],
  ['the file', ['script-src chat.example/widget.js'], script],
  ['the folder', ['connect-src chat.example/api/'], connect],
  ['itself, where both share a host', ["script-src 'self'"], { ...script, url: 'https://shop.example/widget.js' }],
  ['the more exact directive', ["script-src 'none'; script-src-elem chat.example"], script],
  ['the nonce', ["script-src 'nonce-abc'"], { ...script, nonce: 'abc' }],
  ['what a trusted script adds', ["script-src 'nonce-abc' 'strict-dynamic'"], injected],
  ['the first of a directive said twice', ["img-src chat.example; img-src 'none'"], image],
  ['large letters', ['SCRIPT-SRC HTTPS://Chat.Example'], script],
])('a policy that names %s allows it', (_name, policies, load) => {
  expect(findRefusal(policies, load, PAGE)).toBeUndefined()
})

test.each<[string, string[], Load, string, RegExp]>([
  ['its own scripts alone', ["script-src 'self'"], script, 'script-src', /^https:\/\/chat\.example$/],
  ['nothing', ["script-src 'none'"], injected, 'script-src', /chat\.example/],
  ['an empty list', ['connect-src'], connect, 'connect-src', /chat\.example/],
  ['scripts by element', ["script-src *; script-src-elem 'self'"], script, 'script-src-elem', /chat\.example/],
  ['by default', ["default-src 'self'"], connect, 'default-src', /chat\.example/],
  ['pictures', ["img-src 'self' data:"], image, 'img-src', /chat\.example/],
  ['in the second header', ['script-src *', "script-src 'self'"], script, 'script-src', /chat\.example/],
  ['after a comma', ["script-src *, script-src 'self'"], script, 'script-src', /chat\.example/],
  [
    'another port',
    ['script-src chat.example'],
    { ...script, url: 'https://chat.example:8443/widget.js' },
    'script-src',
    /:8443$/,
  ],
  ['another file', ['script-src chat.example/other.js'], script, 'script-src', /chat\.example/],
  ['the domain without its subdomains', ['script-src *.chat.example'], script, 'script-src', /chat\.example/],
  [
    'http from a page of https',
    ['script-src chat.example'],
    { ...script, url: 'http://chat.example/widget.js' },
    'script-src',
    /chat\.example/,
  ],
  ['another nonce', ["script-src 'nonce-abc'"], { ...script, nonce: 'xyz' }, 'script-src', /chat\.example/],
  ['whatever has no nonce', ["script-src https: 'nonce-abc' 'strict-dynamic'"], script, 'script-src', /nonce/],
  ['what cannot be understood', ['script-src https://[chat'], script, 'script-src', /chat\.example/],
])('a policy that refuses %s is named', (_name, policies, load, directive, needs) => {
  expect(findRefusal(policies, load, PAGE)).toEqual({ directive, needs: expect.stringMatching(needs) })
})

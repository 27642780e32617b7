import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv4, isIPv6 } from 'node:net'

/** What a name is: the addresses of the first look-up, of the second and so on; the last stands for all that follow. */
export type Answers = string[][]
export type NameServer = { set(names: Record<string, Answers>): void; lookUps(name: string): number; close(): void }

const TYPE_A = 1
const TYPE_AAAA = 28
const NO_SUCH_NAME = 3
const HEADER_BYTES = 12

/** A name server for the system's own resolver: whatever a drill says, at once and never to be kept. */
export async function openNameServer(): Promise<NameServer> {
  const names = new Map<string, Answers>()
  const asked = new Map<string, number>()
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const { name, type, end } = readQuestion(query)
    const key = `${name} ${type}`
    const times = asked.get(key) ?? 0
    asked.set(key, times + 1)
    const answers = names.get(name)
    const addresses = answers?.[Math.min(times, answers.length - 1)] ?? []
    const fitting = addresses.filter(type === TYPE_A ? isIPv4 : type === TYPE_AAAA ? isIPv6 : () => false)
    socket.send(buildAnswer(query.subarray(0, end), type, fitting, answers !== undefined), from.port, from.address)
  })
  await once(socket.bind(53, '127.0.0.1'), 'listening')
  return {
    set(more) {
      for (const [name, answers] of Object.entries(more)) {
        names.set(name.toLowerCase(), answers)
        for (const type of [TYPE_A, TYPE_AAAA]) asked.delete(`${name.toLowerCase()} ${type}`)
      }
    },
    lookUps: (name) => asked.get(`${name} ${TYPE_A}`) ?? 0,
    close: () => void socket.close(),
  }
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = HEADER_BYTES
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function buildAnswer(question: Buffer, type: number, addresses: string[], isKnown: boolean): Buffer {
  const head = Buffer.from(question)
  head.writeUInt16BE(0x8180 | (isKnown ? 0 : NO_SUCH_NAME), 2)
  head.writeUInt16BE(addresses.length, 6)
  head.writeUInt32BE(0, 8)
  const records = addresses.map((address) => {
    const bytes = type === TYPE_A ? address.split('.').map(Number) : toBytes(address)
    // The question's name, the type, the internet, for no second longer.
    return Buffer.from([0xc0, HEADER_BYTES, 0, type, 0, 1, 0, 0, 0, 0, 0, bytes.length, ...bytes])
  })
  return Buffer.concat([head, ...records])
}

function toBytes(address: string): number[] {
  const [before = '', after] = address.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const left = groups(before)
  const right = groups(after ?? '')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 255]
  })
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

// A pack is a folder of sets: extraction/, kb/NAME/, charset/, injection/, xss/. Each may be missing.

/** Something the person at the terminal can mend. */
export class Complaint extends Error {}

const snippets = z.array(z.string()).default([])

const pageSchema = z.object({
  id: z.string(),
  source: z.string(),
  type: z.string(),
  url: z.string(),
  html: z.string(),
  text: z.string().nullable(),
  with: snippets,
  without: snippets,
})
export type PageCase = z.infer<typeof pageSchema>

const questionSchema = z.object({
  id: z.string(),
  /** What the same visitor asked just before, in order. */
  before: z.array(z.string()).default([]),
  question: z.string(),
  lang: z.string(),
  answerable: z.boolean(),
  /** Of an unanswerable one: what makes it so. */
  why: z.string(),
  gold_docs: z.array(z.string()),
  gold_text: z.string().nullable(),
  answers: z.array(z.string()),
  near_doc: z.string().optional(),
})
export type Question = z.infer<typeof questionSchema>

const knowledgeBaseSchema = z.object({
  name: z.string(),
  lang: z.string(),
  docs: z.array(z.object({ id: z.string(), title: z.string(), url: z.string().optional(), file: z.string() })),
  questions: z.array(questionSchema),
})
export type KnowledgeBase = z.infer<typeof knowledgeBaseSchema> & { folder: string }

const sniffSchema = z.object({ id: z.string(), base64: z.string(), encoding: z.string(), late_meta: z.boolean() })
export type SniffCase = z.infer<typeof sniffSchema>

const charsetPageSchema = z.object({
  id: z.string(),
  url: z.string(),
  html: z.string(),
  with: snippets,
  without: snippets,
})
export type CharsetPage = z.infer<typeof charsetPageSchema>

const attackSchema = z.object({
  id: z.string(),
  kind: z.enum(['extraction', 'hijacking']),
  attack: z.string(),
  access_code: z.string(),
})
export type Attack = z.infer<typeof attackSchema>

const payloadSchema = z.object({ id: z.string(), payload: z.string() })
export type Payload = z.infer<typeof payloadSchema>
const markdownSchema = z.object({ id: z.number(), markdown: z.string(), html: z.string() })
export type MarkdownCase = z.infer<typeof markdownSchema>

export type Pack = {
  folder: string
  pages: PageCase[]
  knowledgeBases: KnowledgeBase[]
  sniffs: SniffCase[]
  charsetPages: CharsetPage[]
  attacks: Attack[]
  /** What a bot may be talked into saying. */
  payloads: Payload[]
  markdowns: MarkdownCase[]
}

/** Throws a Complaint when the folder is missing, holds no set, or a set is not laid out as expected. */
export function readPack(folder: string): Pack {
  if (!existsSync(folder)) throw new Complaint(`There is no folder ${folder}. Give the pack's folder with --data.`)
  const kbFolder = join(folder, 'kb')
  const names = existsSync(kbFolder) ? readdirSync(kbFolder).toSorted() : []
  const pack = {
    folder,
    pages: readList(join(folder, 'extraction', 'cases.json'), pageSchema),
    knowledgeBases: names
      .filter((name) => existsSync(join(kbFolder, name, 'kb.json')))
      .map((name) => ({
        ...parseFile(join(kbFolder, name, 'kb.json'), knowledgeBaseSchema),
        folder: join(kbFolder, name),
      })),
    sniffs: readList(join(folder, 'charset', 'sniff.json'), sniffSchema),
    charsetPages: readList(join(folder, 'charset', 'pages.json'), charsetPageSchema),
    attacks: readList(join(folder, 'injection', 'tensor-trust.json'), attackSchema),
    payloads: readList(join(folder, 'xss', 'payloads.json'), payloadSchema),
    markdowns: readList(join(folder, 'xss', 'commonmark.json'), markdownSchema),
  }
  if (Object.values(pack).every((list) => typeof list === 'string' || list.length === 0)) {
    throw new Complaint(
      `${folder} holds no set. A pack has extraction/cases.json, kb/NAME/kb.json, charset/*.json, injection/*.json or xss/*.json.`,
    )
  }
  return pack
}

/** A file of the pack as it is on disk, unpacked when its name ends in .gz. */
export function readBytes(folder: string, file: string): Buffer {
  const path = join(folder, file)
  if (!existsSync(path)) throw new Complaint(`The pack names ${path}, which does not exist.`)
  const bytes = readFileSync(path)
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

const readList = <T>(path: string, item: z.ZodType<T>): T[] => (existsSync(path) ? parseFile(path, z.array(item)) : [])

function parseFile<T>(path: string, schema: z.ZodType<T>): T {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Complaint(`${path} is not JSON.`)
  }
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Complaint(`${path} is not laid out as a pack: ${issue?.path.join('.')}: ${issue?.message}`)
}

/** Every k-th of a list, `limit` at most: the same ones each time, from its whole length. */
export function takeEvenly<T>(list: T[], limit: number | undefined): T[] {
  if (limit === undefined || list.length <= limit) return list
  const step = list.length / limit
  return Array.from({ length: limit }, (_, index) => list[Math.floor(index * step)]).filter(
    (item) => item !== undefined,
  )
}

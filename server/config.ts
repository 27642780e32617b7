import { z } from 'zod'
import { comesEver } from './backups/cron.ts'

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0'], 'must be true or false')
    .transform((value) => value === 'true' || value === '1')
    .default(fallback)
const count = (fallback: number, min = 1, max = 1_000_000_000) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback)
const price = z.coerce.number('must be a number').min(0, 'must be at least 0').max(10_000, 'must be at most 10000')
const webAddress = z
  .string()
  .refine(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    'must be a web address such as https://chat.example.com',
  )
  .transform((value) => value.replace(/\/+$/, ''))
const secret = z.string().min(16, 'must be at least 16 characters')

export const environmentSchema = z.object({
  PORT: count(8000, 0, 65_535),
  // Reached from this machine alone until someone decides otherwise; a proxy or container sets it.
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: webAddress.optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: webAddress.default('https://api.openai.com/v1'),
  CHAT_MODEL: z.string().default('gpt-4o-mini'),
  EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
  CHAT_PROMPT_PRICE: price.optional(),
  CHAT_COMPLETION_PRICE: price.optional(),
  EMBEDDING_PRICE: price.optional(),
  ADMIN_USERNAME: z.string().optional(),
  ADMIN_PASSWORD: z.string().optional(),
  SECRET_KEY: secret.optional(),
  METRICS_TOKEN: secret.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^sqlite:.+/, 'must look like sqlite:./data/frontdesk.db')
    .default('sqlite:./data/frontdesk.db'),
  UPLOAD_PATH: z.string().default('./data/uploads'),
  BACKUP_PATH: z.string().default('./data/backups'),
  BACKUP_ENABLED: flag(true),
  BACKUP_SCHEDULE: z
    .string()
    .refine(
      comesEver,
      'must be a cron expression of five fields such as 0 2 * * * (minute, hour, day of month, month, day of week)',
    )
    .default('0 2 * * *'),
  LOG_PATH: z.string().default('./logs'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], 'must be trace, debug, info, warn, error or fatal')
    .default('info'),
  MESSAGE_LIMIT_DEFAULT: count(1000, 0, 1_000_000),
  MAX_SCRAPE_WORDS: count(10_000, 100, 1_000_000),
  AVATAR_MAX_SIZE_KB: count(500, 1, 20_000),
  TRUST_PROXY: count(0, 0, 10),
  FORCE_HTTPS: flag(false),
  ALLOW_PRIVATE_URLS: flag(false),
  CHAT_PER_SESSION: count(10),
  CHAT_PER_IP: count(30),
  CONFIG_PER_BOT: count(60),
  ADMIN_PER_IP: count(100),
  STREAMS_PER_IP: count(6),
  STREAMS_MAX: count(200),
})

/** The environment, parsed once. Names follow `.env.example`; times and sizes carry their unit. */
export type Config = {
  port: number
  host: string
  /** Without a trailing slash; the address visitors and the owner use. */
  publicUrl: string | undefined
  openai: { apiKey: string; baseUrl: string; chatModel: string; embeddingModel: string } | undefined
  /** Dollars for a million tokens, where the owner names them. */
  prices: { chat: { prompt: number; completion: number } | undefined; embedding: number | undefined }
  admin: { username: string; password: string } | undefined
  secretKey: string | undefined
  /** Undefined: there are no metrics. */
  metricsToken: string | undefined
  databasePath: string
  uploadPath: string
  backupPath: string
  /** Automatic ones; the owner's own are always possible. */
  backupEnabled: boolean
  /** A cron expression, in the time of this machine. */
  backupSchedule: string
  logPath: string
  logLevel: string
  messageLimitDefault: number
  maxScrapeWords: number
  avatarMaxBytes: number
  trustProxy: number
  forceHttps: boolean
  allowPrivateUrls: boolean
  limits: {
    chatPerSession: number
    chatPerIp: number
    configPerBot: number
    adminPerIp: number
    streamsPerIp: number
    streamsMax: number
  }
}

/** Throws an Error whose message holds one readable line for each bad value. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  // An empty line in .env (`OPENAI_API_KEY=`) means unset.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
  if ((given['ADMIN_USERNAME'] === undefined) !== (given['ADMIN_PASSWORD'] === undefined)) {
    problems.push('ADMIN_USERNAME and ADMIN_PASSWORD belong together: set both or neither.')
  }
  if ((given['CHAT_PROMPT_PRICE'] === undefined) !== (given['CHAT_COMPLETION_PRICE'] === undefined)) {
    problems.push('CHAT_PROMPT_PRICE and CHAT_COMPLETION_PRICE belong together: set both or neither.')
  }
  if (parsed.success && parsed.data.FORCE_HTTPS && parsed.data.TRUST_PROXY === 0) {
    problems.push(
      'FORCE_HTTPS needs TRUST_PROXY=1 or more: only the proxy in front can tell that a visitor came by https.',
    )
  }
  if (!parsed.success || problems.length > 0) throw new Error(problems.join('\n'))
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL,
    openai: env.OPENAI_API_KEY
      ? {
          apiKey: env.OPENAI_API_KEY,
          baseUrl: env.OPENAI_BASE_URL,
          chatModel: env.CHAT_MODEL,
          embeddingModel: env.EMBEDDING_MODEL,
        }
      : undefined,
    prices: {
      chat:
        env.CHAT_PROMPT_PRICE === undefined || env.CHAT_COMPLETION_PRICE === undefined
          ? undefined
          : { prompt: env.CHAT_PROMPT_PRICE, completion: env.CHAT_COMPLETION_PRICE },
      embedding: env.EMBEDDING_PRICE,
    },
    admin:
      env.ADMIN_USERNAME && env.ADMIN_PASSWORD
        ? { username: env.ADMIN_USERNAME, password: env.ADMIN_PASSWORD }
        : undefined,
    secretKey: env.SECRET_KEY,
    metricsToken: env.METRICS_TOKEN,
    databasePath: env.DATABASE_URL.replace(/^sqlite:(\/\/(?=\/))?/, ''),
    uploadPath: env.UPLOAD_PATH,
    backupPath: env.BACKUP_PATH,
    backupEnabled: env.BACKUP_ENABLED,
    backupSchedule: env.BACKUP_SCHEDULE,
    logPath: env.LOG_PATH,
    logLevel: env.LOG_LEVEL,
    messageLimitDefault: env.MESSAGE_LIMIT_DEFAULT,
    maxScrapeWords: env.MAX_SCRAPE_WORDS,
    avatarMaxBytes: env.AVATAR_MAX_SIZE_KB * 1024,
    trustProxy: env.TRUST_PROXY,
    forceHttps: env.FORCE_HTTPS,
    allowPrivateUrls: env.ALLOW_PRIVATE_URLS,
    limits: {
      chatPerSession: env.CHAT_PER_SESSION,
      chatPerIp: env.CHAT_PER_IP,
      configPerBot: env.CONFIG_PER_BOT,
      adminPerIp: env.ADMIN_PER_IP,
      streamsPerIp: env.STREAMS_PER_IP,
      streamsMax: env.STREAMS_MAX,
    },
  }
}

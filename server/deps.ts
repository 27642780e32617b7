import type { Writer } from './chat/writer.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Embedder } from './models/models.ts'
import type { Store } from './store/store.ts'
import type { Vault } from './bots/vault.ts'
import type { Workshop } from './work.ts'

/** Everything outside, handed in by the composition root. Functions take only what they use: `Pick<Deps, 'store' | 'now'>`. */
export type Deps = {
  config: Config
  log: Log
  store: Store
  vault: Vault
  embedder: Embedder
  writer: Writer
  workshop: Workshop
  now: () => Date
  newId: () => string
}

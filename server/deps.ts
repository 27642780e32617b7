import type { LoginLimits } from './accounts/login-limits.ts'
import type { SetupToken } from './accounts/setup-token.ts'
import type { BackupDesk } from './backups/work.ts'
import type { Writer } from './chat/writer.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Circuit } from './models/circuit.ts'
import type { ChatModel, Embedder } from './models/models.ts'
import type { Prices } from './models/prices.ts'
import type { Store } from './store/store.ts'
import type { Vault } from './bots/vault.ts'
import type { Workshop } from './work.ts'

/** Everything outside, handed in by the composition root. Functions take only what they use: `Pick<Deps, 'store' | 'now'>`. */
export type Deps = {
  config: Config
  log: Log
  metrics: Metrics
  store: Store
  vault: Vault
  embedder: Embedder
  writer: Writer
  /** Undefined on the local engine. */
  chatModel: ChatModel | undefined
  prices: Prices
  /** Between us and the model server; nothing ever opens them on the local engine. */
  circuits: { answers: Circuit; search: Circuit }
  workshop: Workshop
  backups: BackupDesk
  setupToken: SetupToken
  loginLimits: LoginLimits
  now: () => Date
  newId: () => string
}

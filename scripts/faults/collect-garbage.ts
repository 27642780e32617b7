import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** So that what is counted next is held, not left lying. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc()')
}

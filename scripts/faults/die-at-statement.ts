import { isMainThread } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'

// Loaded into the product before it starts: kill -9 as the main thread runs its nth statement from the first transaction on.
let left = Number(process.env['DIE_AT_STATEMENT'])
let isCounting = false

if (isMainThread) {
  SqliteDatabase.prototype.prepare = new Proxy(SqliteDatabase.prototype.prepare, {
    apply(prepare, database, given): unknown {
      isCounting ||= given[0] === 'begin immediate'
      if (isCounting && --left <= 0) process.kill(process.pid, 'SIGKILL')
      return Reflect.apply(prepare, database, given)
    },
  })
}

import type { Connection } from './connection.ts'
import { insist } from './insist.ts'
import { attempt, type Prepare } from './statements.ts'
import type { Turn } from './turn.ts'

/** Runs one statement: its rows, none where it returns nothing. */
export type Run = <Row>(sql: string, parameters?: readonly unknown[]) => Row[]

/**
 * Units of work that never let go of the thread, for what every answer does: a tenth of the processor time of a built query.
 * Each is done wholly or not at all.
 */
export type Units = {
  /** One moment of the database. */
  read<T>(work: (run: Run) => T): Promise<T>
  /** What comes within a turn of the loop shares one commit, and one wait for the disk. */
  write<T>(work: (run: Run) => T): Promise<T>
}

type At = { connection: Connection; turn: Turn; prepare: Prepare; patienceMs: number }
type Write = { work(): void; resolve(): void; reject(error: unknown): void; failure?: unknown }

export function openUnits(
  at: At,
  onStatement: (sql: string, parameters: readonly unknown[]) => void = () => {},
): Units {
  const { connection, turn, prepare } = at
  let waiting: Write[] = []

  const say = (sql: string): void => void attempt(() => prepare(sql).run())
  function run<Row>(sql: string, parameters: readonly unknown[] = []): Row[] {
    onStatement(sql, parameters)
    const statement = prepare(sql)
    return attempt(() => {
      if (statement.reader) return statement.all(...parameters)
      statement.run(...parameters)
      return []
    })
  }

  async function inTurn<T>(work: () => T): Promise<T> {
    await turn.take()
    try {
      return await insist(work, at)
    } finally {
      turn.give()
    }
  }

  function inTransaction<T>(begin: string, work: () => T): T {
    say(begin)
    try {
      const result = work()
      say('commit')
      return result
    } catch (error) {
      // After a full disk SQLite has rolled back by itself.
      if (connection.database.inTransaction) say('rollback')
      throw error
    }
  }

  async function writeAll(): Promise<void> {
    let writes: Write[] = []
    try {
      await inTurn(() => {
        writes = [...writes, ...waiting.splice(0)]
        if (writes.length > 0) inTransaction('begin immediate', () => writes.forEach(writeOne))
      })
    } catch (error) {
      for (const { reject } of [...writes, ...waiting.splice(0)]) reject(error)
      return
    }
    for (const { resolve, reject, failure } of writes) {
      if (failure === undefined) resolve()
      else reject(failure)
    }
  }

  function writeOne(write: Write): void {
    say('savepoint one')
    try {
      write.work()
      write.failure = undefined
    } catch (error) {
      if (!connection.database.inTransaction) throw error
      say('rollback to one')
      write.failure = error
    }
    say('release one')
  }

  return {
    read: (work) => inTurn(() => inTransaction('begin', () => work(run))),

    write<T>(work: (run: Run) => T) {
      return new Promise<T>((resolve, reject) => {
        let result: T
        waiting.push({ work: () => (result = work(run)), resolve: () => resolve(result), reject })
        if (waiting.length === 1) setImmediate(() => void writeAll())
      })
    },
  }
}

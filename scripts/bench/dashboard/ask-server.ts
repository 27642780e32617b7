import { openSession } from '#server/accounts/sessions.ts'
import { buildStore, openDatabase } from '#server/store/sqlite/open.ts'
import { openQueries } from '#server/store/sqlite/queries.ts'
import { openTestDeps } from '#server/testing/open-test-deps.ts'
import { trpcHandler } from '#server/trpc/serve-trpc.ts'
import { percentile } from '../../eval/score.ts'

export type Question = { page: string; procedure: string; input?: unknown }
export type Statement = { sql: string; plan: string[] }
export type Asked = Question & { p50Ms: number; maxMs: number; bytes: number; statements: Statement[] }

/** Asks the procedures behind the pages, one after another, without a network: their time, and how SQLite finds the rows. */
export async function askServer(path: string, questions: Question[], runs: number): Promise<Asked[]> {
  const database = openDatabase(path)
  const statements = new Map<string, Statement>()
  const explain = (sql: string, parameters: readonly unknown[]): string[] =>
    database
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail)
  const note = (sql: string, parameters: readonly unknown[]): void => {
    const isNew = !/^(begin|commit|pragma)/i.test(sql) && !statements.has(sql)
    if (isNew) statements.set(sql, { sql, plan: explain(sql, parameters) })
  }
  const queries = openQueries(
    { database: openDatabase(path) },
    { log: ({ query }) => note(query.sql, query.parameters), onStatement: note },
  )
  const { deps, close } = await openTestDeps()
  const store = buildStore(queries, { close: async () => {}, replaceWith: async () => false })
  const answer = trpcHandler({ ...deps, store })
  const { token } = await openSession({ ...deps, store }, false)
  try {
    const asked: Asked[] = []
    for (const question of questions) {
      const { procedure, input } = question
      const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
      const ask = () =>
        answer(
          new Request(`http://localhost:8000/api/trpc/${procedure}${search}`, {
            headers: { Cookie: `session_token=${token}` },
          }),
          '127.0.0.1',
        )
      const times: number[] = []
      let bytes = 0
      for (let run = 0; run <= runs; run++) {
        statements.clear()
        const start = performance.now()
        const response = await ask()
        const body = await response.text()
        // The first one fills SQLite's cache and the compiler's.
        if (run > 0) times.push(performance.now() - start)
        if (!response.ok) throw new Error(`${procedure} answered ${response.status} ${body}`)
        bytes = Buffer.byteLength(body)
      }
      asked.push({
        ...question,
        p50Ms: percentile(times, 0.5) ?? 0,
        maxMs: Math.max(...times),
        bytes,
        statements: [...statements.values()].filter(({ sql }) => !sql.includes('"sessions"')),
      })
    }
    return asked
  } finally {
    await queries.db.destroy()
    database.close()
    await close()
  }
}

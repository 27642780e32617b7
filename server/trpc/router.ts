import { answersRouter } from './answers.ts'
import { authRouter } from './auth.ts'
import { backupsRouter } from './backups.ts'
import { botsRouter } from './bots.ts'
import { conversationsRouter } from './conversations.ts'
import { router } from './init.ts'
import { settingsRouter } from './settings.ts'
import { sourcesRouter } from './sources.ts'
import { unansweredRouter } from './unanswered.ts'

export const appRouter = router({
  auth: authRouter,
  bots: botsRouter,
  sources: sourcesRouter,
  answers: answersRouter,
  conversations: conversationsRouter,
  unanswered: unansweredRouter,
  settings: settingsRouter,
  backups: backupsRouter,
})
export type AppRouter = typeof appRouter

import { deleteConversations, emptyBot } from './bots/delete-in-pieces.ts'
import { joinMainThread } from './join-main-thread.ts'
import { toSketch } from './retrieval/sketch.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import { groupQuestions } from './unanswered/group-questions.ts'

// The fourth composition root: what takes too long for the thread that talks to visitors, and must not stand behind a training.

const { config, obey } = joinMainThread()
const store = await openSqliteStore(config.databasePath, { migrate: false })

obey(
  {
    find_nearest: ({ bot_id, embedder, vector, limit }) =>
      store.knowledge.findByVector(bot_id, embedder, vector, limit),
    sketch: async ({ bot_id, embedder }) => toSketch(await store.knowledge.listBits(bot_id, embedder)),
    group: async ({ questions }) => groupQuestions(questions),
    delete_conversations: (which, _id, signal) => deleteConversations(store, which, signal),
    empty_bot: ({ bot_id }, _id, signal) => emptyBot(store, bot_id, signal),
  },
  () => store.close(),
)

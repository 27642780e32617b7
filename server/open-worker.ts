import { openThread, threadFile, type ThreadOptions } from './open-thread.ts'
import type { WorkKind, Workshop } from './work.ts'

const QUICK: WorkKind[] = ['find_nearest', 'sketch', 'group', 'delete_conversations', 'empty_bot']
export const isQuick = (kind: WorkKind): boolean => QUICK.includes(kind)

/** Two threads, each started on its first use: one that reads and trains for minutes, and one for what others wait for. */
export function openWorkshop(options: ThreadOptions): Workshop {
  const trainer = openThread(threadFile('worker'), options)
  const quick = openQuickThread(options)
  return {
    run: (kind, input, signal) => (isQuick(kind) ? quick : trainer).run(kind, input, signal),
    onProgress: trainer.onProgress,
    pause: (work) => trainer.pause(() => quick.pause(work)),
    async close() {
      await Promise.all([trainer.close(), quick.close()])
    },
  }
}

export const openQuickThread = (options: ThreadOptions): Workshop => openThread(threadFile('quick-worker'), options)

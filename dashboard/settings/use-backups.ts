import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { BackupOutcome, Backups, BackupWork } from '#shared/backup.ts'
import { trpc } from '../api.ts'
import { say } from '../ui/Toast.tsx'
import { uploadBackup } from './upload-backup.ts'

const LOOK_EVERY_MS = 1_000

/** The backups and what is done with them. The work itself is the server's: a reload finds it where it is. */
export function useBackups() {
  const utils = trpc.useUtils()
  const list = trpc.backups.list.useQuery(undefined, {
    refetchInterval: ({ state }) => (state.data?.work == null ? false : LOOK_EVERY_MS),
  })
  const change = (toNew: (old: Backups) => Partial<Backups>): void => {
    utils.backups.list.setData(undefined, (old) => old && { ...old, ...toNew(old) })
  }
  const showWork = ({ work }: { work: BackupWork }) => change(() => ({ work, outcome: null }))

  const create = trpc.backups.create.useMutation({ onSuccess: showWork })
  const inspect = trpc.backups.inspect.useMutation({ onSuccess: showWork })
  const restore = trpc.backups.restore.useMutation({ onSuccess: showWork })
  const discard = trpc.backups.discard.useMutation({ onMutate: () => change(() => ({ inspection: null })) })
  const remove = trpc.backups.delete.useMutation({
    onSuccess: (_, { name }) => {
      change(({ backups }) => ({ backups: backups.filter((backup) => backup.name !== name) }))
      say('Backup deleted')
    },
    onSettled: () => utils.backups.list.invalidate(),
  })
  const [sent, setSent] = useState(0)
  const upload = useMutation({
    mutationFn: async (file: File) => {
      setSent(0)
      return inspect.mutateAsync({ upload: await uploadBackup(file, setSent) })
    },
  })

  /** The backup that is to be downloaded as soon as it is made. */
  const wanted = useRef<string>(undefined)
  const download = () =>
    create.mutate(undefined, {
      onSuccess: ({ work }) => {
        wanted.current = work.id
      },
    })

  useOutcome(list.data?.outcome, (outcome) => {
    if (outcome.kind === 'backup' && outcome.failure === null) {
      if (outcome.name !== null && outcome.id === wanted.current) startDownload(outcome.name)
      else say('Backup made and checked')
      void utils.settings.storage.invalidate()
    }
    // Everything that any page shows is another's now.
    if (outcome.kind === 'restore') void utils.invalidate()
  })

  return { list, create, download, inspect, restore, discard, remove, upload, sent }
}

/** Calls for what ends while the page looks on, not for what had ended before. */
function useOutcome(outcome: BackupOutcome | null | undefined, onEnd: (outcome: BackupOutcome) => void): void {
  const seen = useRef<string | null>(undefined)
  useEffect(() => {
    if (outcome === undefined) return
    const hasEnded = outcome !== null && seen.current !== undefined && seen.current !== outcome.id
    seen.current = outcome?.id ?? null
    if (hasEnded) onEnd(outcome)
  })
}

/** The answer is a file, so the page stays where it is. */
function startDownload(name: string): void {
  const link = document.createElement('a')
  link.href = `/api/admin/backups/${encodeURIComponent(name)}`
  link.download = name
  link.click()
}

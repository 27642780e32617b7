import type { BackupWork } from '#shared/backup.ts'
import { Progress } from '../ui/Progress.tsx'
import { describeStep, nameWork } from './backup-words.ts'

type Props = { work: BackupWork | null; /** Of an upload, 0 to 100. */ sent: number | undefined }

/** What the server does with a backup just now, or how much of one it has got. */
export function BackupProgress({ work, sent }: Props) {
  const shown =
    work !== null
      ? { label: nameWork(work), words: describeStep(work), percent: work.percent }
      : { label: 'Upload', words: 'Sending the file', percent: sent ?? 0 }
  return (
    <div className="stack gap-1.5">
      <div className="row justify-between gap-4">
        <span role="status">{shown.words}…</span>
        <span className="note tabular-nums">{Math.floor(shown.percent)} %</span>
      </div>
      <Progress label={shown.label} percent={shown.percent} words={`${shown.words}, ${Math.floor(shown.percent)} %`} />
    </div>
  )
}

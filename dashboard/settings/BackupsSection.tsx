import { Download } from 'lucide-react'
import { useRef } from 'react'
import type { Backups } from '#shared/backup.ts'
import { toFailure } from '../failure.ts'
import { Button } from '../ui/Button.tsx'
import { Notice, Section } from '../ui/Card.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { When } from '../ui/When.tsx'
import { BackupList } from './BackupList.tsx'
import { BackupProgress } from './BackupProgress.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { useBackups } from './use-backups.ts'

export function BackupsSection() {
  const desk = useBackups()
  const { list } = desk
  return (
    <Section title="Backups" note={list.data && <Note backups={list.data} />}>
      {list.isPending && (
        <div role="status" aria-label="Loading the backups">
          <Skeleton className="h-40" />
        </div>
      )}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && <Desk desk={desk} shown={list.data} />}
    </Section>
  )
}

function Note({ backups: { next_at } }: { backups: Backups }) {
  return (
    <>
      One file with your bots, what they know, every conversation and your settings. It does not hold secret.key from
      the server’s data folder; without that file the code for your site cannot be shown after a move, so keep a copy of
      it apart.{' '}
      {next_at === null ? (
        'Automatic backups are switched off (BACKUP_ENABLED).'
      ) : (
        <>
          The next automatic one is made <When at={next_at} />; the last seven are kept.
        </>
      )}
    </>
  )
}

function Desk({ desk, shown }: { desk: ReturnType<typeof useBackups>; shown: Backups }) {
  const { create, download, inspect, restore, discard, remove, upload, sent } = desk
  const { work, outcome, inspection, failure, backups } = shown
  const file = useRef<HTMLInputElement>(null)
  const isBusy = work !== null || create.isPending || inspect.isPending || upload.isPending
  const problem = create.error ?? inspect.error ?? upload.error ?? remove.error
  // What failed by itself at night is told above already.
  const unsuccessful = outcome !== null && outcome.failure !== failure?.message ? outcome.failure : null
  const sentence = problem === null ? unsuccessful : 'data' in problem ? toFailure(problem).message : problem.message

  return (
    <>
      {failure !== null && (
        <Notice
          tone="bad"
          role="alert"
          action={
            <Button small busy={isBusy} onClick={() => create.mutate()}>
              Back up now
            </Button>
          }
        >
          The automatic backup failed <When at={failure.at} />. {failure.message}
        </Notice>
      )}
      <div className="row flex-wrap gap-2">
        <Button look="primary" busy={isBusy} onClick={download}>
          <Download aria-hidden="true" />
          Download backup
        </Button>
        <Button busy={isBusy} onClick={() => create.mutate()}>
          Back up now
        </Button>
        <Button busy={isBusy} onClick={() => file.current?.click()}>
          Restore backup
        </Button>
        <input
          ref={file}
          type="file"
          aria-label="Backup file"
          accept=".gz,.tgz,application/gzip"
          className="hidden"
          onChange={(event) => {
            const [chosen] = event.target.files ?? []
            if (chosen) upload.mutate(chosen)
            event.target.value = ''
          }}
        />
      </div>
      {isBusy && <BackupProgress work={work} sent={upload.isPending ? sent : undefined} />}
      {!isBusy && sentence !== null && (
        <Notice tone="bad" role="alert">
          {sentence}
        </Notice>
      )}
      {!isBusy && outcome?.kind === 'restore' && outcome.failure === null && (
        <Notice tone="brass" role="status">
          Restored <When at={outcome.at} />. What was here before is the backup “Before a restore”.
        </Notice>
      )}
      <BackupList
        backups={backups}
        busy={isBusy}
        onRestore={(name) => inspect.mutate({ name })}
        onDelete={(name, done) => remove.mutate({ name }, { onSettled: done })}
      />
      {inspection !== null && (work === null || restore.isPending) && (
        <RestoreDialog
          key={inspection.id}
          inspection={inspection}
          busy={restore.isPending}
          problem={restore.error ? toFailure(restore.error).message : undefined}
          onClose={() => discard.mutate()}
          onRestore={() => restore.mutate({ inspection: inspection.id, confirm: 'restore' })}
        />
      )}
    </>
  )
}

import { FlaskConical } from 'lucide-react'
import { useRef, useState, type RefObject } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { toFailure } from '../failure.ts'
import { KnowledgePanel } from '../knowledge/KnowledgePanel.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Card.tsx'
import { EmptyState, ErrorState, Skeleton } from '../ui/State.tsx'
import { TabPanel, Tabs, type TabMark } from '../ui/Tabs.tsx'
import { BasicFields, LookFields, RuleFields } from './bot-fields.tsx'
import { FIELDS, TAB_OF } from './bot-form.ts'
import { BotForm } from './BotForm.tsx'
import { BotStatus } from './BotStatus.tsx'
import { DeleteBotDialog } from './DeleteBotDialog.tsx'
import { EmbedCode } from './EmbedCode.tsx'
import { KeyField } from './KeyField.tsx'
import { LivePreview } from './LivePreview.tsx'
import { MoneyNotice } from './MoneyNotice.tsx'
import { OnMySite } from './OnMySite.tsx'
import { UnsavedGuard } from './UnsavedGuard.tsx'
import { useBotDraft } from './use-bot-draft.ts'
import { useSaveKey } from './use-save-key.ts'

const TABS = [
  { value: 'basics', label: 'Basics' },
  { value: 'appearance', label: 'Appearance' },
  { value: 'knowledge', label: 'Knowledge' },
  { value: 'settings', label: 'Settings' },
] as const

export function BotPage() {
  const { id = '' } = useParams()
  const bot = trpc.bots.get.useQuery({ id }, { refetchOnWindowFocus: 'always' })
  if (bot.isPending) return <BotSkeleton />
  // What failed to arrive anew takes nothing away; only a bot that is gone does.
  if (bot.data && !isGone(bot.error)) return <BotEditor key={id} bot={bot.data} />
  return <BotProblem error={bot.error} onRetry={() => void bot.refetch()} />
}

function BotEditor({ bot }: { bot: Bot }) {
  const [params, setParams] = useSearchParams()
  const tab = TABS.find(({ value }) => value === params.get('tab'))?.value ?? 'basics'
  const hasPreview = tab === 'basics' || tab === 'appearance'
  const showTab = (next: string) => setParams({ tab: next }, { replace: true, preventScrollReset: true })
  const form = useBotDraft(bot)
  const leaving = useRef(false)

  const save = async () => {
    const inTheWay = await form.save()
    const field = FIELDS.find((name) => inTheWay.includes(name))
    if (field !== undefined) showTab(TAB_OF[field])
  }
  useSaveKey(form.isDirty && !form.isSaving, save)
  const formProps = { ...form, save }
  const tabs = TABS.map((shown) => ({ ...shown, ...toMark(shown.value, form) }))

  return (
    <div className="page stack gap-5">
      <UnsavedGuard isDirty={form.isDirty} isSaving={form.isSaving} leaving={leaving} />
      <PageHead
        title={bot.name}
        back={{ to: '/dashboard', label: 'Bots' }}
        beside={<BotStatus bot={bot} />}
        actions={
          <Button asChild>
            <Link to={`/dashboard/bots/${bot.id}/test`}>
              <FlaskConical />
              Test
            </Link>
          </Button>
        }
      />
      <MoneyNotice bot={bot} />
      <Tabs label="Bot" value={tab} onChange={showTab} tabs={tabs}>
        <div
          className={
            hasPreview
              ? 'grid grid-cols-1 items-start gap-x-10 lg:grid-cols-[minmax(0,480px)_minmax(0,1fr)]'
              : undefined
          }
        >
          <div className={tab === 'knowledge' ? undefined : 'narrow'}>
            <TabPanel value="basics">
              <BotForm {...formProps}>
                <BasicFields {...form} />
              </BotForm>
            </TabPanel>
            <TabPanel value="appearance">
              <BotForm {...formProps}>
                <LookFields {...form} bot={bot} />
              </BotForm>
            </TabPanel>
            <TabPanel value="knowledge" stays>
              <KnowledgePanel bot={bot} />
            </TabPanel>
            <TabPanel value="settings">
              <BotForm {...formProps}>
                <RuleFields {...form} bot={bot} />
              </BotForm>
              <div className="stack mt-8 gap-6">
                <Section title="Code for your site" note="Paste it once. Later changes here need no new code.">
                  <EmbedCode bot={bot} />
                </Section>
                <OnMySite bot={bot} />
                <Section title="Key">
                  <KeyField bot={bot} />
                </Section>
                <DeleteSection bot={bot} leaving={leaving} />
              </div>
            </TabPanel>
          </div>
          {hasPreview && <LivePreview bot={bot} draft={form.draft} />}
        </div>
      </Tabs>
    </div>
  )
}

/** Which tab holds what is not saved, or what stands in the way of it. */
function toMark(tab: string, { problems, clashes, changed }: ReturnType<typeof useBotDraft>): TabMark {
  const isHere = (field: keyof typeof TAB_OF) => TAB_OF[field] === tab
  if (FIELDS.some((field) => isHere(field) && field in problems) || clashes.some(({ field }) => isHere(field))) {
    return { mark: 'Needs a look' }
  }
  return FIELDS.some((field) => isHere(field) && changed.includes(field)) ? { mark: 'Not saved yet' } : {}
}

function DeleteSection({ bot, leaving }: { bot: Bot; leaving: RefObject<boolean> }) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  return (
    <Section title="Delete this bot" note="Its knowledge and conversations go with it.">
      <div>
        <Button look="danger" onClick={() => setAsking(true)}>
          Delete bot
        </Button>
      </div>
      <DeleteBotDialog
        bot={bot}
        open={asking}
        onClose={() => setAsking(false)}
        onDeleted={() => {
          leaving.current = true
          void navigate('/dashboard')
        }}
      />
    </Section>
  )
}

const isGone = (error: unknown): boolean => error !== null && toFailure(error).code === 'not_found'

/** A bot that could not be shown: gone, or not reached. */
export function BotProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="page">
      {isGone(error) ? (
        <EmptyState
          whole
          title="This bot does not exist"
          action={
            <Button asChild look="primary">
              <Link to="/dashboard">Go to your bots</Link>
            </Button>
          }
        >
          It may have been deleted.
        </EmptyState>
      ) : (
        <div className="stack gap-4">
          <PageHead title="This bot could not be shown" back={{ to: '/dashboard', label: 'Bots' }} />
          <ErrorState error={error} onRetry={onRetry} />
        </div>
      )}
    </div>
  )
}

const BotSkeleton = () => (
  <div className="page stack gap-5" role="status" aria-label="Loading the bot">
    <h1 className="sr-only">Loading the bot</h1>
    <Skeleton className="h-4 w-12" />
    <Skeleton className="h-7 w-48" />
    <Skeleton className="h-10 w-full" />
    <div className="grid gap-10 lg:grid-cols-[minmax(0,480px)_minmax(0,1fr)]">
      <div className="stack gap-6">
        <Skeleton className="h-14" />
        <Skeleton className="h-28" />
      </div>
      <Skeleton className="h-[560px]" />
    </div>
  </div>
)

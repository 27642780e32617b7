import { useEffect, useRef, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { BotProblem } from '../bots/BotPage.tsx'
import { toFailure } from '../failure.ts'
import { PageTitle } from '../shell/PageHead.tsx'
import { Skeleton } from '../ui/State.tsx'
import { AskStep } from './AskStep.tsx'
import { CodeStep } from './CodeStep.tsx'
import { KnowledgeStep } from './KnowledgeStep.tsx'
import { NameStep } from './NameStep.tsx'
import { StepList } from './StepList.tsx'
import { openSteps, stepToShow, type Step } from './steps.ts'
import { TrainStep } from './TrainStep.tsx'

const TITLES: Record<Step, [title: string, note: string]> = {
  name: ['Name your bot', 'Visitors see this name at the top of the chat. You can change everything later.'],
  knowledge: [
    'Give it something to know',
    'It answers only from what you give it here, and says so when it does not know.',
  ],
  train: ['Watch it learn', 'This usually takes less than a minute. You may leave; it goes on by itself.'],
  ask: ['Ask it something', 'This is the chat your visitors will get. Ask what they would ask.'],
  code: ['Put it on your site', 'Copy the code and paste it once into your site’s pages.'],
}

/** The path from nothing to a bot on the owner's site. Where it stands is in the address and in the bot itself. */
export function NewBotPage() {
  const [params] = useSearchParams()
  const id = params.get('bot')
  const bot = trpc.bots.get.useQuery({ id: id ?? '' }, { enabled: id !== null })

  const isGone = bot.isError && toFailure(bot.error).code === 'not_found'
  if (isGone || bot.isLoadingError) return <BotProblem error={bot.error} onRetry={() => void bot.refetch()} />
  if (id !== null && bot.isPending) return <PathSkeleton />
  const step = stepToShow(bot.data, params.get('step'))
  return (
    <Path bot={bot.data} step={step}>
      <StepBody bot={bot.data} step={step} />
    </Path>
  )
}

function Path({ bot, step, children }: { bot: Bot | undefined; step: Step; children: ReactNode }) {
  const [title, note] = TITLES[step]
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus()
    shown.current = step
  }, [step])

  return (
    <div className="page stack items-center gap-8">
      <PageTitle>{title}</PageTitle>
      <StepList botId={bot?.id} current={step} open={openSteps(bot)} />
      <div key={step} className="stack narrow animate-appear gap-6">
        <div className="stack gap-1">
          <h1 ref={heading} tabIndex={-1} className="text-page font-semibold tracking-tight outline-none">
            {title}
          </h1>
          <p className="text-quiet">{note}</p>
        </div>
        {children}
      </div>
    </div>
  )
}

function StepBody({ bot, step }: { bot: Bot | undefined; step: Step }) {
  if (bot === undefined || step === 'name') return <NameStep bot={bot} />
  if (step === 'knowledge') return <KnowledgeStep bot={bot} />
  if (step === 'train') return <TrainStep bot={bot} />
  if (step === 'ask') return <AskStep bot={bot} />
  return <CodeStep bot={bot} />
}

const PathSkeleton = () => (
  <div className="page stack items-center gap-8" role="status" aria-label="Loading">
    <Skeleton className="h-5 w-72" />
    <div className="stack narrow gap-4">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-40" />
    </div>
  </div>
)

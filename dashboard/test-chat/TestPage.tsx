import { Copy, Monitor, RotateCcw, Smartphone } from 'lucide-react'
import { useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { trpc } from '../api.ts'
import { botLook } from '../bots/bot-look.ts'
import { BotProblem } from '../bots/BotPage.tsx'
import { NoKey, useEmbedSnippet } from '../bots/EmbedCode.tsx'
import { SuggestedQuestions } from '../knowledge/SuggestedQuestions.tsx'
import { PreviewFrame, type PreviewHandle } from '../preview/PreviewFrame.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { PageSkeleton } from '../shell/SignedIn.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Card.tsx'
import { Choice } from '../ui/Choice.tsx'
import { classes } from '../ui/classes.ts'
import { copyText } from '../ui/copy-text.ts'
import { AnswerCard, type Exchange } from './AnswerCard.tsx'

export function TestPage() {
  const { id = '' } = useParams()
  const bot = trpc.bots.get.useQuery({ id })
  if (bot.data) return <TestChat key={id} bot={bot.data} />
  if (bot.isPending) return <PageSkeleton />
  return <BotProblem error={bot.error} onRetry={() => void bot.refetch()} />
}

const SCREENS = [
  { value: 'desktop', label: 'Desktop', picture: <Monitor className="size-4" aria-hidden="true" /> },
  { value: 'phone', label: 'Phone', picture: <Smartphone className="size-4" aria-hidden="true" /> },
] as const

function TestChat({ bot }: { bot: Bot }) {
  const [screen, setScreen] = useState<'desktop' | 'phone'>('desktop')
  const [exchanges, setExchanges] = useState<Exchange[]>([])
  const question = useRef('')
  const widget = useRef<PreviewHandle>(null)
  const snippet = useEmbedSnippet(bot)

  return (
    <div className="page stack max-w-[1600px] grow gap-4">
      <PageHead
        title={`Test ${bot.name}`}
        back={{ to: `/dashboard/bots/${bot.id}`, label: bot.name }}
        actions={
          <>
            {/* A phone is no place to try a desktop on. */}
            <div className="w-60 max-md:hidden">
              <Choice label="Screen" value={screen} onChange={setScreen} options={SCREENS} beside unlabelled />
            </div>
            <Button
              onClick={() => {
                widget.current?.reset()
                setExchanges([])
              }}
            >
              <RotateCcw />
              Reset conversation
            </Button>
            {snippet !== undefined && (
              <Button look="primary" onClick={() => void copyText(snippet, 'Embed code')}>
                <Copy />
                Copy embed code
              </Button>
            )}
          </>
        }
      />
      <div className="grid grow grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        {bot.api_key === null ? (
          <NoKey />
        ) : (
          <PreviewFrame
            botId={bot.id}
            apiKey={bot.api_key}
            look={botLook(bot)}
            open
            remembers
            actualSize
            handle={widget}
            className={classes(
              'h-[75dvh] min-h-[480px] md:h-[calc(100dvh-13rem)]',
              screen === 'phone' && 'mx-auto w-full max-w-[390px]',
            )}
            onQuestion={(content) => {
              question.current = content
            }}
            onAnswer={(answer) => {
              const asked = question.current
              setExchanges((before) => [{ question: asked, answer, cut: bot.relevance_cut }, ...before])
            }}
          />
        )}
        <section
          aria-labelledby="answers"
          className="stack gap-3 lg:max-h-[calc(100dvh-13rem)] lg:min-h-[480px] lg:overflow-y-auto"
        >
          <h2 id="answers" className="text-title font-semibold">
            Where answers come from
          </h2>
          {exchanges.length === 0 && (
            <p className="text-quiet">
              Ask something in the chat. What each answer was made from appears here, with its relevance. Test messages
              count towards the monthly limit.
            </p>
          )}
          {exchanges.length === 0 && bot.trained_at !== null && (
            <SuggestedQuestions botId={bot.id} onAsk={(suggested) => widget.current?.ask(suggested)} />
          )}
          {bot.status === 'untrained' && (
            <Notice tone="brass">
              This bot knows nothing yet, so it cannot answer.{' '}
              <Link to={`/dashboard/bots/${bot.id}?tab=knowledge`} className="link">
                Give it something to know
              </Link>
            </Notice>
          )}
          <ol className="stack gap-3" aria-live="polite">
            {exchanges.map((exchange) => (
              <li key={exchange.answer.message_id}>
                <AnswerCard exchange={exchange} />
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  )
}

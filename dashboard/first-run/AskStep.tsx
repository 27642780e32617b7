import { useRef } from 'react'
import { Link } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { botLook } from '../bots/bot-look.ts'
import { NoKey } from '../bots/EmbedCode.tsx'
import { SuggestedQuestions } from '../knowledge/SuggestedQuestions.tsx'
import { PreviewFrame, type PreviewHandle } from '../preview/PreviewFrame.tsx'
import { Button } from '../ui/Button.tsx'
import { StepButtons } from './StepButtons.tsx'
import { stepPath } from './StepList.tsx'

export function AskStep({ bot }: { bot: Bot }) {
  const widget = useRef<PreviewHandle>(null)
  return (
    <>
      {bot.api_key === null ? (
        <NoKey />
      ) : (
        <>
          <PreviewFrame
            botId={bot.id}
            apiKey={bot.api_key}
            look={botLook(bot)}
            open
            remembers
            actualSize
            handle={widget}
            className="h-[70dvh] max-h-[680px] min-h-[420px]"
          />
          <SuggestedQuestions botId={bot.id} onAsk={(question) => widget.current?.ask(question)} />
        </>
      )}
      <StepButtons back={stepPath(bot.id, 'train')}>
        <Button asChild>
          <Link to={stepPath(bot.id, 'knowledge')}>Teach it more</Link>
        </Button>
        <Button asChild look="primary">
          <Link to={stepPath(bot.id, 'code')}>Get the code</Link>
        </Button>
      </StepButtons>
    </>
  )
}

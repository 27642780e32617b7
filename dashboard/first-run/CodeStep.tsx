import { Link } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { EmbedCode } from '../bots/EmbedCode.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { StepButtons } from './StepButtons.tsx'
import { stepPath } from './StepList.tsx'

export function CodeStep({ bot }: { bot: Bot }) {
  return (
    <>
      <Card className="stack gap-4">
        <EmbedCode bot={bot} />
        <p className="note">
          Put it just before <code>&lt;/body&gt;</code> on every page that should have the chat. In WordPress, Shopify
          or Squarespace, look for “custom code” or “footer scripts”.
        </p>
      </Card>
      <StepButtons back={stepPath(bot.id, 'ask')}>
        <Button asChild>
          <Link to={`/dashboard/bots/${bot.id}?tab=appearance`}>Change its looks</Link>
        </Button>
        <Button asChild look="primary">
          <Link to="/dashboard">Finish</Link>
        </Button>
      </StepButtons>
    </>
  )
}

import { Link } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { EmbedCode } from '../bots/EmbedCode.tsx'
import { OnMySite } from '../bots/OnMySite.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { StepButtons } from './StepButtons.tsx'
import { stepPath } from './StepList.tsx'

export function CodeStep({ bot }: { bot: Bot }) {
  return (
    <>
      <Card>
        <EmbedCode bot={bot} />
      </Card>
      <OnMySite bot={bot} />
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

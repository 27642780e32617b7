import { Link, useNavigate, useSearchParams } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { AddSource } from '../knowledge/AddSource.tsx'
import { plural } from '../knowledge/training-words.ts'
import { useSources } from '../knowledge/use-sources.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { StepButtons } from './StepButtons.tsx'
import { stepPath } from './StepList.tsx'

export function KnowledgeStep({ bot }: { bot: Bot }) {
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const kind = params.get('kind') === 'text' ? 'text' : 'url'
  const sources = useSources(bot.id)
  const count = sources.data?.sources.length ?? 0
  return (
    <>
      <Card>
        <AddSource botId={bot.id} startWith={kind} onAdded={() => void navigate(stepPath(bot.id, 'train'))} />
      </Card>
      <StepButtons back={stepPath(bot.id, 'name')}>
        {count > 0 && (
          <Button asChild>
            <Link to={stepPath(bot.id, 'train')}>Go on with {plural(count, 'source')}</Link>
          </Button>
        )}
      </StepButtons>
    </>
  )
}

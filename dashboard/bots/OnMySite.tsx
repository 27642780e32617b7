import type { Bot } from '#shared/bot.ts'
import { Section } from '../ui/Card.tsx'
import { LastSeen } from './LastSeen.tsx'
import { SiteCheckForm } from './SiteCheckForm.tsx'

export const OnMySite = ({ bot }: { bot: Bot }) => (
  <Section title="Is it on my site?">
    <LastSeen key={bot.id} bot={bot} />
    <SiteCheckForm bot={bot} />
  </Section>
)

import { trpc } from '../api.ts'
import { RetrainBanner } from '../bots/RetrainBanner.tsx'
import { TroubleBanner } from '../bots/TroubleBanner.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { ErrorState, Skeleton } from '../ui/State.tsx'
import { BackupsSection } from './BackupsSection.tsx'
import { DefaultsSection } from './DefaultsSection.tsx'
import { EngineSection } from './EngineSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { SessionsSection } from './SessionsSection.tsx'
import { StorageSection } from './StorageSection.tsx'
import { ThemeSection } from './ThemeSection.tsx'

export function SettingsPage() {
  const settings = trpc.settings.get.useQuery()
  return (
    <div className="page stack gap-6">
      <PageHead
        title="Settings"
        {...(settings.data && { beside: <span className="note">Frontdesk {settings.data.version}</span> })}
      />
      <div className="narrow stack gap-6">
        {settings.isPending ? (
          <div role="status" aria-label="Loading the settings" className="stack gap-6">
            <Skeleton className="h-44" />
            <Skeleton className="h-40" />
            <Skeleton className="h-40" />
          </div>
        ) : (
          <>
            {settings.isError && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
            {settings.data && (
              <>
                <TroubleBanner />
                <RetrainBanner />
                <EngineSection settings={settings.data} />
                <DefaultsSection settings={settings.data} />
              </>
            )}
            <ThemeSection />
            <PasswordSection />
            <SessionsSection />
            <StorageSection />
            <BackupsSection />
          </>
        )}
      </div>
    </div>
  )
}

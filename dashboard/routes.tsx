import { Navigate, type RouteObject } from 'react-router'
import { queries } from './api.ts'
import { BrokenPage } from './shell/BrokenPage.tsx'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { Outside } from './shell/Outside.tsx'
import { FirstSkeleton, SignedIn } from './shell/SignedIn.tsx'

/** Asked while the page's file is still on its way. */
const ask = (...questions: (() => Promise<void>)[]) => ({
  loader: () => {
    for (const question of questions) void question()
    return null
  },
  shouldRevalidate: () => false,
})

/** Every page is its own file, fetched when it is first opened. */
export const routes: RouteObject[] = [
  {
    errorElement: (
      <Outside>
        <BrokenPage />
      </Outside>
    ),
    HydrateFallback: FirstSkeleton,
    children: [
      { index: true, element: <Navigate to="/dashboard" replace /> },
      { path: 'login', lazy: async () => ({ Component: (await import('./accounts/LoginPage.tsx')).LoginPage }) },
      {
        path: 'dashboard/sign-out',
        lazy: async () => ({ Component: (await import('./accounts/SignOutPage.tsx')).SignOutPage }),
      },
      { path: 'setup', lazy: async () => ({ Component: (await import('./accounts/SetupPage.tsx')).SetupPage }) },
      {
        path: 'dashboard',
        Component: SignedIn,
        ...ask(() => queries.auth.state.prefetch()),
        children: [
          {
            ErrorBoundary: BrokenPage,
            children: [
              {
                index: true,
                ...ask(
                  () => queries.bots.list.prefetch(),
                  () => queries.settings.get.prefetch(),
                ),
                lazy: async () => ({ Component: (await import('./bots/BotsPage.tsx')).BotsPage }),
              },
              {
                path: 'bots/new',
                lazy: async () => ({ Component: (await import('./first-run/NewBotPage.tsx')).NewBotPage }),
              },
              { path: 'bots/:id', lazy: async () => ({ Component: (await import('./bots/BotPage.tsx')).BotPage }) },
              {
                path: 'bots/:id/test',
                lazy: async () => ({ Component: (await import('./test-chat/TestPage.tsx')).TestPage }),
              },
              ...['conversations', 'bots/:id/conversations'].map((path) => ({
                path,
                lazy: async () => ({
                  Component: (await import('./conversations/ConversationsPage.tsx')).ConversationsPage,
                }),
              })),
              ...['unanswered', 'bots/:id/unanswered'].map((path) => ({
                path,
                lazy: async () => ({ Component: (await import('./unanswered/UnansweredPage.tsx')).UnansweredPage }),
              })),
              {
                path: 'settings',
                lazy: async () => ({ Component: (await import('./settings/SettingsPage.tsx')).SettingsPage }),
              },
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
      {
        path: '*',
        element: (
          <Outside>
            <NotFoundPage />
          </Outside>
        ),
      },
    ],
  },
]

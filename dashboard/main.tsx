import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { apiClient, queryClient, trpc } from './api.ts'
import { routes } from './routes.tsx'
import { ConnectionBanner } from './shell/ConnectionBanner.tsx'
import './styles.css'
import { Toasts } from './ui/Toast.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root".')

createRoot(root).render(
  <StrictMode>
    <trpc.Provider client={apiClient} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={createBrowserRouter(routes)} />
        <ConnectionBanner />
        <Toasts />
      </QueryClientProvider>
    </trpc.Provider>
  </StrictMode>,
)

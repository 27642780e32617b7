import { LogOut, Menu, Monitor, Moon, Settings, Sun, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Link, NavLink, useLocation, useNavigate } from 'react-router'
import type { SignOutState } from '../accounts/SignOutPage.tsx'
import { trpc } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Wordmark } from './Mark.tsx'
import { THEMES, useTheme } from './theme.ts'

export function TopBar() {
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  useEffect(() => setOpen(false), [pathname])
  const menuButton = useRef<HTMLButtonElement>(null)
  const closeByKey = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !open) return
    setOpen(false)
    menuButton.current?.focus()
  }

  return (
    <header className="border-b border-line bg-surface" onKeyDown={closeByKey}>
      <div className="mx-auto flex min-h-14 max-w-[1120px] flex-wrap items-center justify-between gap-x-6 px-4 sm:px-6">
        <Link to="/dashboard" aria-label="Frontdesk, your bots" className="rounded-md">
          <Wordmark />
        </Link>
        <Button
          ref={menuButton}
          look="quiet"
          className="-mr-3 sm:hidden"
          aria-expanded={open}
          aria-controls="top-menu"
          onClick={() => setOpen(!open)}
        >
          {open ? <X /> : <Menu />}
          Menu
        </Button>
        <nav
          id="top-menu"
          aria-label="Main"
          className={classes(
            'gap-1 max-sm:-mx-4 max-sm:w-screen max-sm:flex-col max-sm:border-t max-sm:border-line max-sm:p-2 sm:flex sm:items-center',
            open ? 'flex animate-appear' : 'max-sm:hidden',
          )}
        >
          <BotCount />
          <Button look="quiet" small asChild className="aria-[current=page]:text-ink max-sm:justify-start">
            <NavLink to="/dashboard/conversations">Conversations</NavLink>
          </Button>
          <Button look="quiet" small asChild className="aria-[current=page]:text-ink max-sm:justify-start">
            <NavLink to="/dashboard/settings">
              <Settings />
              Settings
            </NavLink>
          </Button>
          <ThemeButton />
          <SignOut />
        </nav>
      </div>
    </header>
  )
}

function BotCount() {
  const bots = trpc.bots.list.useQuery()
  const count = bots.data?.bots.length
  return (
    <Button
      look="quiet"
      small
      asChild
      // Wide enough for any number: nothing moves when it comes.
      className="min-w-20 justify-end tabular-nums aria-[current=page]:text-ink max-sm:justify-start"
    >
      <NavLink to="/dashboard" end>
        {count === undefined ? 'Bots' : count === 1 ? '1 bot' : `${count} bots`}
      </NavLink>
    </Button>
  )
}

const themeNames = { auto: 'Auto', light: 'Light', dark: 'Dark' }

function ThemeButton() {
  const [theme, setTheme] = useTheme()
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto'
  return (
    <Button
      look="quiet"
      small
      className="max-sm:justify-start"
      onClick={() => setTheme(next)}
      aria-label={`Theme: ${themeNames[theme]}`}
      title={`Switch to ${themeNames[next]}`}
    >
      {theme === 'auto' ? <Monitor /> : theme === 'light' ? <Sun /> : <Moon />}
      <span className="sm:hidden">Theme:</span>
      {themeNames[theme]}
    </Button>
  )
}

function SignOut() {
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  return (
    <Button
      look="quiet"
      small
      className="max-sm:justify-start"
      onClick={() =>
        void navigate('/dashboard/sign-out', { state: { next: pathname + search } satisfies SignOutState })
      }
    >
      <LogOut />
      Sign out
    </Button>
  )
}

import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import type { Bot } from '#shared/bot.ts'
import { Input } from '../ui/Input.tsx'

type Props = { wanted: string; onChange: (wanted: string) => void; found: readonly Bot[]; total: number }

/** "/" goes here, Enter opens the only one found, Escape shows all again. */
export function BotSearch({ wanted, onChange, found, total }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const [only, ...others] = found

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])

  return (
    <div className="row flex-wrap gap-x-4 gap-y-2">
      <div className="relative w-full max-w-80">
        <Search className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-quiet" aria-hidden="true" />
        <Input
          ref={field}
          type="search"
          aria-label="Search bots"
          aria-keyshortcuts="/"
          placeholder="Search bots"
          className="pl-9"
          value={wanted}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onChange('')
            if (event.key === 'Enter' && wanted.trim() !== '' && only !== undefined && others.length === 0)
              void navigate(`/dashboard/bots/${only.id}`)
          }}
        />
      </div>
      <p role="status" className="note tabular-nums">
        {wanted.trim() !== '' && `${found.length} of ${total}`}
      </p>
    </div>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role=alertdialog]') !== null

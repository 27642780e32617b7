import { Download, Search, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { MAX_SEARCH_CHARS } from '#shared/conversation-limits.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Checkbox, Input } from '../ui/Input.tsx'
import { DeleteOlder } from './DeleteOlder.tsx'
import { toSearch, type useFilter } from './use-filter.ts'

/** So long after the last letter the search begins. */
const PAUSE_MS = 250
export const SEARCH_ID = 'search-conversations'

export function Toolbar({ where, className }: { where: ReturnType<typeof useFilter>; className: string }) {
  const [deleting, setDeleting] = useState(false)
  return (
    <div className={classes('flex flex-wrap items-center gap-x-4 gap-y-2', className)}>
      <SearchField value={where.query} onChange={where.search} />
      <Checkbox
        label="Only unanswered"
        checked={where.isUnanswered}
        onChange={({ target }) => where.onlyUnanswered(target.checked)}
      />
      <div className="row ml-auto flex-wrap gap-2">
        <Button look="quiet" asChild>
          <a href={`/api/admin/conversations.csv?${toSearch(where.filter)}`} download>
            <Download />
            Export CSV
          </a>
        </Button>
        <Button look="quiet" onClick={() => setDeleting(true)}>
          <Trash2 />
          Delete older
        </Button>
      </div>
      {deleting && <DeleteOlder botId={where.botId} onClose={() => setDeleting(false)} />}
    </div>
  )
}

function SearchField({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (value !== known) {
    // Changed from elsewhere: the Back button, or "Show all".
    setKnown(value)
    if (value !== typed.trim()) setTyped(value)
  }
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = setTimeout(() => onChange(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  })
  return (
    <div className="relative w-full sm:w-72">
      <Search className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-quiet" aria-hidden="true" />
      <Input
        id={SEARCH_ID}
        type="search"
        aria-label="Search conversations"
        placeholder="Search conversations"
        className="pl-9"
        maxLength={MAX_SEARCH_CHARS}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  )
}

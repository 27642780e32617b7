import { Button } from '../ui/Button.tsx'
import { Entrance } from './Entrance.tsx'

/** The set-up link is printed where only the person who runs the server can read it. */
export function NoAccount({ reason }: { reason?: string }) {
  return (
    <Entrance title="Open your set-up link" note={reason ?? 'This Frontdesk has no account yet.'}>
      <div className="stack gap-3">
        <p>Whoever started Frontdesk finds the link in its terminal or log. It looks like this:</p>
        <code className="rounded-control bg-sunk px-3 py-2 text-small wrap-anywhere">
          Finish set-up: {location.origin}/setup?token=…
        </code>
        <p className="note">
          With Docker, run <code>docker compose logs</code> in its folder. The link works once; a restart prints a new
          one.
        </p>
        <Button onClick={() => location.reload()}>Check again</Button>
      </div>
    </Entrance>
  )
}

import { createSignal, Show } from 'solid-js'
import { render } from 'solid-js/web'

// The least that Solid makes a chat widget of: what `npm run bench:widget` measures ours against.
const CSS = `
.launcher, .panel { position: fixed; right: 20px; bottom: 20px; border: 0 }
.launcher { width: 56px; height: 56px; border-radius: 28px; background: #0b6e4f }
.panel { width: 380px; height: 600px; margin-bottom: 68px; background: #fff }
`

function Bubble() {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <>
      <button class="launcher" aria-label="Open chat" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())} />
      <Show when={isOpen()}>
        <section class="panel" role="dialog" aria-label="Chat" />
      </Show>
    </>
  )
}

const host = document.createElement('div')
const root = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync(CSS)
root.adoptedStyleSheets = [sheet]
document.body.append(host)
render(() => <Bubble />, root)

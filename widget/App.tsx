import type { WidgetConfig } from '#shared/widget-config.ts'
import { inkOn } from './contrast.ts'
import { render } from './dom.ts'
import type { EmbedOptions } from './embed-options.ts'
import { Launcher } from './Launcher.tsx'
import { Panel } from './Panel.tsx'
import { createWidget, type Emit, type Widget } from './state.ts'

/** Draws the widget into its shadow root, until `life` ends. */
export function mount(
  root: ShadowRoot,
  options: EmbedOptions,
  config: WidgetConfig,
  emit: Emit,
  life: AbortSignal,
): Widget {
  const { accent_color, position, direction, language, avatar_url } = config
  const { base, theme, offsetX, offsetY, zIndex } = options
  if (avatar_url) config.avatar_url = new URL(avatar_url, base).href
  const full = matchMedia('(max-width:480px),(max-height:420px)')
  const dark = matchMedia('(prefers-color-scheme:dark)')
  const widget = createWidget(root, options, config, emit, life)
  const { state } = widget
  const isFull = () => state() && full.matches
  const className = () =>
    `widget ${position} ${isFull() && 'full'} ${(theme === 'dark' || (theme !== 'light' && dark.matches)) && 'dark'}`

  const paint = ({ style }: HTMLElement) => {
    const ink = inkOn(accent_color)
    style.setProperty('--accent', accent_color)
    style.setProperty('--text', ink.text)
    style.setProperty('--shape', ink.shape)
    style.setProperty('--fd-x', `${offsetX}px`)
    style.setProperty('--fd-y', `${offsetY}px`)
    style.zIndex = String(zIndex)
    // The on-screen keyboard, which no CSS unit knows of on every phone. A magnified page is left alone.
    const { visualViewport: view } = window
    const fit = () => {
      widget.refresh()
      if (view?.scale !== 1) return
      style.setProperty('--fd-height', `${view.height}px`)
      style.setProperty('--fd-top', `${view.offsetTop}px`)
    }
    for (const source of [full, dark, view]) {
      for (const type of ['change', 'resize', 'scroll']) source?.addEventListener(type, fit, { signal: life })
    }
  }

  const dispose = render(
    () => (
      <div class={className()} dir={direction} lang={language} ref={paint}>
        <Launcher config={config} widget={widget} />
        {state().isBuilt && <Panel config={config} widget={widget} isFull={isFull} />}
        <div class="unseen" role="status">
          {state().isUnread && config.strings.unread}
        </div>
      </div>
    ),
    root,
  )
  life.addEventListener('abort', dispose)
  // A covering panel would hide the page someone just came to see.
  widget.resume(!full.matches)
  return widget
}

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
  const widget = createWidget(root, options, config, emit, life)
  const { state } = widget
  const isFull = () => state() && full.matches
  const className = () => `widget ${position} ${isFull() && 'full'}`

  const paint = ({ style }: HTMLElement) => {
    const set = (values: Record<string, string>) => {
      for (const name in values) style.setProperty(name, values[name] ?? '')
    }
    const { text, shape } = inkOn(accent_color)
    set({
      '--accent': accent_color,
      '--text': text,
      '--shape': shape,
      '--inset-x': `${offsetX}px`,
      '--inset-y': `${offsetY}px`,
      'z-index': zIndex ?? '',
      'color-scheme': theme ?? '',
    })
    // The on-screen keyboard, which no CSS unit knows of on every phone. A magnified page is left alone.
    const { visualViewport: view } = window
    const fit = () => {
      widget.refresh()
      if (view?.scale !== 1) return
      set({ '--height': `${view.height}px`, '--top': `${view.offsetTop}px` })
    }
    for (const source of [full, view]) {
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

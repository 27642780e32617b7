import type { WidgetConfig } from '#shared/widget-config.ts'
import { CHAT, CLOSE, Icon } from './Icon.tsx'
import type { Widget } from './state.ts'

/** Its name stays while it opens and closes; `aria-expanded` tells which. */
export function Launcher({ config, widget }: { config: WidgetConfig; widget: Widget }) {
  const { state, toggle } = widget
  const { show_button_text: isPill, button_text, strings } = config
  const kind = isPill ? 'label' : 'unseen'
  const name = (isPill && button_text) || strings.open
  return (
    <button class="launcher" aria-haspopup="dialog" aria-expanded={state().isOpen ? 'true' : 'false'} onClick={toggle}>
      <Icon path={CHAT} />
      <Icon path={CLOSE} />
      <span class={kind}>{name}</span>
      {state().isUnread && (
        <span class="dot">
          <span class="unseen">{strings.unread}</span>
        </span>
      )}
    </button>
  )
}

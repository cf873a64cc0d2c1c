import { h, markRaw, nextTick, reactive, render, shallowReactive } from 'vue'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/bubbles.css'
import { server } from '../shared/http'
import { followWith } from '../shared/view'
import type { Host, Ui } from './host'
import { awaitGesture } from './sound'
import { Visit } from './visit'
import Widget from './Widget.vue'
import { speak } from './words'
import './widget.css'

/** How long the panel takes to close. */
const ClosingMs = 300

/** Everything beyond the button: called once by the loader, when it is wanted. */
export async function begin(host: Host): Promise<Ui> {
  followWith({ live: reactive as <T extends object>(object: T) => T, still: markRaw })
  server.origin = host.settings.server
  await speak(host.settings.locale)
  const visit = Visit.at(host.settings.desk, host.settings.identity)
  const look = shallowReactive({ open: host.isOpen(), drawn: host.isOpen() })
  awaitGesture(host.root)
  host.panel.replaceChildren()
  render(h(Widget, { host, visit, look }), host.panel)
  await visit.begin()
  host.paint(visit.desk.accent)
  host.emit('ready')
  let closing = 0

  return {
    opened: async () => {
      clearTimeout(closing)
      look.open = look.drawn = true
      await nextTick()
      focusFirst(host.panel)
    },
    closed: () => {
      look.open = false
      closing = window.setTimeout(() => (look.drawn = false), ClosingMs)
    },
    identify: (identity) => visit.become(identity).catch((error: unknown) => host.emit('error', { code: 'INVALID', message: String(error) })),
    reset: () => visit.reset(),
    speak,
  }
}

/** Where one would begin to write; phones would push their keyboard over the greeting. */
function focusFirst(panel: HTMLElement): void {
  if (matchMedia('(pointer: coarse)').matches) return
  const field = panel.querySelector<HTMLElement>('textarea, input:not([hidden])') ?? panel.querySelector<HTMLElement>('.body button')
  field?.focus()
}

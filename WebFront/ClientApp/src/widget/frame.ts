import { accentTokens } from './accent'
import { frameCss } from './frame.css'
import type { Settings } from './host'

const Tag = 'livechat-widget'
const Bubble = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v11.5H10L5.5 20v-3.5H4z"/></svg>'

export interface Frame {
  element: HTMLElement
  root: ShadowRoot
  launcher: HTMLButtonElement
  count: HTMLElement
  panel: HTMLElement
  beside: HTMLElement
  /** The host's colour, which comes after all other styles. */
  accent: CSSStyleSheet
}

/** Whether the widget is in this page already: a second script tag does nothing. */
export const isThere = (): boolean => customElements.get(Tag) !== undefined

/** The widget's element at the end of the page, closed. Its styles are made by script, so that no host's policy on styles concerns them. */
export function build({ theme }: Settings, side: string | undefined): Frame {
  customElements.define(Tag, class extends HTMLElement {})
  const element = document.createElement(Tag)
  element.dataset.theme = theme
  if (side === 'left') element.dataset.side = side
  const root = element.attachShadow({ mode: 'open' })
  const accent = new CSSStyleSheet()
  root.adoptedStyleSheets = [sheetOf(frameCss), accent]

  const launcher = document.createElement('button')
  launcher.type = 'button'
  launcher.className = 'launcher'
  launcher.innerHTML = Bubble
  const count = document.createElement('span')
  count.className = 'unread-mark'
  count.setAttribute('aria-hidden', 'true') // the button's name says it
  const panel = document.createElement('div')
  panel.className = 'panel'
  panel.setAttribute('role', 'dialog')
  const beside = document.createElement('div')
  root.append(launcher, count, beside, panel)
  // What is typed here is not meant for the host page's shortcuts.
  for (const name of ['keydown', 'keyup', 'keypress']) root.addEventListener(name, (event) => event.stopPropagation())
  return { element, root, launcher, count, panel, beside, accent }
}

/** More styles, before the accent's. */
export function dress({ root, accent }: Frame, css: string): void {
  root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((sheet) => sheet !== accent), sheetOf(css), accent]
}

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}

/** Paints button and panel in a colour of the host's. */
export function paint({ accent }: Frame, colour: string | undefined): void {
  const tokens = accentTokens(colour)
  if (tokens) accent.replaceSync(`.launcher, .livechat { ${Object.entries(tokens).map(([name, value]) => `${name}: ${value};`).join(' ')} }`)
}

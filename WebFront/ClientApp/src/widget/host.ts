import type { Locale } from '../shared/languages'

/** What the script's tag says, and where the script came from. */
export interface Settings {
  /** The server's origin. */
  server: string
  desk: string
  locale: Locale
  theme: 'auto' | 'light' | 'dark'
  /** The host page's own colour, as #rrggbb; else the desk's. */
  accent?: string
  /** The host site's signed word for who the visitor is. */
  identity?: string
}

export type EventName = 'ready' | 'open' | 'close' | 'message' | 'unread' | 'error'

/** The widget's place in the host page, as its loader has made it. */
export interface Host {
  readonly settings: Settings
  readonly root: ShadowRoot
  readonly launcher: HTMLButtonElement
  /** How much is unread, on the button. */
  readonly count: HTMLElement
  /** What opens: 400 by 600, or the whole of a phone. */
  readonly panel: HTMLElement
  /** What stands beside the closed button. */
  readonly beside: HTMLElement
  isOpen(): boolean
  open(): void
  close(): void
  /** Another language, and it is remembered. */
  speak(locale: Locale): void
  paint(accent: string | undefined): void
  emit(name: EventName, detail?: unknown): void
}

/** A call of {@link Api} with its arguments, as a page may give it before the script is there. */
export type Command = [name: string, ...args: unknown[]]

/** `window.LiveChat`. */
export interface Api {
  open(): void
  close(): void
  toggle(): void
  /** Takes the whole widget off the page, the button too. */
  hide(): void
  show(): void
  /** Says who the visitor is, by a token that the host site signed. */
  identify(identity: string): void
  /** Forgets visitor and conversation. */
  reset(): void
  locale(tag: string): void
  on(name: EventName, listener: (detail: never) => unknown): void
  off(name: EventName, listener: (detail: never) => unknown): void
  push(...commands: Command[]): void
}

/** The part that is loaded on demand. */
export interface Ui {
  opened(): void
  closed(): void
  identify(identity: string): Promise<void>
  reset(): Promise<void>
  speak(locale: Locale): Promise<void>
}

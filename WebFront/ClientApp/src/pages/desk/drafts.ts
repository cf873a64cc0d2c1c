/** What was begun and not sent, of each conversation and mode: it survives reloads and is seen by all tabs of its writer. */
export interface TextStore {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const Prefix = 'livechat.desk.draft.'
/** More than these are not kept: the oldest goes. */
const MostDrafts = 200

interface Kept {
  text: string
  at: number
}

export class Drafts {
  /** The conversations in which something was begun. */
  begun = new Set<string>()

  constructor(private readonly userId: string, private readonly store: TextStore, private readonly now = Date.now) {
    this.keys().forEach((key) => this.begun.add(this.sessionOf(key)))
  }

  get(key: string): string {
    return this.read(this.nameOf(key))?.text ?? ''
  }

  set(key: string, text: string): void {
    const name = this.nameOf(key)
    if (text) this.keep(name, { text, at: this.now() })
    else this.store.removeItem(name)
    const sessionId = this.sessionOf(name)
    if (text || this.keys().some((other) => this.sessionOf(other) === sessionId)) this.begun.add(sessionId)
    else this.begun.delete(sessionId)
  }

  private keep(name: string, kept: Kept): void {
    const others = this.keys().filter((key) => key !== name)
    const oldest = others.sort((a, b) => (this.read(a)?.at ?? 0) - (this.read(b)?.at ?? 0))
    oldest.slice(0, Math.max(0, oldest.length - MostDrafts + 1)).forEach((key) => this.store.removeItem(key))
    this.store.setItem(name, JSON.stringify(kept))
  }

  private read(name: string): Kept | null {
    const held = this.store.getItem(name)
    if (held === null) return null
    try {
      return JSON.parse(held) as Kept
    } catch {
      this.store.removeItem(name) // not ours, or cut short: nothing that could be shown
      return null
    }
  }

  private keys(): string[] {
    const prefix = this.nameOf('')
    return Array.from({ length: this.store.length }, (_, at) => this.store.key(at) ?? '').filter((key) => key.startsWith(prefix))
  }

  private nameOf(key: string): string {
    return `${Prefix}${this.userId}.${key}`
  }

  /** Keys are `<session>.<mode>`. */
  private sessionOf(name: string): string {
    return name.slice(this.nameOf('').length).replace(/\.\w+$/, '')
  }
}

import type { Message } from '../../shared/protocol'

type Say = (key: string, blanks?: Record<string, string>) => string
type Known = (key: string) => boolean

/** What happened, in the reader's own language where we know the event; else as the server put it. */
export function wordingOf({ event, content }: Message, t: Say, te: Known): string {
  if (!event) return content
  const key = event.name === 'ai_interrupted' ? `interrupted.${event.args?.reason}` : `event.${event.name}`
  return te(key) ? t(key, event.args ?? {}) : content
}

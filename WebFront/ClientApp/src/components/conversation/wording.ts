import type { EntryEvent, Message } from '../../shared/protocol'

type Say = (key: string, blanks?: Record<string, string>) => string
type Known = (key: string) => boolean

/** What happened, in the reader's own language where we know the event; else as the server put it. */
export function wordingOf({ event, content }: Message, t: Say, te: Known): string {
  if (!event) return content
  const key = keyOf(event)
  return te(key) ? t(key, event.args ?? {}) : content
}

function keyOf({ name, args }: EntryEvent): string {
  if (name === 'desk_closed') return args?.ticketNumber ? 'event.desk_closed' : 'refusal.DESK_CLOSED'
  if (name === 'requeued' && args?.reason === 'full') return 'event.requeued_full'
  if (name === 'ai_interrupted') return `interrupted.${args?.reason}`
  if (name === 'tool_used') return `event.used_${args?.tool}`
  return name === 'role_changed' ? `event.became_${args?.role}` : `event.${name}`
}

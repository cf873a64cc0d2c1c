import type { Message } from './protocol'

/** Entries that change others, or the session, and show no line of their own. */
const Silent: ReadonlySet<string> = new Set(['recalled', 'reacted', 'rated'])

export const isSilent = (message: Message): boolean => !!message.event && Silent.has(message.event.name)

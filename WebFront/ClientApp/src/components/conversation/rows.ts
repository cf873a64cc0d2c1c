import { isSilent } from '../../shared/entries'
import type { Message } from '../../shared/protocol'
import type { Unsent } from '../../shared/unsent'

/** Messages of one sender within so long share one name and one time. */
const GroupMs = 5 * 60_000

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'system'; key: string; message: Message }
  | { kind: 'note'; key: string; message: Message }
  | { kind: 'message'; key: string; message: Message; mine: boolean; opens: boolean; closes: boolean }
  | { kind: 'unsent'; key: string; unsent: Unsent }

/** What a conversation shows, line by line: the log with its notes beside it, then what is still on its way. */
export function rowsOf(entries: Message[], notes: Message[], unsent: Unsent[], me: string): Row[] {
  const rows: Row[] = []
  let before: Message | null = null
  const merged = merge(entries.filter((m) => !isSilent(m)), notes)
  merged.forEach(({ message, isNote }, i) => {
    if (!before || !sameDay(before, message)) rows.push({ kind: 'day', key: `day-${message.messageId}`, at: message.createdAt })
    const next = merged[i + 1]
    rows.push(isNote ? { kind: 'note', key: message.messageId, message } : rowOf(message, before, next && !next.isNote ? next.message : null, me))
    before = message
  })
  return [...rows, ...unsent.map((u): Row => ({ kind: 'unsent', key: u.clientMessageId, unsent: u }))]
}

function rowOf(message: Message, before: Message | null, next: Message | null, me: string): Row {
  // An own message keeps the key of its optimistic bubble, so that it is not drawn anew when the receipt comes.
  const mine = message.senderId === me
  const key = mine && message.clientMessageId ? message.clientMessageId : message.messageId
  if (message.type === 'system') return { kind: 'system', key, message }
  return { kind: 'message', key, message, mine, opens: !belongs(before, message), closes: !belongs(message, next) }
}

/** Two lists, each in its own order, woven by time. */
function merge(entries: Message[], notes: Message[]): { message: Message; isNote: boolean }[] {
  const woven: { message: Message; isNote: boolean }[] = []
  let n = 0
  for (const message of entries) {
    while (n < notes.length && notes[n]!.createdAt < message.createdAt) woven.push({ message: notes[n++]!, isNote: true })
    woven.push({ message, isNote: false })
  }
  return [...woven, ...notes.slice(n).map((message) => ({ message, isNote: true }))]
}

function belongs(one: Message | null, other: Message | null): boolean {
  return (
    !!one && !!other && one.type === other.type && one.senderId === other.senderId && sameDay(one, other) &&
    Date.parse(other.createdAt) - Date.parse(one.createdAt) < GroupMs
  )
}

const sameDay = (one: Message, other: Message) =>
  new Date(one.createdAt).toDateString() === new Date(other.createdAt).toDateString()

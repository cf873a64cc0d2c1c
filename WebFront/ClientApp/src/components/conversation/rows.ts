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

/** What a conversation shows a line of, from the first to the last: its log, and its notes among it by time. */
export interface Lines {
  messages: readonly Message[]
  notes: ReadonlySet<Message>
}

export function linesOf(entries: readonly Message[], notes: readonly Message[]): Lines {
  const shown = entries.filter((message) => !isSilent(message))
  return { messages: notes.length ? weave(shown, notes) : shown, notes: new Set(notes) }
}

/** The rows of some lines that follow each other, which stand between these two. */
export function rowsOf(lines: readonly Message[], { notes }: Lines, before: Message | undefined, after: Message | undefined, me: string): Row[] {
  return lines.flatMap((message, i) => {
    const [last, next] = [lines[i - 1] ?? before, lines[i + 1] ?? after]
    const row: Row = notes.has(message)
      ? { kind: 'note', key: message.messageId, message }
      : rowOf(message, last, next && !notes.has(next) ? next : undefined, me)
    return last && sameDay(last, message) ? [row] : [{ kind: 'day', key: `day-${message.messageId}`, at: message.createdAt }, row]
  })
}

export const rowOfUnsent = (unsent: Unsent): Row => ({ kind: 'unsent', key: unsent.clientMessageId, unsent })

function rowOf(message: Message, before: Message | undefined, next: Message | undefined, me: string): Row {
  // An own message keeps the key of its optimistic bubble, so that it is not drawn anew when the receipt comes.
  const mine = message.senderId === me
  const key = mine && message.clientMessageId ? message.clientMessageId : message.messageId
  if (message.type === 'system') return { kind: 'system', key, message }
  return { kind: 'message', key, message, mine, opens: !belongs(before, message), closes: !belongs(message, next) }
}

/** Two lists, each in its own order, woven by time. */
function weave(entries: readonly Message[], notes: readonly Message[]): Message[] {
  const woven: Message[] = []
  let n = 0
  for (const message of entries) {
    while (n < notes.length && notes[n]!.createdAt < message.createdAt) woven.push(notes[n++]!)
    woven.push(message)
  }
  return [...woven, ...notes.slice(n)]
}

function belongs(one: Message | undefined, other: Message | undefined): boolean {
  return (
    !!one && !!other && one.type === other.type && one.senderId === other.senderId && sameDay(one, other) &&
    Date.parse(other.createdAt) - Date.parse(one.createdAt) < GroupMs
  )
}

const sameDay = (one: Message, other: Message) =>
  new Date(one.createdAt).toDateString() === new Date(other.createdAt).toDateString()

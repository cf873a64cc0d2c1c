import type { TicketComment, TicketEntry } from '../../shared/protocol'

/** What stands in a ticket's record: something that was said, or something that became otherwise. */
export type Line = { seq: number; comment: TicketComment; entry?: undefined } | { seq: number; entry: TicketEntry; comment?: undefined }

/** Both in the order in which they happened; what was read twice stands once. */
export function linesOf(comments: readonly TicketComment[], history: readonly TicketEntry[]): Line[] {
  const lines = new Map<number, Line>()
  comments.forEach((comment) => lines.set(comment.seq, { seq: comment.seq, comment }))
  history.forEach((entry) => lines.set(entry.seq, { seq: entry.seq, entry }))
  return [...lines.values()].sort((a, b) => a.seq - b.seq)
}

import type { Message } from '../../shared/protocol'
import type { Unsent } from '../../shared/unsent'
import { linesOf, rowOfUnsent, rowsOf, type Lines, type Row } from './rows'

/** So many numbers of the log stand in one block: few enough to be drawn within a frame or two. */
const BlockSize = 20

export interface Block {
  key: string
  rows: Row[]
}

interface Stretch {
  key: number
  lines: Message[]
}

/**
 * The rows of one conversation in blocks whose bounds hang on the log's numbers: what is loaded before or comes after
 * changes none of those that are drawn. A block made of the same as before is the same object as before, so that what
 * comes in costs one block, however long the conversation is.
 */
export class Blocks {
  /** The blocks of the last time, each with what it was made of. */
  private made = new Map<number, { of: unknown[]; block: Block }>()

  constructor(private readonly me: string) {}

  /** First the log with its notes, then what is still on its way. */
  of(entries: readonly Message[], notes: readonly Message[], unsent: readonly Unsent[]): Block[] {
    const lines = linesOf(entries, notes)
    const stretches = stretchesOf(lines)
    if (stretches.length === 0 && unsent.length > 0) stretches.push({ key: 0, lines: [] })
    const before = this.made
    this.made = new Map(stretches.map((stretch, at) => {
      const around = [stretches[at - 1]?.lines.at(-1), stretches[at + 1]?.lines[0]] as const
      const last = at === stretches.length - 1 ? unsent : []
      const of = [...around, ...stretch.lines, ...last]
      const known = before.get(stretch.key)
      return [stretch.key, known && isSame(known.of, of) ? known : { of, block: this.make(stretch, lines, around, last) }]
    }))
    return [...this.made.values()].map(({ block }) => block)
  }

  private make(stretch: Stretch, lines: Lines, [before, after]: readonly [Message?, Message?], unsent: readonly Unsent[]): Block {
    return { key: String(stretch.key), rows: [...rowsOf(stretch.lines, lines, before, after, this.me), ...unsent.map(rowOfUnsent)] }
  }
}

/** A note has no number of the log: it stands with what is before it. */
function stretchesOf({ messages, notes }: Lines): Stretch[] {
  const stretches: Stretch[] = []
  for (const message of messages) {
    const last = stretches.at(-1)
    const key = notes.has(message) ? (last?.key ?? 0) : Math.floor(message.seq / BlockSize)
    if (last?.key === key) last.lines.push(message)
    else stretches.push({ key, lines: [message] })
  }
  return stretches
}

const isSame = (one: unknown[], other: unknown[]) => one.length === other.length && one.every((part, at) => part === other[at])

import type { Message, Reaction } from './protocol'
import { view } from './view'

/** How many entries beyond a hole are kept; those dropped come again with the page that fills it. */
const AheadLimit = 500

/**
 * The stretch of one session's log that this page holds: in the order of the log, each entry once.
 * An entry that arrives early waits out of sight until what stands before it has come.
 */
export class Timeline {
  /** As a whole another with each change: who has looked at one need not look into it again. */
  entries: readonly Message[] = view.still([])
  /** The same, while it is being changed. */
  private log: Message[] = view.still([])
  private ahead = new Map<number, Message>()
  private expected = 0

  get first(): number {
    return this.entries[0]?.seq ?? 0
  }

  /** The last sequence number up to which nothing is missing: what to resume after. */
  get last(): number {
    return this.entries.at(-1)?.seq ?? 0
  }

  /** Whether the log is known to hold more than what is held here. */
  get hasGap(): boolean {
    return this.ahead.size > 0 || this.expected > this.last
  }

  /** The log is known to reach so far. */
  expect(seq: number): void {
    this.expected = Math.max(this.expected, seq)
  }

  /** One entry out of the live stream, which may repeat, skip and overtake. */
  add(message: Message): void {
    if (message.seq <= this.end) this.refresh(message)
    else if (message.seq === this.end + 1) this.append(message)
    else if (this.ahead.size < AheadLimit) this.ahead.set(message.seq, message)
    this.publish()
  }

  /** A page of the log itself, rising, that follows `after`. The log has no holes but those it shows. */
  fill(after: number, page: Message[]): void {
    if (after > this.end && this.log.length > 0) return
    for (const message of page) {
      if (message.seq <= this.end) this.refresh(message)
      else this.append(message)
    }
    this.publish()
  }

  /** A page of the log that ends just before the first entry held. */
  prepend(page: Message[]): void {
    const older = page.filter((m) => m.seq < this.first)
    this.log = view.still([...older, ...this.log])
    this.publish()
  }

  /** Lets go of all: the log is another than it was. */
  clear(): void {
    this.log = view.still([])
    this.ahead.clear()
    this.expected = 0
    this.publish()
  }

  /** Lets go of all but the newest: what nobody looks at is read again when it is wanted. */
  shorten(most: number): void {
    if (this.log.length <= most) return
    this.log = view.still(this.log.slice(-most))
    this.publish()
  }

  get(seq: number): Message | undefined {
    return this.entries[indexIn(this.entries, seq)]
  }

  recall(seq: number): void {
    this.takeBack(seq)
    this.publish()
  }

  react(seq: number, reactions: Reaction[]): void {
    this.mark(seq, reactions)
    this.publish()
  }

  has(clientMessageId: string): boolean {
    return this.entries.some((m) => m.clientMessageId === clientMessageId)
  }

  private get end(): number {
    return this.log.at(-1)?.seq ?? 0
  }

  private publish(): void {
    this.entries = view.still([...this.log])
  }

  private takeBack(seq: number): void {
    this.change(seq, { content: '', recalled: true, attachments: null, reactions: null })
  }

  private mark(seq: number, reactions: Reaction[]): void {
    if (!this.log[indexIn(this.log, seq)]?.recalled) this.change(seq, { reactions })
  }

  private change(seq: number, to: Partial<Message>): void {
    const at = indexIn(this.log, seq)
    if (at >= 0) this.log[at] = { ...this.log[at]!, ...to }
    const early = this.ahead.get(seq)
    if (early) this.ahead.set(seq, { ...early, ...to })
  }

  private append(message: Message): void {
    this.show(message)
    this.ahead.delete(message.seq)
    for (let next = this.ahead.get(this.end + 1); next; next = this.ahead.get(this.end + 1)) {
      this.ahead.delete(next.seq)
      this.show(next)
    }
  }

  /** An entry in its turn; what it says of earlier ones holds from here on, whenever those were read. */
  private show(message: Message): void {
    this.log.push(message)
    const { name, args = {} } = message.event ?? {}
    if (name === 'recalled') this.takeBack(Number(args.seq))
    if (name === 'reacted') this.toggle(Number(args.seq), args.emoji ?? '', args.userId ?? '', args.on === 'true')
  }

  private toggle(seq: number, emoji: string, userId: string, on: boolean): void {
    const before = this.log[indexIn(this.log, seq)]?.reactions ?? []
    const others = before.find((r) => r.emoji === emoji)?.userIds.filter((id) => id !== userId) ?? []
    const userIds = on ? [...others, userId] : others
    const after = before.some((r) => r.emoji === emoji)
      ? before.map((r) => (r.emoji === emoji ? { emoji, userIds } : r))
      : [...before, { emoji, userIds }]
    this.mark(seq, after.filter((r) => r.userIds.length > 0))
  }

  /** A repeat: the server's word replaces what was drawn from a receipt, but a recall is never undone. */
  private refresh(message: Message): void {
    const at = indexIn(this.log, message.seq)
    if (at >= 0 && !this.log[at]!.recalled) this.log[at] = message
  }
}

/** The log has no holes, so where an entry stands is known; where it had one all the same, it is looked for. */
function indexIn(log: readonly Message[], seq: number): number {
  const at = seq - (log[0]?.seq ?? 0)
  return log[at]?.seq === seq ? at : log.findLastIndex((m) => m.seq === seq)
}

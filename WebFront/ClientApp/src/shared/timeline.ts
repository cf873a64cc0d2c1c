import type { Message, Reaction } from './protocol'

/** How many entries beyond a hole are kept; those dropped come again with the page that fills it. */
const AheadLimit = 500

/**
 * The stretch of one session's log that this page holds: in the order of the log, each entry once.
 * An entry that arrives early waits out of sight until what stands before it has come.
 */
export class Timeline {
  entries: Message[] = []
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
    if (message.seq <= this.last) return this.refresh(message)
    if (message.seq === this.last + 1) return this.append(message)
    if (this.ahead.size < AheadLimit) this.ahead.set(message.seq, message)
  }

  /** A page of the log itself, rising, that follows `after`. The log has no holes but those it shows. */
  fill(after: number, page: Message[]): void {
    if (after > this.last && this.entries.length > 0) return
    for (const message of page) {
      if (message.seq <= this.last) this.refresh(message)
      else this.append(message)
    }
  }

  /** A page of the log that ends just before the first entry held. */
  prepend(page: Message[]): void {
    const older = page.filter((m) => m.seq < this.first)
    this.entries.unshift(...older)
  }

  get(seq: number): Message | undefined {
    return this.entries[this.indexOf(seq)]
  }

  recall(seq: number): void {
    this.change(seq, { content: '', recalled: true, attachments: null, reactions: null })
  }

  react(seq: number, reactions: Reaction[]): void {
    if (!this.get(seq)?.recalled) this.change(seq, { reactions })
  }

  has(clientMessageId: string): boolean {
    return this.entries.some((m) => m.clientMessageId === clientMessageId)
  }

  private change(seq: number, to: Partial<Message>): void {
    const at = this.indexOf(seq)
    if (at >= 0) this.entries[at] = { ...this.entries[at]!, ...to }
    const early = this.ahead.get(seq)
    if (early) this.ahead.set(seq, { ...early, ...to })
  }

  private append(message: Message): void {
    this.show(message)
    this.ahead.delete(message.seq)
    for (let next = this.ahead.get(this.last + 1); next; next = this.ahead.get(this.last + 1)) {
      this.ahead.delete(next.seq)
      this.show(next)
    }
  }

  /** An entry in its turn; what it says of earlier ones holds from here on, whenever those were read. */
  private show(message: Message): void {
    this.entries.push(message)
    const { name, args = {} } = message.event ?? {}
    if (name === 'recalled') this.recall(Number(args.seq))
    if (name === 'reacted') this.toggle(Number(args.seq), args.emoji ?? '', args.userId ?? '', args.on === 'true')
  }

  private toggle(seq: number, emoji: string, userId: string, on: boolean): void {
    const before = this.get(seq)?.reactions ?? []
    const others = before.find((r) => r.emoji === emoji)?.userIds.filter((id) => id !== userId) ?? []
    const userIds = on ? [...others, userId] : others
    const after = before.some((r) => r.emoji === emoji)
      ? before.map((r) => (r.emoji === emoji ? { emoji, userIds } : r))
      : [...before, { emoji, userIds }]
    this.react(seq, after.filter((r) => r.userIds.length > 0))
  }

  /** A repeat: the server's word replaces what was drawn from a receipt, but a recall is never undone. */
  private refresh(message: Message): void {
    const at = this.indexOf(message.seq)
    if (at >= 0 && !this.entries[at]!.recalled) this.entries[at] = message
  }

  /** The log has no holes, so where an entry stands is known; where it had one all the same, it is looked for. */
  private indexOf(seq: number): number {
    const at = seq - this.first
    return this.entries[at]?.seq === seq ? at : this.entries.findLastIndex((m) => m.seq === seq)
  }
}

import { delayBefore } from './backoff'
import { Deeds, type LiveContext } from './deeds'
import { deliver } from './delivery'
import { isSilent } from './entries'
import { historyAfter, historyBefore } from './history'
import { withMembers, type Counted } from './members'
import type { AgentStatus, Joined, Message, ServerEvent, Session } from './protocol'
import { Refusal } from './refusals'
import { ReplyAssembly } from './replies'
import { Timeline } from './timeline'
import { Typists } from './typists'
import { view } from './view'

/** A hole in the live stream may fill by itself so soon; after that the log is asked. */
const GapPatienceMs = 150
const TypingEveryMs = 3_000

export type { LiveContext }

/** One conversation that this page follows: joined, resumed after each loss, complete and in order. */
export class LiveSession extends Deeds {
  readonly timeline = new Timeline()
  readonly reply = new ReplyAssembly()
  readonly typists = new Typists()
  notes: Message[] = []
  /** How far the newest message of a large group has been read. */
  receipts: Counted | null = null
  /** How the others can be reached, as far as the server said. */
  presence: Record<string, AgentStatus> = {}
  unread = 0
  followed = false
  /** False while the reader cannot see it, though it is drawn: nothing is read then. */
  watched = true
  joined = false
  /** Why the session cannot be shown at all. */
  refusal: Refusal | null = null
  /** The newest entry that was counted as new. */
  private heeded = 0
  /** Which state of the log is held: another one once the server's was restored. */
  private epoch: number | null = null
  private failedSends = 0
  private asking = false
  private joins = 0
  private isJoining = false
  private typedAt = 0
  private detach: (() => void)[] = []

  private constructor(id: string, context: LiveContext, session: Session | null) {
    super(id, context, session)
  }

  /** A conversation as its row in a list shows it; {@link follow} makes it live. */
  static of(id: string, context: LiveContext, session: Session | null = null): LiveSession {
    return view.live(new LiveSession(id, context, session))
  }

  get closed(): boolean {
    return this.session?.status === 'closed' || this.session?.status === 'deleted'
  }

  /** Whether this reader only looks on: admins do. */
  get watching(): boolean {
    return this.context.account.user.role === 'admin'
  }

  /** Whether this reader can do anything with what was said. */
  get active(): boolean {
    return this.joined && !this.closed && !this.watching
  }

  /** The assistant owes an answer: asked, and nothing of it is there yet. */
  get awaitingReply(): boolean {
    const last = this.timeline.entries.findLast((m) => !isSilent(m))
    return this.session?.control === 'assistant' && !this.reply.replyId && last?.type === 'user' && !this.closed
  }

  follow(): void {
    if (this.followed) return
    this.followed = true
    const { connection } = this.context
    this.detach = [connection.listen((event) => this.hear(event)), connection.onArrival(() => void this.join())]
  }

  async loadEarlier(limit = 50): Promise<void> {
    this.timeline.prepend(await historyBefore(this.context.account, this.id, this.timeline.first, limit))
  }

  /** Loads the history back to this entry. */
  async loadBackTo(seq: number): Promise<void> {
    for (let first = this.timeline.first; first > seq && first > 1; first = this.timeline.first) {
      await this.loadEarlier(200)
      if (this.timeline.first === first) return // the log begins here
    }
  }

  /** All that is held has been seen. Should the call fail, the next entry or the next joining says it again. Who only looks on leaves no mark. */
  markRead(): void {
    if (this.watching) return
    const seq = this.timeline.last
    if (!this.joined || !this.watched || seq <= (this.readBy[this.me] ?? 0)) return
    this.call('MarkRead', seq).then(() => this.noteRead(this.me, seq), () => undefined)
  }

  /** Tells the others, at most every three seconds while it goes on. Nobody misses it when it fails. */
  typing(isTyping: boolean): void {
    if (!this.joined || (isTyping ? Date.now() - this.typedAt < TypingEveryMs : this.typedAt === 0)) return
    this.typedAt = isTyping ? Date.now() : 0
    this.call('Typing', isTyping).catch(() => undefined)
  }

  close(): void {
    this.detach.forEach((undo) => undo())
    this.followed = false
    if (this.joined) this.call('Leave').catch(() => undefined) // a connection that is gone has left already
  }

  /** Each connection is joined anew, whatever still hangs of an earlier joining. */
  private async join(): Promise<void> {
    if (!this.followed) return
    const join = ++this.joins
    this.isJoining = true
    try {
      const after = this.timeline.last
      const answer = await this.call<Joined>('Join', after || null)
      if (join !== this.joins) return
      if (this.isAnother(answer, after)) return this.beginAnew()
      this.take(answer)
    } catch (error) {
      const refusal = Refusal.from(error)
      if (!refusal.passes) this.refusal = refusal
      else this.later(() => void this.join())
    } finally {
      if (join === this.joins) this.isJoining = false
    }
  }

  /** Whether the server's log was restored from a backup since: what is held here may not be in it, or not under the same number. */
  private isAnother(answer: Joined, after: number): boolean {
    const epoch = answer.session.logEpoch ?? 0
    const before = this.epoch ?? epoch
    this.epoch = epoch
    return epoch !== before || answer.lastSeq < after
  }

  private beginAnew(): void {
    this.timeline.clear()
    this.notes = []
    this.readBy = {}
    this.heeded = 0
    void this.join()
  }

  private take(answer: Joined): void {
    this.session = answer.session
    this.queue = answer.queue ?? null
    this.timeline.fill(this.timeline.last, answer.messages)
    this.timeline.expect(answer.lastSeq)
    answer.messages.forEach((message) => this.heed(message))
    for (const member of answer.session.members ?? []) this.noteRead(member.userId, member.readSeq)
    this.unread = answer.session.unread ?? 0 // the server has counted those of this answer too
    this.heeded = Math.max(this.heeded, answer.lastSeq)
    this.takeNotes(answer.notes ?? [])
    this.reply.resume(answer.activeReply)
    this.joined = true
    this.refusal = null
    void this.catchUp()
    void this.flush()
  }

  private hear(event: ServerEvent): void {
    if (event.type === 'message') return this.receive(event.message)
    if (event.type === 'session') return this.update(event.session)
    if (event.type === 'presence') this.presence[event.userId] = event.status
    if (!('sessionId' in event) || event.sessionId !== this.id) return
    if (event.type === 'recalled') this.timeline.recall(event.seq)
    else if (event.type === 'reaction') this.timeline.react(event.seq, event.reactions)
    else if (event.type === 'ai_chunk') this.receiveChunk(event.replyId, event.chunkIndex, event.content)
    else if (event.type === 'ai_complete') this.expect(event.seq)
    else if (event.type === 'ai_interrupted') this.reply.finish(event.replyId)
    else if (event.type === 'typing') this.typists.set(event.userId, event.isTyping)
    else if (event.type === 'read') this.noteRead(event.userId, event.seq)
    else if (event.type === 'receipts') this.receipts = event
    else if (event.type === 'queue') this.queue = event
    else if (event.type === 'note') this.takeNotes([event.note])
    else if (event.type === 'status' || event.type === 'assigned') this.change(event)
    else if (event.type === 'left') this.later(() => void this.join()) // joining says whether, and if not why
  }

  /** An entry of the log, by the live stream or drawn from a receipt. */
  receive(message: Message): void {
    if (message.sessionId !== this.id) return
    this.timeline.add(message)
    this.heed(message)
    if (this.timeline.hasGap) setTimeout(() => void this.catchUp(), GapPatienceMs)
  }

  /** What an entry changes besides the log. */
  private heed(message: Message): void {
    this.typists.set(message.senderId, false)
    if (message.type === 'ai' || message.event?.name === 'ai_interrupted') this.reply.finish(message.replyId ?? this.reply.replyId)
    if (message.seq <= this.heeded) return
    this.heeded = message.seq
    if (message.event && this.session) this.session = withMembers(this.session, message)
    if (message.type !== 'system' && message.senderId !== this.me) this.unread++
  }

  private receiveChunk(replyId: string, index: number, content: string): void {
    this.reply.chunk(replyId, index, content)
    if (this.reply.lostChunk && !this.isJoining) void this.join()
  }

  private expect(seq: number): void {
    this.timeline.expect(seq)
    setTimeout(() => void this.catchUp(), GapPatienceMs)
  }

  private change(event: Extract<ServerEvent, { type: 'status' | 'assigned' }>): void {
    if (!this.session) return
    const change = event.type === 'assigned'
      ? { status: 'assigned' as const, control: 'agent' as const, assigneeId: event.agentId, assigneeName: event.agentName }
      : { status: event.status, control: event.status === 'open' ? ('assistant' as const) : ('people' as const) }
    if (event.type === 'status' && event.status === 'waiting') this.session = { ...this.session, assigneeId: null, assigneeName: null }
    this.update({ ...this.session, ...change })
    if (event.type === 'assigned') this.reply.finish(this.reply.replyId)
    this.expect(event.seq)
  }

  private update(session: Session): void {
    if (session.sessionId !== this.id) return
    this.session = { ...this.session, ...session }
    if (session.status !== 'waiting') this.queue = null
  }

  private takeNotes(notes: Message[]): void {
    const fresh = notes.filter((n) => !this.notes.some((known) => known.seq === n.seq))
    this.notes = [...this.notes, ...fresh].sort((a, b) => a.seq - b.seq)
  }

  private noteRead(userId: string, seq: number): void {
    this.readBy[userId] = Math.max(this.readBy[userId] ?? 0, seq)
    if (userId === this.me && seq >= this.timeline.last) this.unread = 0
  }

  /** Asks the log for what the live stream did not bring. */
  private async catchUp(): Promise<void> {
    if (this.asking || !this.joined) return
    this.asking = true
    try {
      while (this.timeline.hasGap) {
        const after = this.timeline.last
        const page = await historyAfter(this.context.account, this.id, after)
        if (page.length === 0) return
        this.timeline.fill(after, page)
        page.forEach((message) => this.heed(message))
      }
    } catch {
      this.later(() => void this.catchUp()) // what is missing stays missing until the log answers
    } finally {
      this.asking = false
    }
  }

  protected async flush(): Promise<void> {
    if (!this.joined || !this.context.connection.state.online) return // sent on joining
    const left = await deliver(this, this.context)
    this.failedSends = left ? this.failedSends + 1 : 0
    if (left) this.later(() => void this.flush(), this.failedSends)
  }

  private later(act: () => void, attempt = 2): void {
    setTimeout(() => this.context.connection.state.online && act(), delayBefore(attempt))
  }
}

import { reactive } from 'vue'
import type { Account } from '../../shared/account'
import { connect } from '../../shared/client'
import { uuid7 } from '../../shared/ids'
import { LiveSession, type LiveContext } from '../../shared/liveSession'
import type { AgentStatus, Offer, ServerEvent, Session, User } from '../../shared/protocol'
import { Refusal } from '../../shared/refusals'
import { view } from '../../shared/view'
import { Board } from './board'
import { advance, byRank, extend, heatOf, lineOf, type Heat, type Line } from './line'
import type { DeskEvent, DeskSessionPage, DeskView, QuickReply, RankedSession } from './wire'

/** What one agent works with: the desks they sit at, what is offered to them, the chats that are theirs, and those they look at. */
export class Desk {
  /** Each a whole that a change replaces. */
  lines: Record<string, Line> = {}
  /** The names of all desks, by id. */
  names: Record<string, string> = {}
  /** What runs out first stands first. */
  offers: Offer[] = []
  quickReplies: QuickReply[] = []
  status: AgentStatus = 'online'
  refusal: Refusal | null = null
  /** The chats that this page follows: this agent's own, and the one that is looked at. */
  lives: LiveSession[] = []
  readonly board: Board
  readonly ended: Board
  private readonly reading = new Set<string>()

  constructor(readonly context: LiveContext) {
    this.board = new Board(context.account, this.deskIds, false)
    this.ended = new Board(context.account, this.deskIds, true)
  }

  get me(): User {
    return this.context.account.user
  }

  get deskIds(): string[] {
    return this.context.account.user.desks ?? []
  }

  get mine(): LiveSession[] {
    return this.lives.filter((live) => live.session?.assigneeId === this.me.id)
  }

  get waiting(): RankedSession[] {
    const lines = Object.values(this.lines)
    return lines.length === 1 ? lines[0]!.waiting : lines.flatMap((line) => line.waiting).sort(byRank)
  }

  get waitingCount(): number {
    return Object.values(this.lines).reduce((sum, line) => sum + line.waitingCount, 0)
  }

  /** How many chats take a slot of this agent, and may at once; those whose visitor is silent take none. */
  get load(): { active: number; capacity: number } {
    const own = Object.values(this.lines).flatMap((line) => line.agents.filter((agent) => agent.agentId === this.me.id))
    return { active: own.reduce((sum, a) => sum + a.active - (a.idle ?? 0), 0), capacity: own.reduce((sum, a) => sum + a.capacity, 0) }
  }

  /** How warm the waiting in a conversation is. */
  heatOf(sessionId: string, waitedSeconds: number): Heat {
    const lines = Object.values(this.lines)
    const line = lines.find((one) => one.late.some((warning) => warning.sessionId === sessionId) || one.waiting.some((waiting) => waiting.sessionId === sessionId))
    return heatOf(line ?? (lines.length === 1 ? lines[0] : undefined), sessionId, waitedSeconds)
  }

  nameOf(deskId: string): string {
    return this.names[deskId] ?? deskId
  }

  find(sessionId: string): LiveSession | undefined {
    return this.lives.find((live) => live.id === sessionId)
  }

  async begin(): Promise<void> {
    const { desks } = await this.context.account.call<{ desks: { deskId: string; name: string }[] }>('GET', '/desks')
    this.names = Object.fromEntries(desks.map((desk) => [desk.deskId, desk.name]))
    await Promise.all([this.loadMine(), this.loadQuickReplies()])
  }

  async loadQuickReplies(): Promise<void> {
    this.quickReplies = (await this.context.account.call<{ quickReplies: QuickReply[] }>('GET', '/quick-replies')).quickReplies
  }

  follow(): void {
    this.context.connection.listen((event) => this.hear(event))
    this.context.connection.onArrival(() => void this.arrive())
  }

  async setStatus(status: AgentStatus): Promise<void> {
    const before = this.status
    this.status = status
    await this.attempt(this.context.connection.invoke('SetStatus', status), () => (this.status = before))
  }

  /** The conversation, followed from now on. */
  open(sessionId: string, session: Session | null = null): LiveSession {
    if (!this.find(sessionId)) this.lives.push(LiveSession.of(sessionId, this.context, session))
    const live = this.find(sessionId)! // the reactive one
    live.follow()
    return live
  }

  /** What is neither this agent's nor looked at any more leaves the page, and so do ended chats. */
  tidy(keep: string | null): void {
    this.lives.filter((live) => live.id !== keep && (live.closed || !this.mine.includes(live))).forEach((live) => this.drop(live.id))
  }

  /** Takes a session: offered, waiting, or with the assistant. Answers whether it is now this agent's. */
  async accept(sessionId: string): Promise<boolean> {
    let taken = true
    await this.attempt(this.context.connection.invoke('Accept', sessionId), () => (taken = false))
    this.withdraw(sessionId)
    if (taken) this.open(sessionId)
    return taken
  }

  async decline(sessionId: string): Promise<void> {
    this.withdraw(sessionId)
    await this.attempt(this.context.connection.invoke('Decline', sessionId))
  }

  /** Writes a private note; answers whether it was stored. The same id stores it once, however often it is tried. */
  async note(sessionId: string, content: string): Promise<boolean> {
    let stored = true
    await this.attempt(this.context.connection.invoke('Note', sessionId, content, uuid7()), () => (stored = false))
    return stored
  }

  async attempt(what: Promise<unknown>, undo: () => void = () => undefined): Promise<void> {
    this.refusal = null
    try {
      await what
    } catch (error) {
      this.refusal = Refusal.from(error)
      undo()
    }
  }

  withdraw(sessionId: string): void {
    this.offers = this.offers.filter((o) => o.sessionId !== sessionId)
  }

  /** The next part of the waiting lines that are not held whole. */
  async moreWaiting(): Promise<void> {
    const partial = Object.values(this.lines).filter((line) => line.waiting.length < line.waitingCount && !this.reading.has(line.deskId))
    await Promise.all(partial.map((line) => this.readBehind(line)))
  }

  private async readBehind({ deskId, waiting }: Line): Promise<void> {
    this.reading.add(deskId)
    try {
      const after = waiting.at(-1)?.sessionId
      const part = await this.context.account.call<DeskView>('GET', `/desks/${deskId}/queue${after ? `?after=${after}` : ''}`)
      const line = this.lines[deskId]
      if (line) this.lines[deskId] = view.still(extend(line, part.waiting))
    } catch (error) {
      // The last one has just left the line: whoever stands before it is asked for the next time.
      if (Refusal.from(error).code !== 'NOT_FOUND') throw error
    } finally {
      this.reading.delete(deskId)
    }
  }

  private async arrive(): Promise<void> {
    await this.attempt(this.context.connection.invoke('SetStatus', this.status))
    await Promise.all([...this.deskIds.map((deskId) => this.attempt(this.watch(deskId))), this.attempt(this.loadMine())])
  }

  private async watch(deskId: string): Promise<void> {
    const whole = await this.context.connection.invoke<DeskView>('WatchDesk', deskId)
    this.lines[deskId] = view.still(lineOf(whole))
    this.offers = this.offers.filter((offer) => offer.deskId !== deskId) // those that stand come with it
    whole.offers?.forEach((offer) => this.offer(offer))
  }

  private async loadMine(): Promise<void> {
    await Promise.all(this.deskIds.map(async (deskId) => {
      const { sessions } = await this.context.account.call<DeskSessionPage>('GET', `/desks/${deskId}/sessions?assigneeId=${this.me.id}&limit=100`)
      sessions.forEach((row) => this.open(row.sessionId, { ...row, creatorId: row.customerId, members: [{ userId: row.customerId, name: row.customerName, role: 'customer', readSeq: 0, joinedSeq: 0 }] }))
    }))
  }

  private hear(event: ServerEvent | DeskEvent): void {
    if (event.type === 'desk') this.change(event)
    else if (event.type === 'desk_session') [this.board, this.ended].forEach((board) => board.hear(event.deskId, event.session))
    else if (event.type === 'offer') this.offer(event)
    else if (event.type === 'offer_withdrawn') this.withdraw(event.sessionId)
    else if (event.type === 'left') this.drop(event.sessionId)
    else if (event.type === 'session') this.list(event.session)
  }

  private change(event: Extract<DeskEvent, { type: 'desk' }>): void {
    event.gone.forEach((sessionId) => this.withdraw(sessionId)) // another tab of this agent may have answered
    const line = this.lines[event.deskId]
    const next = line && advance(line, event)
    if (next) this.lines[event.deskId] = view.still(next)
    else if (line && !this.reading.has(`whole ${event.deskId}`)) void this.readAnew(event.deskId)
  }

  /** Something was not told: the desk is read anew, once for all that comes meanwhile. */
  private async readAnew(deskId: string): Promise<void> {
    this.reading.add(`whole ${deskId}`)
    await this.attempt(this.watch(deskId))
    this.reading.delete(`whole ${deskId}`)
  }

  private offer(offer: Offer): void {
    const others = this.offers.filter((o) => o.sessionId !== offer.sessionId)
    this.offers = [...others, offer].sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1))
  }

  /** One of this agent's sessions is new, or stands otherwise. */
  private list(session: Session): void {
    if (session.status === 'deleted') return this.drop(session.sessionId)
    if (session.assigneeId === this.me.id && session.status === 'assigned') this.open(session.sessionId, session)
  }

  private drop(sessionId: string): void {
    this.find(sessionId)?.close()
    this.lives = this.lives.filter((live) => live.id !== sessionId)
  }
}

export async function openDesk(account: Account): Promise<Desk> {
  const context = await connect(account)
  const desk = reactive(new Desk(context)) as Desk
  desk.follow()
  await desk.begin()
  return desk
}

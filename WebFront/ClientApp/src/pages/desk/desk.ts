import { reactive } from 'vue'
import type { Account } from '../../shared/account'
import { connect } from '../../shared/client'
import { Inbox } from '../../shared/inbox'
import type { LiveContext } from '../../shared/liveSession'
import type { AgentStatus, DeskSnapshot, Offer, ServerEvent, Session, User } from '../../shared/protocol'
import { Refusal } from '../../shared/refusals'

/** What one agent works with: the desks they sit at, what is offered to them, and the chats that are theirs. */
export class Desk {
  desks: Record<string, DeskSnapshot> = {}
  /** The names of all desks, by id. */
  names: Record<string, string> = {}
  offers: Offer[] = []
  status: AgentStatus = 'online'
  refusal: Refusal | null = null

  constructor(readonly context: LiveContext, readonly inbox: Inbox) {}

  get me(): User {
    return this.context.account.user
  }

  nameOf(deskId: string): string {
    return this.names[deskId] ?? deskId
  }

  async load(): Promise<void> {
    const { desks } = await this.context.account.call<{ desks: { deskId: string; name: string }[] }>('GET', '/desks')
    this.names = Object.fromEntries(desks.map((desk) => [desk.deskId, desk.name]))
    await this.inbox.load()
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

  /** Takes a session, offered or waiting. Answers whether it is now this agent's. */
  async accept(sessionId: string): Promise<boolean> {
    this.withdraw(sessionId)
    let taken = true
    await this.attempt(this.context.connection.invoke('Accept', sessionId), () => (taken = false))
    if (taken) this.inbox.open(sessionId)
    return taken
  }

  async decline(sessionId: string): Promise<void> {
    this.withdraw(sessionId)
    await this.attempt(this.context.connection.invoke('Decline', sessionId))
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

  /** Ended chats leave the list when the agent turns to another one. */
  tidy(keep: string): void {
    this.inbox.rows.filter((row) => row.closed && row.id !== keep).forEach((row) => this.inbox.drop(row.id))
  }

  withdraw(sessionId: string): void {
    this.offers = this.offers.filter((o) => o.sessionId !== sessionId)
  }

  private async arrive(): Promise<void> {
    await this.attempt(this.context.connection.invoke('SetStatus', this.status))
    for (const deskId of this.me.desks ?? []) {
      await this.attempt(this.context.connection.invoke<DeskSnapshot>('WatchDesk', deskId).then((desk) => (this.desks[deskId] = desk)))
    }
  }

  private hear(event: ServerEvent): void {
    if (event.type === 'desk') this.desks[event.deskId] = event
    else if (event.type === 'offer') this.offers = [...this.offers.filter((o) => o.sessionId !== event.sessionId), event]
    else if (event.type === 'offer_withdrawn') this.withdraw(event.sessionId)
    else if (event.type === 'left') this.inbox.drop(event.sessionId)
    else if (event.type === 'session' && event.session.assigneeId !== this.me.id) this.part(event.session)
  }

  /** The session is no longer this agent's: passed on, or taken back to the queue. */
  private part(session: Session): void {
    if (session.status !== 'closed' && session.kind === 'support') this.inbox.drop(session.sessionId)
  }
}

export async function openDesk(account: Account): Promise<Desk> {
  const context = await connect(account)
  const mine = (session: Session) => session.assigneeId === account.user.id && session.status !== 'closed'
  const inbox = Inbox.of(context, mine)
  const desk = reactive(new Desk(context, inbox)) as Desk
  desk.follow()
  await desk.load()
  return desk
}

import { reactive } from 'vue'
import type { Account } from '../../shared/account'
import { connect } from '../../shared/client'
import type { LiveContext } from '../../shared/liveSession'
import type { AgentLoad, ServerEvent, Ticket } from '../../shared/protocol'
import { Refusal } from '../../shared/refusals'
import { Tickets, type TicketFilter } from '../../shared/tickets'

const FirstPage = 30
const RestMs = 300
/** What was pushed may be many things at once: the list is read anew a moment after the last of them. */
const HearMs = 1_000
/** So many desks are followed live. */
const MostFollowed = 100

export type View = 'open' | 'mine' | 'unassigned' | 'resolved' | 'closed' | 'all'

export const views: readonly View[] = ['open', 'mine', 'unassigned', 'resolved', 'closed', 'all']

/** What the staff's page of tickets works with: the list under its filter, and who works at which desk. */
export class TicketBoard {
  readonly tickets: Tickets
  rows: Ticket[] = []
  next: string | null = null
  busy = false
  refusal: Refusal | null = null
  view: View = 'open'
  deskId = ''
  words = ''
  /** The names of the desks that this user may look at, by id. */
  names: Record<string, string> = {}
  private agents: Record<string, AgentLoad[]> = {}
  private asked = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(readonly context: LiveContext) {
    this.tickets = new Tickets(context.account)
  }

  get deskIds(): string[] {
    return Object.keys(this.names)
  }

  nameOf(deskId: string): string {
    return this.names[deskId] ?? deskId
  }

  agentsOf(deskId: string): AgentLoad[] {
    return this.agents[deskId] ?? []
  }

  async begin(): Promise<void> {
    const { desks } = await this.context.account.call<{ desks: { deskId: string; name: string }[] }>('GET', '/desks')
    const { role, id, desks: own } = this.context.account.user
    const mine = role === 'admin' ? desks : desks.filter((desk) => (own ?? []).includes(desk.deskId))
    this.names = Object.fromEntries(mine.map((desk) => [desk.deskId, desk.name]))
    if (role === 'agent' && !mine.length) throw new Refusal('FORBIDDEN', `${id} works at no desk`)
    this.context.connection.listen((event) => this.hear(event))
    this.context.connection.onArrival(() => void this.arrive())
    await this.load()
  }

  /** The first page under the filter, or the next one. What comes after the filter changed again is dropped. */
  async load(more = false): Promise<void> {
    const ask = ++this.asked
    this.busy = true
    this.refusal = null
    try {
      const page = await this.tickets.list(this.filter(), more ? this.next ?? undefined : undefined)
      if (ask !== this.asked) return
      this.rows = more ? [...this.rows, ...page.tickets] : page.tickets
      this.next = page.next ?? null
    } catch (error) {
      if (ask === this.asked) this.refusal = Refusal.from(error)
    } finally {
      if (ask === this.asked) this.busy = false
    }
  }

  /** The filter changed: asked for when it has rested. */
  refilter(): void {
    this.later(RestMs)
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer)
    await this.context.connection.stop()
  }

  private filter(): TicketFilter {
    const { view, deskId, words: q } = this
    const me = this.context.account.user.id
    if (view === 'mine') return { open: true, assigneeId: me, deskId, q }
    if (view === 'unassigned') return { open: true, assigneeId: 'none', deskId, q }
    if (view === 'resolved' || view === 'closed') return { status: view, deskId, q }
    return { open: view === 'open', deskId, q }
  }

  private async arrive(): Promise<void> {
    await Promise.all(this.deskIds.slice(0, MostFollowed).map(async (deskId) => {
      try {
        this.agents[deskId] = (await this.context.connection.invoke<{ agents: AgentLoad[] }>('WatchDesk', deskId)).agents
      } catch (error) {
        this.refusal = Refusal.from(error)
      }
    }))
    if (this.rows.length <= FirstPage) this.later(RestMs)
  }

  /** A row that stands here is shown as it is now; whether it still belongs here, and where, the server says. */
  private hear(event: ServerEvent): void {
    if (event.type !== 'ticket') return
    this.rows = this.rows.map((row) => (row.ticketId === event.ticket.ticketId && row.revision < event.ticket.revision ? event.ticket : row))
    // Who has paged on keeps the place.
    if (this.rows.length <= FirstPage) this.later(HearMs)
  }

  private later(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.load(), ms)
  }
}

export async function openBoard(account: Account): Promise<TicketBoard> {
  const board = reactive(new TicketBoard(await connect(account))) as TicketBoard
  await board.begin()
  return board
}

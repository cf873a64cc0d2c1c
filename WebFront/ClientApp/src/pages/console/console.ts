import { reactive } from 'vue'
import type { Account } from '../../shared/account'
import { connect } from '../../shared/client'
import type { LiveContext } from '../../shared/liveSession'
import type { AgentLoad, ServerEvent, User, WaitingSession } from '../../shared/protocol'
import { Refusal } from '../../shared/refusals'
import { advance, lineOf, type Line } from '../desk/line'
import type { DeskEvent, DeskView, TargetWarning } from '../desk/wire'
import { Api, type Wall, type WallDesk } from './api'

/** The day's counts come by asking; who waits and works comes by itself. */
const AskEveryMs = 10_000
/** So many desks are followed live; further ones are as old as the last asking. */
const MostLive = 100

/** Somebody who waits, with the desk. */
export interface Waiter extends WaitingSession {
  deskId: string
  deskName: string
}

/** Somebody who works, with the desk. */
export interface Worker extends AgentLoad {
  deskId: string
  deskName: string
}

/** What an admin's page works with: every desk at this moment, and the calls that only admins may make. */
export class Console {
  readonly api: Api
  wall: Wall | null = null
  live: Record<string, Line> = {}
  /** Rises with each conversation of which a desk tells that it stands otherwise. */
  turns = 0
  refusal: Refusal | null = null
  private timer = 0

  constructor(readonly context: LiveContext) {
    this.api = new Api(context.account)
  }

  get me(): User {
    return this.context.account.user
  }

  get desks(): WallDesk[] {
    return this.wall?.desks ?? []
  }

  get waiting(): Waiter[] {
    return this.desks.flatMap(({ deskId, name }) => (this.live[deskId]?.waiting ?? []).map((waiting) => ({ ...waiting, deskId, deskName: name })))
      .sort((a, b) => (a.waitingSince < b.waitingSince ? -1 : 1))
  }

  get waitingCount(): number {
    return this.desks.reduce((sum, desk) => sum + (this.live[desk.deskId]?.waitingCount ?? desk.waiting), 0)
  }

  /** Promises about to be broken, or broken; the longest due first. */
  get late(): (TargetWarning & { deskName: string })[] {
    return this.desks.flatMap(({ deskId, name, late }) => (this.live[deskId]?.late ?? late).map((warning) => ({ ...warning, deskName: name })))
      .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  }

  get workers(): Worker[] {
    return this.desks.flatMap((desk) => (this.live[desk.deskId]?.agents ?? desk.agents).map((agent) => ({ ...agent, deskId: desk.deskId, deskName: desk.name })))
  }

  nameOf(deskId: string | null | undefined): string {
    return this.desks.find((desk) => desk.deskId === deskId)?.name ?? deskId ?? ''
  }

  start(): void {
    this.context.connection.listen((event) => this.hear(event))
    this.context.connection.onArrival(() => void this.refresh(true))
    this.timer = window.setInterval(() => document.visibilityState === 'visible' && void this.refresh(), AskEveryMs)
  }

  async stop(): Promise<void> {
    window.clearInterval(this.timer)
    await this.context.connection.stop()
  }

  /** Asks for the wall; `anew` on a new connection, which follows no desk yet. */
  async refresh(anew = false): Promise<void> {
    try {
      this.wall = await this.api.wall()
      this.refusal = null
    } catch (error) {
      this.refusal = Refusal.from(error)
    }
    if (anew) this.live = {}
    await Promise.all(this.desks.slice(0, MostLive).filter((desk) => !this.live[desk.deskId]).map((desk) => this.watch(desk.deskId)))
  }

  private async watch(deskId: string): Promise<void> {
    try {
      this.live[deskId] = lineOf(await this.context.connection.invoke<DeskView>('WatchDesk', deskId))
    } catch {
      // It stays as old as the last asking; the next asking tries again.
    }
  }

  private hear(event: ServerEvent | DeskEvent): void {
    if (event.type === 'desk_session') this.turns++
    if (event.type !== 'desk') return
    const line = this.live[event.deskId]
    const next = line && advance(line, event)
    if (next) this.live[event.deskId] = next
    else void this.watch(event.deskId)
  }
}

export async function openConsole(account: Account): Promise<Console> {
  const console = reactive(new Console(await connect(account))) as Console
  console.start()
  return console
}

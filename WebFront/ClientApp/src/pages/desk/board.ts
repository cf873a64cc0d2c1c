import type { Account } from '../../shared/account'
import { view } from '../../shared/view'
import type { DeskSession, DeskSessionPage } from './wire'

const PageSize = 50

/** The conversations of some desks that go on, or those that ended: newest first, an unbroken part from the front of each desk. */
export class Board {
  /** A whole that a change replaces. */
  rows: readonly DeskSession[] = view.still([])
  /** What to ask the next page of each desk with; null after its last. */
  private next: Record<string, string | null> = {}
  private loading: Promise<void> | null = null

  constructor(private readonly account: Account, private readonly desks: string[], private readonly closed: boolean) {}

  get hasMore(): boolean {
    return this.desks.some((deskId) => this.next[deskId] !== null)
  }

  /** The next page of each desk; while one is on its way, that one. */
  more(): Promise<void> {
    this.loading ??= this.fetchMore().finally(() => (this.loading = null))
    return this.loading
  }

  /** Reads the front anew, for what was not told meanwhile. */
  async refresh(): Promise<void> {
    await Promise.all(this.desks.map(async (deskId) => {
      const page = await this.page(deskId, null)
      this.dropUnlisted(deskId, page)
      this.take(deskId, page, this.next[deskId] === undefined)
    }))
  }

  /** A conversation stands otherwise than before. */
  hear(deskId: string, session: DeskSession): void {
    const known = this.rows.find((row) => row.sessionId === session.sessionId)
    if (session.deskId !== deskId && this.desks.includes(session.deskId ?? '')) return // its new desk tells it too
    const belongs = session.deskId === deskId && (session.status === 'closed') === this.closed && session.status !== 'deleted'
    if (!belongs) this.show(this.rows.filter((row) => row !== known))
    else if (known) this.show(this.rows.map((row) => (row === known ? renewed(known, session) : row)))
    else if (this.isHeldPartOf(deskId, session)) this.put([session])
  }

  private isHeldPartOf(deskId: string, session: DeskSession): boolean {
    if (this.next[deskId] === undefined) return false
    const oldest = this.rows.filter((row) => row.deskId === deskId).at(-1)
    return this.next[deskId] === null || !oldest || byAge(session, oldest) <= 0
  }

  private async fetchMore(): Promise<void> {
    const open = this.desks.filter((deskId) => this.next[deskId] !== null)
    await Promise.all(open.map(async (deskId) => this.take(deskId, await this.page(deskId, this.next[deskId] ?? null), true)))
  }

  private page(deskId: string, next: string | null): Promise<DeskSessionPage> {
    const query = new URLSearchParams({ limit: String(PageSize), closed: String(this.closed), ...(next ? { next } : {}) })
    return this.account.call<DeskSessionPage>('GET', `/desks/${deskId}/sessions?${query}`)
  }

  private take(deskId: string, page: DeskSessionPage, isNext: boolean): void {
    if (isNext) this.next[deskId] = page.next ?? null
    this.put(page.sessions)
  }

  /** What stands where the front does and is not in it has ended, or is gone, without our hearing of it. */
  private dropUnlisted(deskId: string, { sessions, next }: DeskSessionPage): void {
    const listed = new Set(sessions.map((session) => session.sessionId))
    const oldest = next ? sessions.at(-1) : undefined
    this.show(this.rows.filter((row) => row.deskId !== deskId || listed.has(row.sessionId) || (oldest && byAge(row, oldest) > 0)))
  }

  private put(sessions: DeskSession[]): void {
    const fresh = new Set(sessions.map((session) => session.sessionId))
    this.show([...this.rows.filter((row) => !fresh.has(row.sessionId)), ...sessions].sort(byAge))
  }

  private show(rows: DeskSession[]): void {
    this.rows = view.still(rows)
  }
}

/** What is told of a change may leave out the last line: then it is the one that is known. */
const renewed = (known: DeskSession, session: DeskSession): DeskSession =>
  session.lastLine == null ? { ...known, ...session, lastLine: known.lastLine, lastType: known.lastType, language: known.language } : { ...known, ...session }

/** Newest first. */
const byAge = (one: DeskSession, other: DeskSession) =>
  one.createdAt === other.createdAt ? (one.sessionId < other.sessionId ? 1 : -1) : one.createdAt < other.createdAt ? 1 : -1

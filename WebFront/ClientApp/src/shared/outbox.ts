import { uuid7 } from './ids'
import type { Receipt } from './protocol'
import { Refusal } from './refusals'
import type { Draft, Unsent, UnsentStore } from './unsent'
import { view } from './view'

/** Hands one message to the server and answers its receipt, or throws a refusal. */
export type Send = (item: Unsent) => Promise<Receipt>

/**
 * What a user wrote and the server has not yet durably taken. It outlives the page, and a repeat keeps its first id, so
 * that whatever was lost on the way is sent again and stored once.
 */
export class Outbox {
  items: Unsent[] = []
  private draining = new Set<string>()

  private constructor(private readonly owner: string, private readonly store: UnsentStore) {}

  /** With what an earlier page of this user left. Without a store that works it lives as long as the page. */
  static async open(owner: string, store: UnsentStore): Promise<Outbox> {
    const outbox = view.live(new Outbox(owner, store))
    const left = await store.all(owner).catch(() => [])
    outbox.items = left
      .map((item): Unsent => ({ ...item, state: item.state === 'sending' ? 'waiting' : item.state }))
      .sort((a, b) => (a.clientMessageId < b.clientMessageId ? -1 : 1))
    return outbox
  }

  of(sessionId: string): Unsent[] {
    return this.items.filter((u) => u.sessionId === sessionId)
  }

  add(sessionId: string, draft: Draft, now = new Date()): void {
    this.put({ ...draft, clientMessageId: uuid7(now.getTime()), sessionId, queuedAt: now.toISOString(), state: 'waiting' })
  }

  /** Takes over what was written before there was a session, under its id: taken over twice, it is sent once. */
  adopt(item: Unsent, sessionId: string): void {
    if (this.items.some((u) => u.clientMessageId === item.clientMessageId)) return
    this.put({ ...item, sessionId, state: 'waiting' })
  }

  retry(clientMessageId: string): void {
    this.change(clientMessageId, 'waiting')
  }

  discard(clientMessageId: string): void {
    this.items = this.items.filter((u) => u.clientMessageId !== clientMessageId)
    // What cannot be forgotten is sent again by a later page; the server knows its id.
    this.store.forget(this.owner, clientMessageId).catch(() => undefined)
  }

  /**
   * Sends what waits in this session, one after the other so that the order stays the writer's.
   * Answers whether something is left that deserves another try later.
   */
  async drain(sessionId: string, send: Send): Promise<boolean> {
    if (this.draining.has(sessionId)) return false
    this.draining.add(sessionId)
    try {
      return await this.sendAll(sessionId, send)
    } finally {
      this.draining.delete(sessionId)
    }
  }

  private async sendAll(sessionId: string, send: Send): Promise<boolean> {
    const tried = new Set<string>()
    for (;;) {
      const item = this.of(sessionId).find((u) => u.state !== 'failed' && !tried.has(u.clientMessageId))
      if (!item) return this.of(sessionId).some((u) => u.state === 'accepted')
      tried.add(item.clientMessageId)
      if (!(await this.sendOne(item, send))) return true
    }
  }

  private async sendOne(item: Unsent, send: Send): Promise<boolean> {
    const id = item.clientMessageId
    if (item.state === 'waiting') this.change(id, 'sending')
    try {
      const receipt = await send(item)
      if (receipt.durable) this.discard(id)
      else this.change(id, 'accepted')
      return true
    } catch (error) {
      const refusal = Refusal.from(error)
      if (item.state !== 'accepted') this.change(id, refusal.passes ? 'waiting' : 'failed', refusal.code)
      return !refusal.passes
    }
  }

  private put(item: Unsent): void {
    this.items.push(item)
    this.save(item)
  }

  private change(clientMessageId: string, state: Unsent['state'], problem?: string): void {
    const item = this.items.find((u) => u.clientMessageId === clientMessageId)
    if (!item) return
    item.state = state
    item.problem = problem
    this.save(item)
  }

  /** A plain copy, for a view's wrapping cannot be stored. A full or forbidden store: it goes out while the page stays open. */
  private save(item: Unsent): void {
    this.store.keep(this.owner, JSON.parse(JSON.stringify(item)) as Unsent).catch(() => undefined)
  }
}

import { uuid7 } from './ids'
import type { Receipt } from './protocol'
import { Refusal } from './refusals'

export interface Unsent {
  clientMessageId: string
  sessionId: string
  content: string
  queuedAt: string
  /** `accepted`: others see it, but the server has not yet stored it. */
  state: 'waiting' | 'sending' | 'accepted' | 'failed'
  problem?: string
}

/** Hands one message to the server and answers its receipt, or throws a refusal. */
export type Send = (item: Unsent) => Promise<Receipt>

export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/**
 * What a user wrote and the server has not yet durably taken. It outlives the page: each item has a key of its own in
 * the browser's store, so that two tabs of one user do not overwrite each other, and a repeat keeps its first id.
 */
export class Outbox {
  items: Unsent[] = []
  private draining = new Set<string>()
  private readonly prefix: string

  constructor(owner: string, private readonly store: Store) {
    this.prefix = `livechat.outbox.${owner}.`
    this.items = this.load()
  }

  of(sessionId: string): Unsent[] {
    return this.items.filter((u) => u.sessionId === sessionId)
  }

  add(sessionId: string, content: string, now = new Date()): void {
    const item: Unsent = {
      clientMessageId: uuid7(now.getTime()), sessionId, content, queuedAt: now.toISOString(), state: 'waiting',
    }
    this.items.push(item)
    this.save(item)
  }

  retry(clientMessageId: string): void {
    this.change(clientMessageId, 'waiting')
  }

  discard(clientMessageId: string): void {
    this.items = this.items.filter((u) => u.clientMessageId !== clientMessageId)
    this.store.removeItem(this.prefix + clientMessageId)
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

  private change(clientMessageId: string, state: Unsent['state'], problem?: string): void {
    const item = this.items.find((u) => u.clientMessageId === clientMessageId)
    if (!item) return
    item.state = state
    item.problem = problem
    this.save(item)
  }

  private save(item: Unsent): void {
    try {
      this.store.setItem(this.prefix + item.clientMessageId, JSON.stringify(item))
    } catch {
      // The browser's store is full or forbidden: the message still goes out, as long as the page stays open.
    }
  }

  private load(): Unsent[] {
    const keys = Array.from({ length: this.store.length }, (_, i) => this.store.key(i) ?? '')
    return keys
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => parse(this.store.getItem(key)))
      .filter((item): item is Unsent => item !== null)
      .map((item) => ({ ...item, state: item.state === 'sending' ? 'waiting' : item.state }))
      .sort((a, b) => (a.clientMessageId < b.clientMessageId ? -1 : 1))
  }
}

function parse(text: string | null): Unsent | null {
  try {
    const item = JSON.parse(text ?? '') as Unsent
    return typeof item.clientMessageId === 'string' && typeof item.content === 'string' ? item : null
  } catch {
    return null // not written by us, or cut short
  }
}

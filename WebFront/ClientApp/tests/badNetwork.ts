import type { Account } from '../src/shared/account'
import type { ChatConnection } from '../src/shared/connection'
import { LiveSession } from '../src/shared/liveSession'
import { Outbox } from '../src/shared/outbox'
import { noUploads } from './noUploads'
import type { Joined, Message, Receipt, ServerEvent } from '../src/shared/protocol'
import { Refusal } from '../src/shared/refusals'
import { entry } from './entries'
import { MemoryStore } from './memoryStore'

/** Numbers that are the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed + 0x6d2b79f5
  return () => {
    state = Math.imul(state ^ (state >>> 15), state | 1)
    state ^= state + Math.imul(state ^ (state >>> 7), state | 61)
    return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One page's way to the server: events that do not come, come twice, late and out of order; calls that fail before or after they took effect. */
class Way {
  readonly state = { online: true, name: 'online' }
  gone = false
  private listeners: ((event: ServerEvent) => void)[] = []
  private arrivals: (() => void)[] = []

  constructor(private readonly server: BadNetwork) {}

  readonly connection = {
    state: this.state,
    listen: (listener: (event: ServerEvent) => void) => {
      this.listeners.push(listener)
      return () => (this.listeners = this.listeners.filter((l) => l !== listener))
    },
    onArrival: (listener: () => void) => {
      this.arrivals.push(listener)
      if (this.state.online) listener()
      return () => (this.arrivals = this.arrivals.filter((l) => l !== listener))
    },
    invoke: (method: string, ...args: unknown[]) => this.call(() => this.server.answer(method, args)),
  } as unknown as ChatConnection

  readonly account = {
    user: { id: 'b1', name: 'Bea', role: 'customer' },
    call: (_: string, path: string) => this.call(() => ({ messages: this.server.after(Number(/afterSeq=(\d+)/.exec(path)![1])) })),
  } as unknown as Account

  hear(event: ServerEvent): void {
    for (let copies = this.server.chance(0.15) ? 0 : this.server.chance(0.1) ? 2 : 1; copies > 0; copies--)
      setTimeout(() => this.state.online && this.listeners.forEach((listen) => listen(event)), this.server.delay())
  }

  cut(): void {
    this.state.online = false
  }

  leave(): void {
    this.gone = true
    this.cut()
  }

  restore(): void {
    if (this.state.online) return
    this.state.online = true
    this.arrivals.forEach((arrive) => arrive())
  }

  private async call<T>(effect: () => T): Promise<T> {
    await this.passes()
    const answer = effect()
    await this.passes()
    return answer
  }

  private async passes(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.server.delay()))
    if (!this.state.online) throw new Refusal('OFFLINE')
    if (this.server.chance(0.08)) throw new Refusal('TIMEOUT')
  }
}

/** A session's log behind a bad network, and one user's pages in front of it. */
export class BadNetwork {
  readonly log: Message[] = []
  readonly store = new MemoryStore()
  healed = false
  private ways: Way[] = []
  private active: { replyId: string; pieces: string[] } | null = null
  private replies = 0

  constructor(private readonly random: () => number) {}

  chance = (share: number) => !this.healed && this.random() < share
  pick = <T>(from: readonly T[]): T => from[Math.floor(this.random() * from.length)]!
  delay = () => (this.healed ? 1 : Math.floor(this.random() * 400))

  async page(): Promise<{ live: LiveSession; way: Way }> {
    const way = new Way(this)
    this.ways.push(way)
    // A page that is gone writes no more.
    const { store } = this
    const outbox = await Outbox.open('b1', {
      all: (owner) => store.all(owner),
      keep: async (owner, item) => (way.gone ? undefined : store.keep(owner, item)),
      forget: async (owner, id) => (way.gone ? undefined : store.forget(owner, id)),
    })
    const live = LiveSession.of('s', { connection: way.connection, account: way.account, outbox, uploads: await noUploads() })
    live.follow()
    return { live, way }
  }

  append(more: Partial<Message>): Message {
    const message = entry(this.log.length + 1, { senderId: 'm1', ...more })
    this.log.push(message)
    this.tell({ type: 'message', message })
    return message
  }

  recall(): void {
    const message = this.log.find((m) => m.type === 'user' && !m.recalled && this.random() < 0.3)
    if (!message) return
    this.log[message.seq - 1] = { ...message, content: '', recalled: true, reactions: null }
    this.append({ type: 'system', content: '', event: { name: 'recalled', args: { seq: String(message.seq) } } })
    this.tell({ type: 'recalled', sessionId: 's', seq: message.seq })
  }

  react(): void {
    const message = this.log.find((m) => m.type === 'user' && !m.recalled && this.random() < 0.3)
    if (!message) return
    const [userId, on] = [this.pick(['b1', 'm1']), this.random() < 0.6]
    const users = message.reactions?.[0]?.userIds.filter((id) => id !== userId) ?? []
    const userIds = on ? [...users, userId] : users
    const reactions = userIds.length ? [{ emoji: '👍', userIds }] : []
    this.log[message.seq - 1] = { ...message, reactions }
    const args = { seq: String(message.seq), emoji: '👍', userId, on: String(on) }
    this.append({ type: 'system', content: '', event: { name: 'reacted', args } })
  }

  speak(): void {
    this.active ??= { replyId: `r${++this.replies}`, pieces: [] }
    const { replyId, pieces } = this.active
    pieces.push(`piece ${pieces.length} `)
    this.tell({ type: 'ai_chunk', sessionId: 's', replyId, chunkIndex: pieces.length - 1, content: pieces.at(-1)!, isComplete: false })
  }

  endReply(): void {
    if (!this.active) return
    const { replyId, pieces } = this.active
    this.active = null
    this.append({ type: 'ai', senderId: 'ai', content: pieces.join(''), replyId })
  }

  after = (seq: number): Message[] => this.log.slice(seq, seq + 7)

  answer(method: string, args: unknown[]): unknown {
    if (method === 'Join') return this.join(args[1] as number | null)
    return method === 'Send' ? this.take(args[0] as { clientMessageId: string; content: string }) : undefined
  }

  private join(after: number | null): Joined {
    const session = { sessionId: 's', kind: 'direct', status: 'open', lastSeq: this.log.length, unread: 0, updatedAt: '' } as Joined['session']
    const { replyId, pieces } = this.active ?? { replyId: '', pieces: [] }
    return {
      session, lastSeq: this.log.length, hasMore: false,
      messages: after === null ? this.log.slice(-9) : this.after(after),
      activeReply: this.active && { replyId, text: pieces.join(''), chunkIndex: pieces.length - 1 },
    }
  }

  private take({ clientMessageId, content }: { clientMessageId: string; content: string }): Receipt {
    const known = this.log.find((m) => m.clientMessageId === clientMessageId)
    const { messageId, seq, createdAt } = known ?? this.append({ senderId: 'b1', senderName: 'Bea', clientMessageId, content })
    return { messageId, seq, createdAt, duplicate: !!known, durable: true }
  }

  private tell(event: ServerEvent): void {
    this.ways.forEach((way) => way.hear(event))
  }
}

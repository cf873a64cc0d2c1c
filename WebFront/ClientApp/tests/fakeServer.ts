import type { Account } from '../src/shared/account'
import type { ChatConnection } from '../src/shared/connection'
import { LiveSession } from '../src/shared/liveSession'
import { Outbox } from '../src/shared/outbox'
import type { Joined, Message, Receipt, ServerEvent } from '../src/shared/protocol'
import { Refusal } from '../src/shared/refusals'
import { entry } from './entries'
import { MemoryStore } from './memoryStore'
import { noUploads } from './noUploads'

/** A session's log and one client's connection to it, without a network: it can be cut, and events can go missing. */
export class FakeServer {
  log: Message[] = []
  calls: unknown[][] = []
  active: Joined['activeReply'] = null
  refuseJoin: Refusal | null = null
  /** Another number once the log was restored from a backup. */
  logEpoch: number | undefined
  /** The log's pages never come. */
  hangHistory = false
  /** The message is stored, but its receipt and its event never arrive. */
  loseNextReceipt = false
  private listeners: ((event: ServerEvent) => void)[] = []
  private arrivals: (() => void)[] = []
  private state = { online: true, lost: false }

  readonly connection = {
    state: this.state,
    listen: (listener: (event: ServerEvent) => void) => (this.listeners.push(listener), () => undefined),
    onArrival: (listener: () => void) => {
      this.arrivals.push(listener)
      if (this.state.online) listener()
      return () => undefined
    },
    invoke: async (method: string, ...args: unknown[]) => this.answer(method, args),
  } as unknown as ChatConnection

  readonly account = {
    user: { id: 'b1', name: 'Bea', role: 'customer' },
    call: async (_method: string, path: string) => {
      const after = Number(/afterSeq=(\d+)/.exec(path)?.[1] ?? -1)
      this.calls.push(['history', after])
      if (this.hangHistory) await new Promise(() => undefined)
      return { messages: this.log.filter((m) => m.seq > after).slice(0, 200) }
    },
  } as unknown as Account

  async open(store = new MemoryStore()): Promise<LiveSession> {
    const outbox = await Outbox.open('b1', store)
    const live = LiveSession.of('s', { connection: this.connection, account: this.account, outbox, uploads: await noUploads() })
    live.follow()
    return live
  }

  /** Somebody else says something. */
  append(more: Partial<Message> = {}, heard = true): Message {
    const message = entry(this.log.length + 1, { senderId: 'm1', senderName: 'Mo', ...more })
    this.log.push(message)
    if (heard) this.emit({ type: 'message', message })
    return message
  }

  emit(event: ServerEvent): void {
    if (this.state.online) this.listeners.forEach((listen) => listen(event))
  }

  cut(): void {
    this.state.online = false
    this.state.lost = true
  }

  restore(): void {
    this.state.online = true
    this.state.lost = false
    this.arrivals.forEach((arrive) => arrive())
  }

  private answer(method: string, args: unknown[]): unknown {
    if (!this.state.online) throw new Refusal('OFFLINE')
    this.calls.push([method, ...args])
    if (method === 'Join') return this.join(args[1] as number | null)
    return method === 'Send' ? this.take(args[0] as { clientMessageId: string; content: string }) : undefined
  }

  private join(after: number | null): Joined {
    if (this.refuseJoin) throw this.refuseJoin
    const session = { sessionId: 's', kind: 'direct', status: 'open', lastSeq: this.log.length, unread: 0, updatedAt: '', logEpoch: this.logEpoch } as Joined['session']
    return { session, messages: this.log.slice(after ?? -50).slice(0, 50), lastSeq: this.log.length, hasMore: false, activeReply: this.active }
  }

  private take({ clientMessageId, content }: { clientMessageId: string; content: string }): Receipt {
    const known = this.log.find((m) => m.clientMessageId === clientMessageId)
    const message = known ?? this.append({ senderId: 'b1', clientMessageId, content }, !this.loseNextReceipt)
    if (this.loseNextReceipt) {
      this.loseNextReceipt = false
      this.cut()
      throw new Refusal('OFFLINE')
    }
    return { messageId: message.messageId, seq: message.seq, createdAt: message.createdAt, duplicate: !!known, durable: true }
  }
}

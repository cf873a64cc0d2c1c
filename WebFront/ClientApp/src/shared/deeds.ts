import type { Account } from './account'
import type { ChatConnection } from './connection'
import type { Outbox } from './outbox'
import type { Message, QueuePlace, Rating, Session } from './protocol'
import type { Timeline } from './timeline'
import type { Draft, Unsent } from './unsent'
import type { Uploads } from './uploads'

const MostReason = 200

export interface LiveContext {
  connection: ChatConnection
  account: Account
  outbox: Outbox
  uploads: Uploads
}

/** What one does in a conversation. */
export abstract class Deeds {
  abstract readonly timeline: Timeline
  /** Up to where each member has read. */
  readBy: Record<string, number> = {}
  queue: QueuePlace | null = null

  protected constructor(readonly id: string, protected readonly context: LiveContext, public session: Session | null) {}

  get me(): string {
    return this.context.account.user.id
  }

  /** Files on their way, of all conversations. */
  get uploads(): Uploads {
    return this.context.uploads
  }

  /** The bytes of a file of this conversation, by its url. */
  download(url: string): Promise<Blob> {
    return this.context.account.download(url.replace(/^\/api/, ''))
  }

  /** What this user wrote and the log does not show yet. */
  get unsent(): Unsent[] {
    return this.context.outbox.of(this.id).filter((u) => !this.timeline.has(u.clientMessageId))
  }

  send(content: string, more: Omit<Draft, 'content'> = {}): void {
    this.context.outbox.add(this.id, { content, ...more })
    void this.flush()
  }

  /** Sends what was written before there was a session. */
  adopt(items: readonly Unsent[]): void {
    items.forEach((item) => this.context.outbox.adopt(item, this.id))
    void this.flush()
  }

  retry(clientMessageId: string): void {
    this.context.outbox.retry(clientMessageId)
    void this.flush()
  }

  /** Where an own entry stands on its way. */
  stateOf(message: Message): 'sending' | 'sent' | 'read' {
    if (this.context.outbox.of(this.id).some((u) => u.clientMessageId === message.clientMessageId)) return 'sending'
    return Object.entries(this.readBy).some(([who, seq]) => who !== this.me && seq >= message.seq) ? 'read' : 'sent'
  }

  discard(clientMessageId: string): void {
    const files = this.context.outbox.of(this.id).find((u) => u.clientMessageId === clientMessageId)?.uploads
    this.context.outbox.discard(clientMessageId)
    files?.forEach((id) => this.uploads.drop(id))
  }

  /** Calls a hub method whose first argument is the session's id. */
  call<T = void>(method: string, ...args: unknown[]): Promise<T> {
    return this.context.connection.invoke<T>(method, this.id, ...args)
  }

  /** Asks for a person; what the asker said last tells the desk what it is about. */
  async requestHuman(): Promise<void> {
    const said = this.timeline.entries.findLast((m) => m.senderId === this.me && !m.recalled)?.content
    this.queue = await this.call<QueuePlace>('RequestHuman', { reason: said?.slice(0, MostReason) })
  }

  /** Wants no person any more: out of the queue, back to the assistant. */
  cancelRequest(): Promise<void> {
    return this.call('CancelRequest')
  }

  recall(seq: number): Promise<void> {
    return this.call('Recall', seq)
  }

  react(seq: number, emoji: string, on: boolean): Promise<void> {
    return this.call('React', seq, emoji, on)
  }

  async rate(rating: Rating): Promise<void> {
    await this.call('Rate', rating)
    if (this.session) this.session.rating = rating
  }

  /** Sends what waits. */
  protected abstract flush(): Promise<void>
}

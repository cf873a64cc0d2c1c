import type { Account } from './account'
import { delayBefore } from './backoff'
import { Hub, hubAddress } from './hub'
import type { ServerEvent } from './protocol'
import { Refusal } from './refusals'
import { view } from './view'

const CallTimeoutMs = 20_000
/** A connection that held for so long was a good one: the next loss is retried at once again. */
const StableMs = 10_000
/** Trouble that passes sooner is no news. */
const QuietMs = 5_000
/** After so long the user gets a button: we go on trying, but they may know better when it is worth it. */
const OfflineMs = 30_000

/** `connecting`: at the start, and in the first seconds of trouble. */
export type ConnectionName = 'connecting' | 'online' | 'reconnecting' | 'offline'

/** The one connection of a page: made again for ever when it is lost, with growing, jittered pauses. */
export class ChatConnection {
  readonly state = view.live({ name: 'connecting' as ConnectionName, online: false })
  private readonly hub: Hub
  private readonly listeners = new Set<(event: ServerEvent) => void>()
  private readonly arrivals = new Set<() => void>()
  private readonly undo = new AbortController()
  private news: ReturnType<typeof setTimeout>[] = []
  private failed = false
  private shortLived = false
  private wake: () => void = () => undefined
  private onClosed: () => void = () => undefined

  constructor(private readonly account: Account, HubType: typeof Hub = Hub) {
    view.still(this)
    this.hub = new HubType(() => hubAddress(account), (target, args) => target === 'event' && this.tell(args[0] as ServerEvent), () => this.onClosed())
  }

  listen(listener: (event: ServerEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Called whenever the connection stands, the first time and each time again. */
  onArrival(listener: () => void): () => void {
    this.arrivals.add(listener)
    if (this.state.online) listener()
    return () => this.arrivals.delete(listener)
  }

  /** Done as soon as the connection stands; refused when that takes longer than a call may. */
  arrival(): Promise<void> {
    return new Promise((resolve, reject) => {
      const tooLong = setTimeout(() => finish(() => reject(new Refusal('OFFLINE'))), CallTimeoutMs)
      const finish = (act: () => void) => {
        clearTimeout(tooLong)
        queueMicrotask(() => undo()) // an arrival may be told before there is anything to undo
        act()
      }
      const undo = this.onArrival(() => finish(resolve))
    })
  }

  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    if (!this.hub.connected) throw new Refusal('OFFLINE')
    let timer: ReturnType<typeof setTimeout> | undefined
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Refusal('TIMEOUT')), CallTimeoutMs)
    })
    try {
      return await Promise.race([this.hub.invoke<T>(method, args), tooLong])
    } catch (error) {
      throw Refusal.from(error)
    } finally {
      clearTimeout(timer)
    }
  }

  start(): void {
    const until = { signal: this.undo.signal }
    window.addEventListener('online', () => this.retry(), until)
    // The socket would notice only when its next ping stays unanswered.
    window.addEventListener('offline', () => this.hub.stop(), until)
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.retry(), until)
    void this.run()
  }

  /** Tries now instead of after the pause. */
  retry(): void {
    this.wake()
  }

  async stop(): Promise<void> {
    this.undo.abort()
    this.news.forEach(clearTimeout)
    this.wake()
    this.hub.stop()
  }

  private tell(event: ServerEvent): void {
    this.listeners.forEach((listen) => listen(event))
  }

  private get stopped(): boolean {
    return this.undo.signal.aborted
  }

  private async run(): Promise<void> {
    for (let attempt = 0; !this.stopped; attempt++) {
      if (attempt > 0) await this.pause(delayBefore(attempt))
      if (this.stopped) return
      const stoodMs = await this.hold()
      this.shortLived = stoodMs > 0 && stoodMs < StableMs
      if (stoodMs > StableMs) attempt = 0
    }
  }

  /** Connects and stays until the connection is lost; answers for how long it stood, in milliseconds. */
  private async hold(): Promise<number> {
    const closed = new Promise<void>((resolve) => (this.onClosed = resolve))
    this.beginTrouble()
    try {
      // Over a WebSocket alone a browser cannot tell a refused token from a dead server. This call can.
      if (this.failed) await this.account.call('GET', '/auth/me')
      await this.hub.start()
    } catch {
      // The loop tries again, and the page says so meanwhile.
      this.failed = true
      if (!navigator.onLine) this.state.name = 'offline'
      return 0
    }
    const since = Date.now()
    this.endTrouble()
    this.arrivals.forEach((arrived) => arrived())
    await closed
    this.state.online = false
    return Date.now() - since
  }

  private beginTrouble(): void {
    if (this.news.length > 0 || this.stopped) return
    const say = (name: ConnectionName, afterMs: number) =>
      setTimeout(() => this.state.name !== 'offline' && (this.state.name = name), afterMs)
    this.state.name = navigator.onLine ? 'connecting' : 'offline'
    this.news = [say('reconnecting', this.shortLived ? 0 : QuietMs), say('offline', OfflineMs)]
  }

  private endTrouble(): void {
    this.news.forEach(clearTimeout)
    this.news = []
    this.failed = false
    Object.assign(this.state, { name: 'online', online: true })
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

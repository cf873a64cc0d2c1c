import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr'
import type { HubConnection } from '@microsoft/signalr'
import { markRaw, reactive } from 'vue'
import type { Account } from './account'
import { delayBefore } from './backoff'
import type { ServerEvent } from './protocol'
import { Refusal } from './refusals'

const CallTimeoutMs = 20_000
/** A connection that held for so long was a good one: the next loss is retried at once again. */
const StableMs = 10_000

/** The one connection of a page: made again for ever when it is lost, with growing, jittered pauses. */
export class ChatConnection {
  /** `lost`: from the first failed try on, until the connection stands again. One that comes back at once is no news. */
  readonly state = reactive({ online: false, lost: false })
  private readonly hub: HubConnection
  private readonly listeners = new Set<(event: ServerEvent) => void>()
  private readonly arrivals = new Set<() => void>()
  private wake: () => void = () => undefined
  private onClosed: () => void = () => undefined
  private stopped = false

  constructor(private readonly account: Account) {
    markRaw(this)
    this.hub = new HubConnectionBuilder()
      .withUrl('/hubs/chat', {
        accessTokenFactory: () => account.token(),
        // Straight to the WebSocket: no negotiation, so that any front may serve it.
        transport: HttpTransportType.WebSockets,
        skipNegotiation: true,
      })
      .configureLogging(LogLevel.None) // SignalR's own log holds the address, and the address holds the token
      .build()
    this.hub.onclose(() => this.onClosed())
    this.hub.on('event', (event: ServerEvent) => this.listeners.forEach((listen) => listen(event)))
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

  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    if (this.hub.state !== HubConnectionState.Connected) throw new Refusal('OFFLINE')
    let timer = 0
    const tooLong = new Promise<never>((_, reject) => {
      timer = window.setTimeout(() => reject(new Refusal('TIMEOUT')), CallTimeoutMs)
    })
    try {
      return await Promise.race([this.hub.invoke<T>(method, ...args), tooLong])
    } catch (error) {
      throw Refusal.from(error)
    } finally {
      window.clearTimeout(timer)
    }
  }

  start(): void {
    window.addEventListener('online', () => this.wake())
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.wake())
    void this.run()
  }

  async stop(): Promise<void> {
    this.stopped = true
    this.wake()
    await this.hub.stop()
  }

  private async run(): Promise<void> {
    for (let attempt = 0; !this.stopped; attempt++) {
      if (attempt > 0) await this.pause(delayBefore(attempt))
      const heldFor = await this.hold()
      if (heldFor > StableMs) attempt = 0
      else this.state.lost = !this.stopped
    }
  }

  /** Connects and stays until the connection is lost; answers for how long it stood, in milliseconds. */
  private async hold(): Promise<number> {
    const closed = new Promise<void>((resolve) => (this.onClosed = resolve))
    try {
      // Over a WebSocket alone a browser cannot tell a refused token from a dead server. This call can.
      if (this.state.lost) await this.account.call('GET', '/auth/me')
      await this.hub.start()
    } catch {
      return 0 // the loop tries again, and the page says so meanwhile
    }
    const since = Date.now()
    this.state.online = true
    this.state.lost = false
    this.arrivals.forEach((arrived) => arrived())
    await closed
    this.state.online = false
    return Date.now() - since
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = window.setTimeout(resolve, ms)
      this.wake = () => {
        window.clearTimeout(timer)
        resolve()
      }
    })
  }
}

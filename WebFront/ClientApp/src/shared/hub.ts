import type { Account } from './account'
import { server } from './http'

/** Ends each record of SignalR's JSON protocol. */
const End = '\x1e'
const PingEveryMs = 15_000
/** The server says something every 15 s; when it is silent for so long, it is gone. */
const SilenceMs = 30_000
const HandshakeMs = 15_000

const Kind = { invocation: 1, completion: 3, ping: 6, close: 7 } as const

interface HubRecord {
  type?: number
  target?: string
  arguments?: unknown[]
  invocationId?: string
  result?: unknown
  error?: string
}

interface Call {
  resolve: (result: never) => void
  reject: (error: Error) => void
}

/**
 * One connection to the hub in SignalR's JSON protocol, over a WebSocket at once: no negotiation, so that any front may
 * serve it, and none of the other transports, which are most of what Microsoft's client weighs.
 */
export class Hub {
  connected = false
  private socket: WebSocket | null = null
  private calls = new Map<string, Call>()
  private count = 0
  private heardAt = 0
  private pingedAt = 0
  private pings: ReturnType<typeof setInterval> | undefined

  /**
   * @param address The hub's, with the token that is good now; asked for at each start.
   * @param onEvent What the server invokes: a method's name and its arguments.
   * @param onClosed The connection stood, and is gone.
   */
  constructor(
    private readonly address: () => Promise<string>,
    private readonly onEvent: (target: string, args: unknown[]) => void,
    private readonly onClosed: () => void,
  ) {}

  /** Done when the hub has answered the handshake. */
  async start(): Promise<void> {
    const socket = new WebSocket(await this.address())
    this.socket = socket
    await new Promise<void>((resolve, reject) => {
      const tooLong = setTimeout(() => this.drop(), HandshakeMs)
      socket.onopen = () => socket.send(`{"protocol":"json","version":1}${End}`)
      socket.onclose = () => {
        clearTimeout(tooLong)
        if (!this.connected) reject(new Error('The connection to the hub could not be made.'))
        this.end()
      }
      socket.onmessage = ({ data }) => {
        clearTimeout(tooLong)
        const [handshake, ...rest] = records(data as string)
        if (handshake?.error) return this.drop()
        this.begin(socket)
        resolve()
        rest.forEach((record) => this.hear(record))
      }
    })
  }

  invoke<T>(method: string, args: unknown[]): Promise<T> {
    const { socket } = this
    if (!this.connected || !socket) return Promise.reject(new Error('The connection is not there.'))
    const invocationId = String(++this.count)
    return new Promise<T>((resolve, reject) => {
      this.calls.set(invocationId, { resolve, reject })
      socket.send(JSON.stringify({ type: Kind.invocation, invocationId, target: method, arguments: args }) + End)
    })
  }

  /** Does not wait for the other side, which may be gone. */
  stop(): void {
    this.drop()
  }

  private begin(socket: WebSocket): void {
    this.connected = true
    this.heardAt = Date.now()
    socket.onmessage = ({ data }) => {
      this.heardAt = Date.now()
      this.ping(socket) // browsers hold back the timers of pages in the background, but not what comes in
      records(data as string).forEach((record) => this.hear(record))
    }
    this.pings = setInterval(() => {
      if (Date.now() - this.heardAt > SilenceMs) this.drop()
      else this.ping(socket)
    }, PingEveryMs)
  }

  private ping(socket: WebSocket): void {
    if (Date.now() - this.pingedAt < PingEveryMs) return
    this.pingedAt = Date.now()
    socket.send(`{"type":${Kind.ping}}${End}`)
  }

  private hear(record: HubRecord): void {
    if (record.type === Kind.invocation) return this.onEvent(record.target ?? '', record.arguments ?? [])
    if (record.type === Kind.close) return this.drop()
    const call = record.type === Kind.completion ? this.calls.get(record.invocationId!) : undefined
    this.calls.delete(record.invocationId ?? '')
    if (record.error) call?.reject(new Error(record.error))
    else call?.resolve(record.result as never)
  }

  /** A socket whose other side is gone may take minutes to close: it is closed for us at once. */
  private drop(): void {
    const { socket } = this
    socket?.close()
    socket?.onclose?.(new Event('close') as CloseEvent)
  }

  private end(): void {
    const { socket, connected } = this
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null
    clearInterval(this.pings)
    this.socket = null
    this.connected = false
    this.calls.forEach((call) => call.reject(new Error('The connection was lost.')))
    this.calls.clear()
    if (connected) this.onClosed()
  }
}

function records(data: string): HubRecord[] {
  return data.split(End).filter(Boolean).map((text) => JSON.parse(text) as HubRecord)
}

/** The hub's address for this account, as it is now. */
export async function hubAddress(account: Account): Promise<string> {
  const url = new URL('/hubs/chat', server.origin || location.origin)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.searchParams.set('access_token', await account.token())
  return url.href
}

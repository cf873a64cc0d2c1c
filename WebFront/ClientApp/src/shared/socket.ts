/**
 * The way to the hub: one WebSocket, at once. SignalR's client asks the server first which ways there are, and carries
 * the code of three of them and of as many HTTP clients; ours serves this one alone, to any front, and is a quarter of it.
 */
export class Socket {
  readonly features: Record<string, unknown> = {}
  baseUrl = ''
  onreceive: ((data: string) => void) | null = null
  onclose: ((error?: Error) => void) | null = null
  private socket: WebSocket | null = null

  /** @param address The hub's, with the token that is good now; asked for at each start. */
  constructor(private readonly address: () => Promise<string>) {}

  async start(): Promise<void> {
    const socket = new WebSocket(await this.address())
    this.socket = socket
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve()
      socket.onclose = () => reject(new Error('The WebSocket could not be opened.'))
    })
    socket.onmessage = ({ data }) => this.onreceive?.(data as string)
    socket.onclose = ({ code, reason }) => this.close(code === 1000 ? undefined : new Error(`WebSocket closed with ${code} ${reason}`))
  }

  async send(data: string): Promise<void> {
    if (this.socket?.readyState !== WebSocket.OPEN) throw new Error('The WebSocket is not open.')
    this.socket.send(data)
  }

  /** Does not wait for the other side, which may be gone. */
  async stop(error?: Error): Promise<void> {
    const { socket } = this
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
    this.close(error)
  }

  private close(error?: Error): void {
    if (!this.socket) return
    this.socket = null
    this.onclose?.(error)
  }
}

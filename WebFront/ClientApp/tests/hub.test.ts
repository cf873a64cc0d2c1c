import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Hub } from '../src/shared/hub'

const End = '\x1e'

/** A server's side of one WebSocket. */
class FakeSocket {
  static last: FakeSocket
  sent: string[] = []
  closed = false
  onopen: () => void = () => undefined
  onclose: (() => void) | null = () => undefined
  onmessage: ((event: { data: string }) => void) | null = null

  constructor(readonly url: string) {
    FakeSocket.last = this
  }

  send = (data: string) => this.sent.push(...data.split(End).filter(Boolean))
  close = () => (this.closed = true)
  say = (...records: object[]) => this.onmessage?.({ data: records.map((r) => JSON.stringify(r) + End).join('') })
}

describe('a connection to the hub', () => {
  let hub: Hub
  const events: unknown[] = []
  const closed = vi.fn()

  async function connected(...first: object[]): Promise<FakeSocket> {
    const started = hub.start()
    await vi.advanceTimersByTimeAsync(0)
    const socket = FakeSocket.last
    socket.onopen()
    socket.say({}, ...first)
    await started
    return socket
  }

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('WebSocket', FakeSocket)
    events.length = 0
    closed.mockClear()
    hub = new Hub(async () => 'ws://x/hubs/chat?access_token=t', (target, args) => events.push([target, ...args]), closed)
  })

  afterEach(() => {
    hub.stop()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('stands when the handshake is answered, and hears what comes with the answer', async () => {
    const socket = await connected({ type: 1, target: 'event', arguments: [{ type: 'x' }] })
    expect([hub.connected, socket.sent, events]).toEqual([true, ['{"protocol":"json","version":1}'], [['event', { type: 'x' }]]])
  })

  it('gives each call its own answer, whatever order they come in', async () => {
    const socket = await connected()
    const calls = [hub.invoke('Join', ['s', null]), hub.invoke('Send', [{}])]
    expect(JSON.parse(socket.sent[1]!)).toEqual({ type: 1, invocationId: '1', target: 'Join', arguments: ['s', null] })
    socket.say({ type: 3, invocationId: '2', error: 'HubException: TOO_LONG: too long' }, { type: 3, invocationId: '1', result: 7 })
    await expect(calls[1]).rejects.toThrow('TOO_LONG')
    await expect(calls[0]).resolves.toBe(7)
  })

  it('fails what is not answered when it is lost, and says so once', async () => {
    const socket = await connected()
    const call = hub.invoke('Send', [{}])
    socket.onclose!()
    await expect(call).rejects.toThrow('lost')
    expect([hub.connected, closed.mock.calls.length]).toEqual([false, 1])
    await expect(hub.invoke('Send', [])).rejects.toThrow()
  })

  it.each([
    ['is refused', (socket: FakeSocket) => socket.say({ error: 'no' })],
    ['breaks', (socket: FakeSocket) => socket.onclose!()],
    ['is never answered', () => vi.advanceTimersByTime(15_000)],
  ])('was never there when the handshake %s', async (_, fail) => {
    const started = hub.start()
    const refused = expect(started).rejects.toThrow()
    await vi.advanceTimersByTimeAsync(0)
    FakeSocket.last.onopen()
    fail(FakeSocket.last)
    await refused
    expect([hub.connected, closed.mock.calls.length]).toEqual([false, 0])
  })

  it('pings, and gives up a server that has been silent for long', async () => {
    const socket = await connected()
    await vi.advanceTimersByTimeAsync(16_000)
    expect(socket.sent.filter((text) => text === '{"type":6}').length).toBeGreaterThan(0)
    socket.say({ type: 6 })
    await vi.advanceTimersByTimeAsync(29_000)
    expect(hub.connected).toBe(true)
    await vi.advanceTimersByTimeAsync(32_000)
    expect([hub.connected, socket.closed, closed.mock.calls.length]).toEqual([false, true, 1])
  })

  it('pings when it hears something, for the timers of hidden pages are late', async () => {
    const socket = await connected()
    vi.setSystemTime(Date.now() + 20_000)
    socket.say({ type: 6 })
    expect(socket.sent.at(-1)).toBe('{"type":6}')
  })

  it('ends when the server closes it', async () => {
    const socket = await connected()
    socket.say({ type: 7, error: 'bye' })
    expect([hub.connected, socket.closed, closed.mock.calls.length]).toEqual([false, true, 1])
  })

  it('can be made again after it was lost', async () => {
    ;(await connected()).onclose!()
    await connected()
    expect(hub.connected).toBe(true)
  })
})

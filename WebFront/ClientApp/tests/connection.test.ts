import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Account } from '../src/shared/account'
import { ChatConnection } from '../src/shared/connection'
import type { Hub } from '../src/shared/hub'

/** A hub that can be up or down, and that can be cut. */
class FakeHub {
  up = true
  starts = 0
  connected = false

  constructor(_address: unknown, _onEvent: unknown, private readonly onClosed: () => void) {
    hub = this
  }

  async start() {
    this.starts++
    if (!this.up) throw new Error('down')
    this.connected = true
  }

  stop = () => this.cut()
  invoke: (method: string, args: unknown[]) => Promise<unknown> = async () => 'answer'

  cut(): void {
    if (!this.connected) return
    this.connected = false
    this.onClosed()
  }
}

let hub: FakeHub
const account = { call: async () => undefined, token: async () => '' } as unknown as Account

describe('a connection', () => {
  let connection: ChatConnection
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('window', page)
    vi.stubGlobal('document', page)
    vi.stubGlobal('navigator', { onLine: true })
    connection = new ChatConnection(account, FakeHub as unknown as typeof Hub)
  })

  afterEach(async () => {
    await connection.stop()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

  it('is connecting, then online', async () => {
    expect(connection.state.name).toBe('connecting')
    connection.start()
    await pass(1)
    expect(connection.state).toEqual({ name: 'online', online: true })
  })

  it('answers calls while it stands, and refuses them when it does not', async () => {
    await expect(connection.invoke('Join', 'x')).rejects.toMatchObject({ code: 'OFFLINE' })
    connection.start()
    await pass(1)
    await expect(connection.invoke('Join', 'x')).resolves.toBe('answer')
  })

  it('tells the refusal of a call in the codes of the server', async () => {
    connection.start()
    await pass(1)
    hub.invoke = async () => { throw new Error('An unexpected error occurred: HubException: TOO_LONG: At most 4000 characters.') }
    await expect(connection.invoke('Send', {})).rejects.toMatchObject({ code: 'TOO_LONG', detail: 'At most 4000 characters.' })
  })

  it('gives up a call that is not answered within twenty seconds', async () => {
    connection.start()
    await pass(1)
    hub.invoke = () => new Promise(() => undefined)
    const refused = expect(connection.invoke('Send', {})).rejects.toMatchObject({ code: 'TIMEOUT' })
    await pass(20_000)
    await refused
  })

  it('is waited for as long as a call may take', async () => {
    hub.up = false
    connection.start()
    const refused = expect(connection.arrival()).rejects.toMatchObject({ code: 'OFFLINE' })
    await pass(20_000)
    await refused
    hub.up = true
    const arrived = connection.arrival()
    await pass(30_000)
    await arrived
  })

  it('that comes back within five seconds was never in trouble', async () => {
    connection.start()
    await pass(20_000)
    hub.up = false
    hub.cut()
    await pass(4_000)
    expect(connection.state).toEqual({ name: 'connecting', online: false })
    hub.up = true
    await pass(20_000)
    expect(connection.state.name).toBe('online')
  })

  it('says that it reconnects after five seconds, and that it is offline after thirty', async () => {
    hub.up = false
    connection.start()
    await pass(5_100)
    expect(connection.state.name).toBe('reconnecting')
    await pass(25_000)
    expect(connection.state.name).toBe('offline')
  })

  it('that is offline tries on, and at once when asked to', async () => {
    hub.up = false
    connection.start()
    await pass(60_000)
    const before = hub.starts
    connection.retry()
    await pass(1)
    expect(hub.starts).toBe(before + 1)
    hub.up = true
    await pass(20_000)
    expect(connection.state).toEqual({ name: 'online', online: true })
  })

  it('is offline at once when the browser says so, and comes back when it says so', async () => {
    connection.start()
    await pass(20_000)
    hub.up = false
    vi.stubGlobal('navigator', { onLine: false })
    page.dispatchEvent(new Event('offline'))
    await pass(1000)
    expect(connection.state).toEqual({ name: 'offline', online: false })
    hub.up = true
    page.dispatchEvent(new Event('online'))
    await pass(1)
    expect(connection.state.name).toBe('online')
  })

  it('tells each arrival, the first too', async () => {
    const arrived = vi.fn()
    connection.onArrival(arrived)
    connection.start()
    await pass(1)
    hub.cut()
    await pass(20_000)
    expect(arrived).toHaveBeenCalledTimes(2)
  })

  it('refuses calls while it is down, and tries no more once stopped', async () => {
    hub.up = false
    connection.start()
    await pass(10_000)
    await expect(connection.invoke('Send')).rejects.toMatchObject({ code: 'OFFLINE' })
    await connection.stop()
    const { starts } = hub
    await pass(100_000)
    expect(hub.starts).toBe(starts)
  })
})

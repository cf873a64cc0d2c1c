import { afterEach, describe, expect, it, vi } from 'vitest'
import { download, request, server, upload } from '../src/shared/http'
import { Refusal } from '../src/shared/refusals'

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const answering = (answer: () => Promise<Response>) => {
  const fetched = vi.fn((_address: string, _call: RequestInit) => answer())
  vi.stubGlobal('fetch', fetched)
  return fetched
}
const refusal = (call: Promise<unknown>): Promise<Refusal> => call.then(() => expect.unreachable('it was not refused'), (error) => error as Refusal)

afterEach(() => {
  server.origin = ''
  vi.unstubAllGlobals()
})

describe('a call', () => {
  it('goes to the server that was named, as its user, with its body', async () => {
    server.origin = 'https://chat.example'
    const fetched = answering(async () => json({ id: 7 }))

    expect(await request('PUT', '/tickets/7', { status: 'closed' }, 'a token', { 'If-Match': '"3"' })).toEqual({ id: 7 })

    const [address, call] = fetched.mock.calls[0]!
    expect(address).toBe('https://chat.example/api/tickets/7')
    expect(call).toMatchObject({
      method: 'PUT',
      body: '{"status":"closed"}',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer a token', 'If-Match': '"3"' },
    })
  })

  it('without a body or a user says of neither', async () => {
    const fetched = answering(async () => new Response(null, { status: 204 }))

    expect(await request('GET', '/auth/demo')).toBeUndefined()

    expect(fetched.mock.calls[0]![1]).toMatchObject({ body: undefined, headers: {} })
  })

  it('that is refused tells the code, why, and what else there is to know', async () => {
    answering(async () => json({ code: 'CONFLICT', detail: 'It has changed since.', revision: 4 }, 409))

    const refused = await refusal(request('PUT', '/tickets/7', {}))

    expect(refused).toBeInstanceOf(Refusal)
    expect(refused).toMatchObject({ code: 'CONFLICT', detail: 'It has changed since.', more: { revision: 4 }, passes: false })
  })

  it.each([
    [400, 'INVALID'], [401, 'UNAUTHENTICATED'], [403, 'FORBIDDEN'], [404, 'NOT_FOUND'], [413, 'INVALID'],
    [429, 'RATE_LIMITED'], [500, 'OVERLOADED'], [502, 'OVERLOADED'], [504, 'OVERLOADED'],
  ])('that a proxy answers with a page of its own and %i is %s', async (status, code) => {
    answering(async () => new Response('<html>nginx</html>', { status }))

    expect(await refusal(request('GET', '/desks'))).toMatchObject({ code, detail: String(status) })
  })

  it('with a code that this client does not know is refused for a reason unknown', async () => {
    answering(async () => json({ code: 'NEWER_THAN_WE', title: 'Something new' }, 400))

    expect(await refusal(request('GET', '/desks'))).toMatchObject({ code: 'UNKNOWN', detail: 'Something new' })
  })

  it('that does not get through may pass later', async () => {
    answering(async () => { throw new TypeError('Failed to fetch') })

    expect(await refusal(request('GET', '/desks'))).toMatchObject({ code: 'OFFLINE', passes: true })
  })

  it('for a file gives its bytes, or the refusal', async () => {
    answering(async () => new Response('bytes'))
    expect(await (await download('/files/1', 'a token')).text()).toBe('bytes')

    answering(async () => json({ code: 'NOT_FOUND', detail: 'There is no such file.' }, 404))
    expect(await refusal(download('/files/1', 'a token'))).toMatchObject({ code: 'NOT_FOUND', detail: 'There is no such file.' })
  })
})

describe('an upload', () => {
  /** The browser's call, as far as an upload uses it. */
  class FakeCall {
    readonly upload: { onprogress: (progress: { loaded: number; total: number }) => void } = { onprogress: () => undefined }
    readonly headers: Record<string, string> = {}
    responseType = ''
    status = 0
    response: unknown = null
    address = ''
    sent: unknown
    onload: () => void = () => undefined
    onerror: () => void = () => undefined
    onabort: () => void = () => undefined

    constructor() {
      call = this
    }

    open = (_method: string, address: string) => (this.address = address)
    setRequestHeader = (name: string, value: string) => (this.headers[name] = value)
    send = (form: unknown) => (this.sent = form)
    abort = () => this.onabort()

    answer(status: number, response: unknown): void {
      Object.assign(this, { status, response })
      this.onload()
    }
  }

  let call: FakeCall
  const given = new AbortController()
  const begin = (onProgress: (share: number) => void = () => undefined, signal = given.signal) => {
    vi.stubGlobal('XMLHttpRequest', FakeCall)
    return upload<{ fileId: string }>('/files', new Blob(['bytes']), 'a token', onProgress, signal)
  }

  it('tells how far it is, and what became of it', async () => {
    const shares: number[] = []
    const uploaded = begin((share) => shares.push(share))
    call.upload.onprogress({ loaded: 1, total: 4 })
    call.upload.onprogress({ loaded: 0, total: 0 })
    call.answer(201, { fileId: '1' })

    expect(await uploaded).toEqual({ fileId: '1' })
    expect(shares).toEqual([0.25, 0])
    expect(call).toMatchObject({ address: '/api/files', headers: { Authorization: 'Bearer a token' } })
  })

  it('that is refused says why, also when a proxy refuses it', async () => {
    const refused = refusal(begin())
    call.answer(422, { code: 'CONTENT_REFUSED', detail: 'Programs are not taken.' })
    expect(await refused).toMatchObject({ code: 'CONTENT_REFUSED', detail: 'Programs are not taken.' })

    const byProxy = refusal(begin())
    call.answer(429, null)
    expect(await byProxy).toMatchObject({ code: 'RATE_LIMITED', detail: '429' })
  })

  it('that breaks off or is stopped may be tried again', async () => {
    const broken = refusal(begin())
    call.onerror()
    expect(await broken).toMatchObject({ code: 'OFFLINE', passes: true })

    const stop = new AbortController()
    const stopped = refusal(begin(undefined, stop.signal))
    stop.abort()
    expect(await stopped).toMatchObject({ code: 'OFFLINE' })
  })
})

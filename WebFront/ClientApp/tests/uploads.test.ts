import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nameFor, sizeIn } from '../src/components/attachments/names'
import { frameOf } from '../src/components/attachments/frame'
import type { Attachment } from '../src/shared/protocol'
import { Refusal } from '../src/shared/refusals'
import type { Account } from '../src/shared/account'
import { sendAs, type SendFile, type Upload } from '../src/shared/uploads'
import type { KeptUpload } from '../src/shared/uploadStore'
import { noUploads } from './noUploads'

const file = (text = 'x', type = 'text/plain') => new Blob([text], { type })
const taken = (name: string): Attachment => ({ fileId: `id-${name}`, name, size: 1, contentType: 'text/plain', url: '' })
const well: SendFile = async ({ name }) => taken(name)
const settled = () => vi.advanceTimersByTimeAsync(0)

describe('uploads', () => {
  beforeEach(() => void vi.useFakeTimers())

  it('go by themselves, two at a time, and tell how far they are', async () => {
    const going: ((attachment: Attachment) => void)[] = []
    const uploads = await noUploads((_, __, onProgress) => (onProgress(0.5), new Promise((done) => going.push(done))))
    ;['a', 'b', 'c'].forEach((name) => uploads.add('s', file(), name))
    await settled()
    expect(uploads.tray('s').map((u) => [u.state, u.progress])).toEqual([['sending', 0.5], ['sending', 0.5], ['waiting', 0]])
    going[0]!(taken('a'))
    await settled()
    expect(uploads.tray('s').map((u) => u.state)).toEqual(['done', 'sending', 'sending'])
    expect(uploads.tray('elsewhere')).toEqual([])
  })

  it('are tried again while what ails them may pass', async () => {
    const send = vi.fn(well).mockRejectedValueOnce(new Refusal('OFFLINE')).mockRejectedValueOnce(new Refusal('STORE_UNAVAILABLE'))
    const uploads = await noUploads(send)
    uploads.add('s', file(), 'a')
    await settled()
    expect(uploads.items[0]).toMatchObject({ problem: 'OFFLINE' })
    await vi.runAllTimersAsync()
    expect(uploads.items[0]).toMatchObject({ state: 'done', attachment: { fileId: 'id-a' } })
    expect(uploads.items[0]!.problem).toBeUndefined()
    expect(send).toHaveBeenCalledTimes(3)
  })

  it('that are refused for good stay so until their owner tries again', async () => {
    const send = vi.fn(well).mockRejectedValueOnce(new Refusal('TOO_LONG'))
    const uploads = await noUploads(send)
    uploads.add('s', file(), 'a')
    await vi.runAllTimersAsync()
    expect(uploads.items[0]).toMatchObject({ state: 'failed', problem: 'TOO_LONG' })
    uploads.retry(uploads.items[0]!.id)
    await vi.runAllTimersAsync()
    expect(uploads.items[0]).toMatchObject({ state: 'done' })
  })

  it('that are given up stop at once and make room for the next', async () => {
    const aborted: string[] = []
    const uploads = await noUploads(({ name }, _, __, signal) => new Promise((_done, fail) =>
      signal.addEventListener('abort', () => (aborted.push(name), fail(new Refusal('OFFLINE'))))))
    ;['a', 'b', 'c'].forEach((name) => uploads.add('s', file(), name))
    await settled()
    uploads.drop(uploads.items[0]!.id)
    await settled()
    expect(aborted).toEqual(['a'])
    expect(uploads.items.map((u) => [u.name, u.state])).toEqual([['b', 'sending'], ['c', 'sending']])
  })

  it('hand a message its files once all are there, in its order', async () => {
    const done = new Map<string, (attachment: Attachment) => void>()
    const uploads = await noUploads(({ name }) => new Promise((resolve) => done.set(name, resolve)))
    ;['a', 'b'].forEach((name) => uploads.add('s', file(), name))
    await settled()
    const ids = uploads.items.map((u) => u.id)
    uploads.take(ids)
    expect(uploads.tray('s')).toEqual([])
    const files = uploads.attachments(ids)
    done.get('b')!(taken('b'))
    done.get('a')!(taken('a'))
    expect((await files).map((f) => f.name)).toEqual(['a', 'b'])
  })

  it('refuse the message when one of its files is refused or gone', async () => {
    const uploads = await noUploads(() => Promise.reject(new Refusal('CONTENT_REFUSED')))
    uploads.add('s', file(), 'a')
    await expect(uploads.attachments([uploads.items[0]!.id])).rejects.toMatchObject({ code: 'CONTENT_REFUSED' })
    await expect(uploads.attachments(['nowhere'])).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('that a message has outlive the page; what lies beside the composer does not', async () => {
    const kept = new Map<string, KeptUpload>()
    const store = {
      all: async () => [...kept.values()],
      keep: async (_: string, item: KeptUpload) => kept.set(item.id, structuredClone(item)),
      forget: async (_: string, id: string) => kept.delete(id),
    }
    const before = await noUploads(() => new Promise(() => undefined), store)
    ;['taken', 'left'].forEach((name) => before.add('s', file(name), name))
    const id = before.items[0]!.id
    before.take([id])
    await settled()

    const after = await noUploads(well, store)
    await vi.runAllTimersAsync()
    expect(after.items.map((u) => [u.name, u.state, u.isTaken])).toEqual([['taken', 'done', true]])
    expect((await after.attachments([id]))[0]!.fileId).toBe('id-taken')
    after.drop(id)
    expect(kept.size).toBe(0)
  })
})

describe('sending', () => {
  const limits = { picture: 10, audio: 10, video: 10, file: 20 }
  const sent = vi.fn(async (_path: string, _form: FormData) => taken('a'))
  const send = sendAs({ call: async () => limits, upload: sent } as unknown as Account)
  const upload = { sessionId: 's', name: 'a', seconds: 1.5 } as Upload
  const go = (blob: Blob) => send(upload, blob, () => undefined, new AbortController().signal)

  it('does not begin with what is too big for its kind', async () => {
    await expect(go(file('x'.repeat(11), 'image/png'))).rejects.toMatchObject({ code: 'TOO_LONG' })
    await expect(go(file('x'.repeat(21)))).rejects.toMatchObject({ code: 'TOO_LONG' })
    expect(sent).not.toHaveBeenCalled()
  })

  it('gives the parts in the order that the server asks for', async () => {
    await go(file('x'.repeat(20)))
    expect([...sent.mock.calls[0]![1].keys()]).toEqual(['sessionId', 'seconds', 'file'])
  })
})

describe('files', () => {
  it('that have no name are called by their kind and time', () => {
    const now = new Date('2026-11-20T08:09:10Z')
    expect(nameFor(new File(['x'], '海報.png'), now)).toBe('海報.png')
    expect(nameFor(file('x', 'audio/webm;codecs=opus'), now)).toBe('voice-2026-11-20-08-09-10.webm')
    expect(nameFor(file('x', 'image/png'), now)).toBe('picture-2026-11-20-08-09-10.png')
    expect(nameFor(file('x', 'what/ever'), now)).toBe('file-2026-11-20-08-09-10.bin')
  })

  it('have sizes that people read', () =>
    expect([0, 812, 4300, 13_631_488, 3_000_000_000].map((n) => sizeIn('en', n))).toEqual(['0 byte', '812 byte', '4.2 kB', '13 MB', '2.8 GB']))

  it('that are pictures keep their shape and do not overflow', () => {
    expect(frameOf(2800, 1400)).toEqual({ width: 280, height: 140 })
    expect(frameOf(100, 60)).toEqual({ width: 100, height: 60 })
    expect(frameOf(10, 10_000)).toEqual({ width: 48, height: 320 })
    expect(frameOf()).toEqual({ width: 200, height: 150 })
  })
})

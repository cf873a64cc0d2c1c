import type { Account } from './account'
import { delayBefore } from './backoff'
import { uuid7 } from './ids'
import type { Attachment } from './protocol'
import { Refusal, type Code } from './refusals'
import type { KeptUpload, UploadStore } from './uploadStore'
import { view } from './view'

/** A file on its way to the server. */
export interface Upload {
  id: string
  sessionId: string
  name: string
  /** Bytes. */
  size: number
  /** What the browser takes it for; the server finds out by itself. */
  contentType: string
  /** Length of a recording. */
  seconds?: number
  /** `waiting`: for its turn, or for the network to come back. */
  state: 'waiting' | 'sending' | 'done' | 'failed'
  /** How much of it has gone, 0 to 1. */
  progress: number
  problem?: Code
  /** What the server made of it, once it is done. */
  attachment?: Attachment
  /** Whether a message has it; else it still lies beside the composer. */
  isTaken: boolean
}

/** Sends one file; throws a refusal. */
export type SendFile = (upload: Upload, file: Blob, onProgress: (share: number) => void, signal: AbortSignal) => Promise<Attachment>

/** So many go at once; the others wait for their turn. */
const AtOnce = 2

interface Waiter {
  done: (attachment: Attachment) => void
  refused: (refusal: Refusal) => void
}

/**
 * The files that this user is sending. Each goes on its own, is tried again while what ails it may pass, and outlives the
 * page together with the message that has it.
 */
export class Uploads {
  items: Upload[] = []
  private readonly files = new Map<string, Blob>()
  private readonly running = new Map<string, AbortController>()
  private readonly waiters = new Map<string, Waiter[]>()
  private readonly attempts = new Map<string, number>()

  private constructor(private readonly owner: string, private readonly store: UploadStore, private readonly send: SendFile) {}

  /** With what an earlier page of this user left. Without a store that works they live as long as the page. */
  static async open(owner: string, store: UploadStore, send: SendFile): Promise<Uploads> {
    const uploads = view.live(new Uploads(owner, store, send))
    for (const { file, ...kept } of await store.all(owner).catch(() => [] as KeptUpload[])) {
      uploads.items.push({ ...kept, state: kept.attachment ? 'done' : 'waiting', progress: kept.attachment ? 1 : 0 })
      uploads.files.set(kept.id, file)
    }
    uploads.go()
    return uploads
  }

  /** What lies beside the composer of this session. */
  tray(sessionId: string): Upload[] {
    return this.items.filter((u) => u.sessionId === sessionId && !u.isTaken)
  }

  of(ids: readonly string[]): Upload[] {
    return ids.map((id) => this.items.find((u) => u.id === id)).filter((u) => u !== undefined)
  }

  /** The file itself, to be shown before the server has it. */
  fileOf(id: string): Blob | undefined {
    return this.files.get(id)
  }

  add(sessionId: string, file: Blob, name: string, seconds?: number): void {
    const upload: Upload = {
      id: uuid7(), sessionId, name, size: file.size, contentType: file.type, seconds, state: 'waiting', progress: 0, isTaken: false,
    }
    this.files.set(upload.id, file)
    this.items.push(upload)
    this.go()
  }

  /** They belong to a message from now on. */
  take(ids: readonly string[]): void {
    for (const upload of this.of(ids)) {
      upload.isTaken = true
      this.save(upload.id)
    }
  }

  /** What the server made of them, once all are there; throws the refusal of the first that is refused. */
  attachments(ids: readonly string[]): Promise<Attachment[]> {
    return Promise.all(ids.map((id) => this.attachment(id)))
  }

  /** What failed is tried again, and what the server has forgotten is sent anew. */
  retry(id: string): void {
    const upload = this.find(id)
    if (!upload || upload.state === 'sending' || upload.state === 'waiting') return
    this.attempts.delete(id)
    Object.assign(upload, { state: 'waiting', progress: 0, problem: undefined, attachment: undefined })
    this.save(id)
    this.go()
  }

  /** Gives it up, or forgets it once its message is sent. */
  drop(id: string): void {
    this.running.get(id)?.abort()
    this.running.delete(id)
    this.items = this.items.filter((u) => u.id !== id)
    this.files.delete(id)
    this.attempts.delete(id)
    this.settle(id, (waiter) => waiter.refused(new Refusal('NOT_FOUND')))
    this.store.forget(this.owner, id).catch(() => undefined) // a later page sends it again, and the server sweeps it
    this.go()
  }

  private attachment(id: string): Promise<Attachment> {
    const upload = this.find(id)
    if (!upload) return Promise.reject(new Refusal('NOT_FOUND'))
    if (upload.attachment) return Promise.resolve(upload.attachment)
    if (upload.state === 'failed') this.retry(id)
    return new Promise((done, refused) => this.waiters.set(id, [...(this.waiters.get(id) ?? []), { done, refused }]))
  }

  private go(): void {
    for (const upload of this.items) {
      if (this.running.size >= AtOnce) return
      if (upload.state === 'waiting' && !this.running.has(upload.id)) void this.run(upload.id)
    }
  }

  private async run(id: string): Promise<void> {
    const turn = new AbortController()
    this.running.set(id, turn)
    this.change(id, { state: 'sending', progress: 0 })
    try {
      const file = this.files.get(id)!
      const attachment = await this.send(this.find(id)!, file, (progress) => this.change(id, { progress }), turn.signal)
      this.change(id, { state: 'done', progress: 1, problem: undefined, attachment })
      this.settle(id, (waiter) => waiter.done(attachment))
      this.save(id)
    } catch (error) {
      if (turn.signal.aborted) return
      await this.refuse(id, Refusal.from(error), turn.signal)
    } finally {
      if (this.running.get(id) === turn) this.running.delete(id)
      this.go()
    }
  }

  private async refuse(id: string, refusal: Refusal, given: AbortSignal): Promise<void> {
    if (!refusal.passes) {
      this.change(id, { state: 'failed', problem: refusal.code })
      this.settle(id, (waiter) => waiter.refused(refusal))
      return
    }
    const attempt = (this.attempts.get(id) ?? 0) + 1
    this.attempts.set(id, attempt)
    this.change(id, { problem: refusal.code, progress: 0 })
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayBefore(attempt))
      given.addEventListener('abort', () => (clearTimeout(timer), resolve()))
    })
    this.change(id, { state: 'waiting' })
  }

  private settle(id: string, say: (waiter: Waiter) => void): void {
    this.waiters.get(id)?.forEach(say)
    this.waiters.delete(id)
  }

  private find(id: string): Upload | undefined {
    return this.items.find((u) => u.id === id)
  }

  private change(id: string, what: Partial<Upload>): void {
    const upload = this.find(id)
    if (upload) Object.assign(upload, what)
  }

  /** What lies beside a composer is this tab's own; what a message has, any later page sends. */
  private save(id: string): void {
    const [upload, file] = [this.find(id), this.files.get(id)]
    if (!upload?.isTaken || !file) return
    const { sessionId, name, size, contentType, seconds, isTaken, attachment } = upload
    const kept = { id, sessionId, name, size, contentType, seconds, isTaken, attachment: attachment && { ...attachment } }
    this.store.keep(this.owner, { ...kept, file }).catch(() => undefined) // it goes on while the page stays open
  }
}

type Limits = Record<'picture' | 'audio' | 'video' | 'file', number>

const kindOf = (type: string): keyof Limits =>
  /^image\/(jpeg|png|gif|webp)/.test(type) ? 'picture' : ((/^(audio|video)\//.exec(type)?.[1] as 'audio' | 'video' | undefined) ?? 'file')

/** By the account's own hand: the file, and a small picture of it where the browser can draw one. */
export function sendAs(account: Account): SendFile {
  let limits: Limits | null = null
  return async (upload, file, onProgress, signal) => {
    // What is too big is not sent in vain: refused in the middle, a slow line never hears why.
    limits ??= await account.call<Limits>('GET', '/files/limits')
    if (file.size > limits[kindOf(file.type)]) throw new Refusal('TOO_LONG')
    const form = new FormData()
    form.set('sessionId', upload.sessionId)
    if (upload.seconds !== undefined) form.set('seconds', String(upload.seconds))
    form.set('file', file, upload.name)
    const { thumbnailOf } = await import('./thumbnails') // most conversations send no file
    const thumbnail = await thumbnailOf(file)
    if (thumbnail) form.set('thumbnail', thumbnail, 'thumbnail')
    return account.upload<Attachment>('/files', form, onProgress, signal)
  }
}

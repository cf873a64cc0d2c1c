import type { ActiveReply } from './protocol'

/** So many chunks behind a missing one mean that it will not come: ask the session for the text so far. */
const LostAfter = 20
const RememberedReplies = 20

/** The answer that the assistant is giving now, put together from chunks that may repeat, skip and overtake. */
export class ReplyAssembly {
  replyId: string | null = null
  text = ''
  private next = 0
  private early = new Map<number, string>()
  private finished: string[] = []

  get lostChunk(): boolean {
    return this.early.size >= LostAfter
  }

  /** What the session says is going on, on joining. */
  resume(active: ActiveReply | null | undefined): void {
    if (!active) return this.finish(this.replyId)
    if (this.finished.includes(active.replyId)) return
    if (active.replyId !== this.replyId) this.begin(active.replyId)
    if (active.chunkIndex + 1 <= this.next) return
    this.text = active.text
    this.next = active.chunkIndex + 1
    this.takeEarly()
  }

  chunk(replyId: string, index: number, content: string): void {
    if (this.finished.includes(replyId)) return
    if (replyId !== this.replyId) this.begin(replyId)
    if (index < this.next) return
    this.early.set(index, content)
    this.takeEarly()
  }

  /** The reply has come to its end, whichever; what still arrives of it is late and dropped. */
  finish(replyId: string | null): void {
    if (replyId) this.finished = [...this.finished, replyId].slice(-RememberedReplies)
    if (replyId !== this.replyId) return
    this.begin(null)
  }

  private begin(replyId: string | null): void {
    this.replyId = replyId
    this.text = ''
    this.next = 0
    this.early.clear()
  }

  private takeEarly(): void {
    for (const index of [...this.early.keys()].filter((i) => i < this.next)) this.early.delete(index)
    for (let piece = this.early.get(this.next); piece !== undefined; piece = this.early.get(this.next)) {
      this.text += piece
      this.early.delete(this.next++)
    }
  }
}

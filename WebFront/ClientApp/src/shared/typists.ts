/** Who says that they type is believed for so long. */
const BelievedMs = 6_000

/** Who types now. The server does not store it, so each entry runs out by itself. */
export class Typists {
  ids: string[] = []
  private timers: Record<string, ReturnType<typeof setTimeout>> = {}

  set(userId: string, isTyping: boolean): void {
    clearTimeout(this.timers[userId])
    this.ids = this.ids.filter((id) => id !== userId)
    if (!isTyping) return
    this.ids.push(userId)
    this.timers[userId] = setTimeout(() => this.set(userId, false), BelievedMs)
  }
}

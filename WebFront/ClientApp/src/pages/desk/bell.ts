/** How the bell makes itself heard. */
export interface Sound {
  /** Whether the browser lets it sound: not before the user has touched the page. */
  readonly isAllowed: boolean
  play(): void
}

type Locks = Pick<LockManager, 'request'>

/**
 * Rings for offers and new words, in one tab of this user alone: the one that holds the lock, which is the first that
 * was touched. Where there are no locks (pages without TLS) each tab rings by itself.
 */
export class Bell {
  muted: boolean
  private holds = false
  private asked = false
  private release: () => void = () => undefined
  private readonly giveUp = new AbortController()

  constructor(
    private readonly name: string,
    private readonly sound: Sound,
    private readonly store: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly locks: Locks | undefined,
  ) {
    this.muted = store.getItem(this.key) === 'yes'
  }

  /** The user touched the page: from now on this tab may ring, once no other does. */
  touched(): void {
    if (this.asked) return
    this.asked = true
    if (!this.locks) this.holds = true
    else void this.locks.request(`livechat.bell.${this.name}`, { signal: this.giveUp.signal }, () => this.hold()).catch(() => undefined) // given up while it waited
  }

  ring(): void {
    this.muted = this.store.getItem(this.key) === 'yes' // another tab may have muted it
    if (this.holds && !this.muted && this.sound.isAllowed) this.sound.play()
  }

  mute(muted: boolean): void {
    this.muted = muted
    this.store.setItem(this.key, muted ? 'yes' : 'no')
  }

  /** Lets the next tab ring. */
  close(): void {
    this.giveUp.abort()
    this.release()
  }

  private get key(): string {
    return `livechat.muted.${this.name}`
  }

  private hold(): Promise<void> {
    this.holds = true
    return new Promise((resolve) => {
      this.release = () => {
        this.holds = false
        resolve()
      }
    })
  }
}

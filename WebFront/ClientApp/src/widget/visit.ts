import { Account, subjectOf, type Introduction } from '../shared/account'
import { alone } from '../shared/alone'
import { connect } from '../shared/client'
import { LiveSession, type LiveContext } from '../shared/liveSession'
import { Outbox } from '../shared/outbox'
import type { Session } from '../shared/protocol'
import { Refusal } from '../shared/refusals'
import { unsentInBrowser, type Unsent } from '../shared/unsent'
import { view } from '../shared/view'
import { deskSettings, type DeskSettings } from './deskSettings'
import { onChange, recall, remember, type Answers } from './memory'

/** What is written before there is a session belongs to this one. */
const NoSession = ''
const LongestTitle = 100
/** What the server tells of a desk may be so old: it is asked a little after the hours change. */
const SettleMs = 11_000
const LongestTimerMs = 24 * 3_600_000

/** One visitor at one desk: who they are, and the conversation that goes on, made with the first message. */
export class Visit {
  desk: DeskSettings = {}
  context: LiveContext | null = null
  live: LiveSession | null = null
  answers: Answers | null = null
  refusal: Refusal | null = null
  /** False until it is known whether there is a conversation to go on with. */
  begun = false
  private entering: Promise<LiveContext> | null = null
  /** Written while there was no session yet; kept as all that is unsent. */
  private early: Outbox | null = null
  private hours = 0

  private constructor(private readonly deskId: string, private identity: string | undefined) {}

  static at(deskId: string, identity: string | undefined): Visit {
    const visit = view.live(new Visit(deskId, identity))
    onChange(deskId, ({ sessionId }) => visit.adopt(sessionId))
    return visit
  }

  get connection() {
    return this.context?.connection ?? null
  }

  /** Written while there was no session yet, and not sent. */
  get waiting(): Unsent[] {
    return this.early?.items ?? []
  }

  /** Goes on where an earlier page, or the same person elsewhere, left. */
  begin(): Promise<void> {
    return this.attempt(async () => {
      this.early ??= await Outbox.open(`early.${this.deskId}.${this.identity ? subjectOf(this.identity) : ''}`, unsentInBrowser)
      this.answers = recall(this.deskId).answers ?? null
      await this.readDesk()
      if (this.desk.accent) remember(this.deskId, { accent: this.desk.accent })
      const known = recall(this.deskId).sessionId ?? (await this.goingOn())
      if (known) this.follow(await this.enter(), known)
      this.begun = true
      if (this.waiting.length > 0) void this.settle()
    })
  }

  /** What the visitor says of themselves, for the session that is made with the first message. */
  introduce(answers: Answers): void {
    this.answers = answers
    remember(this.deskId, { answers })
  }

  /** Reads how the desk stands, and again when its hours change. */
  async readDesk(): Promise<void> {
    this.desk = await deskSettings(this.deskId)
    window.clearTimeout(this.hours)
    const change = this.desk.opensAt ?? this.desk.closesAt
    if (change) this.hours = window.setTimeout(() => this.attempt(() => this.readDesk()), Math.min(Date.parse(change) - Date.now() + SettleMs, LongestTimerMs))
  }

  /** Who the visitor is, made now if there was no need before. */
  async who(): Promise<Account> {
    return (await this.enter()).account
  }

  /** Says something; the first makes the session. It is on the screen at once, whatever the network does. */
  say(content: string): void {
    if (this.live && !this.live.closed) return this.live.send(content)
    this.early?.add(NoSession, { content })
    void this.settle()
  }

  /** Makes the session for what waits, and sends it. */
  settle(): Promise<void> {
    return this.attempt(async () => {
      const { early } = this
      const live = await this.session()
      if (!early) return
      live.adopt(early.items)
      early.items.forEach(({ clientMessageId }) => early.discard(clientMessageId))
    })
  }

  /** Wants a person before anything was said. */
  askPerson(): Promise<void> {
    return this.attempt(async () => {
      const live = await this.session()
      await this.connection?.arrival()
      await live.requestHuman()
    })
  }

  /** Does what needs the server; a refusal is shown. */
  async attempt(act: () => Promise<unknown>): Promise<void> {
    this.refusal = null
    try {
      await act()
    } catch (error) {
      this.refusal = Refusal.from(error)
    }
  }

  /** The conversation that goes on, or a new one. One tab at a time, so that two do not make two. */
  session(): Promise<LiveSession> {
    return alone(`session.${this.deskId}`, async () => {
      if (this.live && !this.live.closed) return this.live
      const context = await this.enter()
      const ended = this.live?.id
      const elsewhere = recall(this.deskId).sessionId
      const id = elsewhere && elsewhere !== ended ? elsewhere : await this.create(context)
      remember(this.deskId, { sessionId: id, answers: undefined })
      return this.follow(context, id)
    })
  }

  /** Turns from a conversation that has ended to an empty page. */
  anew(): void {
    this.live?.close()
    this.live = null
    remember(this.deskId, { sessionId: undefined })
  }

  /** Is whom the host site names from now on. */
  async become(identity: string): Promise<void> {
    const same = this.identity !== undefined && subjectOf(identity) === subjectOf(this.identity)
    this.identity = identity
    if (!same) await this.startOver()
  }

  /** Forgets who the visitor was, and is somebody new with the next message. */
  async reset(): Promise<void> {
    const before = this.context
    this.identity = undefined
    await this.startOver()
    await before?.account.logOut().catch(() => undefined) // forgotten here in any case
  }

  private async startOver(): Promise<void> {
    const before = this.context
    this.anew()
    this.waiting.forEach(({ clientMessageId }) => this.early?.discard(clientMessageId))
    remember(this.deskId, { answers: undefined })
    Object.assign(this, { context: null, entering: null, early: null, begun: false })
    await before?.connection.stop()
    await this.begin()
  }

  private enter(): Promise<LiveContext> {
    this.entering ??= this.signIn().catch((error: unknown) => {
      this.entering = null
      throw error
    })
    return this.entering
  }

  private async signIn(): Promise<LiveContext> {
    const who: Introduction = { displayName: this.answers?.name || undefined, identity: this.identity }
    const account = await Account.visitor(who, () => void this.startOver())
    this.context = await connect(account)
    return this.context
  }

  private async create({ account }: LiveContext): Promise<string> {
    const title = [this.answers?.topic, this.answers?.email].filter(Boolean).join(' · ').slice(0, LongestTitle)
    const body = { kind: 'support', deskId: this.deskId, title: title || undefined }
    return (await account.call<{ sessionId: string }>('POST', '/chat/session/create', body)).sessionId
  }

  /** Of a visitor whom the host names: the conversation begun elsewhere. */
  private async goingOn(): Promise<string | undefined> {
    if (!this.identity) return undefined
    const { account } = await this.enter()
    const { sessions } = await account.call<{ sessions: Session[] }>('GET', '/chat/sessions')
    return sessions.find((s) => s.kind === 'support' && s.deskId === this.deskId && s.status !== 'closed')?.sessionId
  }

  private follow(context: LiveContext, id: string): LiveSession {
    if (this.live?.id === id) return this.live
    this.live?.close()
    this.live = LiveSession.of(id, context)
    this.live.follow()
    return this.live
  }

  /** Another tab has begun a conversation, or left one. */
  private adopt(sessionId: string | undefined): void {
    if (sessionId === this.live?.id || !this.begun) return
    if (!sessionId) {
      this.live?.close()
      this.live = null
      return
    }
    this.enter().then((context) => this.follow(context, sessionId), (error: unknown) => (this.refusal = Refusal.from(error)))
  }
}

import type { Account } from '../../shared/account'
import type { Opening, TargetWarning, Targets } from '../desk/wire'
import type { AgentLoad, Role, Session, SessionKind, SessionStatus } from '../../shared/protocol'

/** What the server tells admins, as docs/protocol.md describes it under "For admins". */

export interface WallDesk {
  deskId: string
  name: string
  waiting: number
  longestWaitSeconds: number
  agents: AgentLoad[]
  /** Sessions begun today that the assistant has had alone. */
  assistantSessions: number
  /** Sessions begun today that a person was asked for or took. */
  handedOver: number
  closedToday: number
  /** False: the desk's queue did not answer, and who waits and works there is not known. */
  answered: boolean
  late: TargetWarning[]
  /** Of those due today. */
  missedFirstReplies: number
  missedResolutions: number
  opening?: Opening | null
}

/** What the configured model cost today, in tokens. */
export interface DaySpending {
  tokens: number
  most: number
  mostPerUser: number
}

export interface Wall {
  at: string
  daySince: string
  desks: WallDesk[]
  spending?: DaySpending | null
}

export interface AccountRow {
  id: string
  name: string
  username?: string
  role: Role
  disabled: boolean
  desks: string[]
  createdAt: string
  lastSeen?: string
}

export interface Seat {
  userId: string
  name: string
  capacity: number
  skills: string[]
}

export interface DeskSetup {
  deskId: string
  name: string
  members: Seat[]
}

export const languages = ['zh-Hant', 'zh-Hans', 'en'] as const
export type Language = (typeof languages)[number]

export const intents = ['answer', 'order', 'payment', 'complaint', 'ticket', 'person', 'small_talk'] as const
export type Intent = (typeof intents)[number]

export const routes = ['answer', 'look_up_order', 'open_ticket', 'hand_over', 'apologise', 'courtesy'] as const
export type IntentRoute = (typeof routes)[number]

/** What follows of an intent, from which confidence on (0 to 1). */
export interface IntentRule {
  intent: Intent
  route: IntentRoute
  threshold: number
}

/** A text that shows what somebody wants. */
export interface IntentExample {
  exampleId: string
  intent: Intent
  language: Language
  text: string
}

export interface IntentTrial {
  /** `byModel`: a model says so, for no example is near enough. */
  guess: { intent: Intent; confidence: number; byModel: boolean }
  /** Whether it is sure enough to be acted on. */
  certain: boolean
  /** What would follow. */
  route: IntentRoute
  nearest: { example: IntentExample; similarity: number }[]
}

export interface WidgetSettings {
  accent?: string | null
  greeting: Record<Language, string>
  suggestions: Record<Language, string[]>
  preChat: { enabled: boolean; askName: boolean; askEmail: boolean; askTopic: boolean }
  open: boolean
}

/** Times are HH:mm of the desk's zone; a span up to `from` ends on the day after. */
export interface Span {
  from: string
  to: string
}

export interface WeeklySpan extends Span {
  day: Weekday
}

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

/** A day that is otherwise than in each week; without spans it is closed. */
export interface DatedHours {
  date: string
  spans: Span[]
  note?: string | null
}

export interface DeskSchedule {
  deskId: string
  zone: string
  /** Null: around the clock. */
  hours?: WeeklySpan[] | null
  exceptions: DatedHours[]
  shifts: { agentId: string; weekly: WeeklySpan[]; exceptions: DatedHours[] }[]
  duty: { deskId: string; hours: WeeklySpan[]; topics: string[]; whenClosed: boolean }[]
  targets: Targets
  revision: number
  opening: Opening
}

/** How one server stands at a moment; what the fields mean stands in the API's description. */
export interface SystemState {
  at: string
  startedAt: string
  engine: string
  processors: number
  processorSeconds: number
  workingSetBytes: number
  managedBytes: number
  threads: number
  pendingWork: number
  streamsFollowed: number
  gauges: { name: string; of?: string; value: number }[]
}

export interface AuditRow {
  auditId: string
  at: string
  actorId: string
  actorName: string
  action: string
  target?: string
  detail: Record<string, string>
}

/** A session with what only lists of them tell. */
export interface SessionRow extends Session {
  createdAt: string
}

export interface Page<T> {
  rows: T[]
  next?: string
}

export interface SessionFilter {
  kind?: SessionKind | ''
  status?: SessionStatus | ''
  deskId?: string
  q?: string
}

export interface UserFilter {
  q?: string
  role?: Role | ''
  disabled?: 'true' | 'false' | ''
}

export interface AuditFilter {
  actor?: string
  action?: string
  target?: string
  /** Days as the browser's date field gives them, in the reader's zone. */
  from?: string
  to?: string
}

/** The calls of the console, in an admin's name. */
export class Api {
  constructor(private readonly account: Account) {}

  wall = () => this.account.call<Wall>('GET', '/reports/wall')

  async sessions(filter: SessionFilter, after?: string): Promise<Page<SessionRow>> {
    const { sessions, next } = await this.account.call<{ sessions: SessionRow[]; next?: string }>('GET', `/admin/sessions${query({ ...filter, after })}`)
    return { rows: sessions, next }
  }

  async users(filter: UserFilter, after?: string): Promise<Page<AccountRow>> {
    const { users, next } = await this.account.call<{ users: AccountRow[]; next?: string }>('GET', `/admin/users${query({ ...filter, after })}`)
    return { rows: users, next }
  }

  createUser = (user: { username: string; password: string; displayName?: string; role: Role }) => this.account.call<AccountRow>('POST', '/admin/users', user)

  changeUser = (id: string, change: { displayName?: string; role?: Role; disabled?: boolean; password?: string }) =>
    this.account.call<AccountRow>('PUT', `/admin/users/${encodeURIComponent(id)}`, change)

  desks = async () => (await this.account.call<{ desks: DeskSetup[] }>('GET', '/admin/desks')).desks

  createDesk = (desk: { deskId: string; name: string }) => this.account.call<DeskSetup>('POST', '/admin/desks', desk)

  changeDesk = (deskId: string, change: { name: string; members: Omit<Seat, 'name'>[] }) =>
    this.account.call<DeskSetup>('PUT', `/admin/desks/${encodeURIComponent(deskId)}`, change)

  schedule = (deskId: string) => this.account.call<DeskSchedule>('GET', `/desks/${encodeURIComponent(deskId)}/schedule`)

  saveSchedule = (deskId: string, schedule: Omit<DeskSchedule, 'opening' | 'deskId'>) =>
    this.account.call<DeskSchedule>('PUT', `/desks/${encodeURIComponent(deskId)}/schedule`, schedule)

  /** As it is set: whether it serves at all, not whether it is open just now. */
  async widget(deskId: string): Promise<WidgetSettings> {
    const widget = await this.account.call<WidgetSettings & { serves: boolean }>('GET', `/desks/${encodeURIComponent(deskId)}/widget`)
    return { ...widget, open: widget.serves }
  }

  async saveWidget(deskId: string, settings: WidgetSettings): Promise<WidgetSettings> {
    const widget = await this.account.call<WidgetSettings & { serves: boolean }>('PUT', `/desks/${encodeURIComponent(deskId)}/widget`, settings)
    return { ...widget, open: widget.serves }
  }

  intents = async () => (await this.account.call<{ examples: IntentExample[] }>('GET', '/admin/intents')).examples

  addIntent = (example: Omit<IntentExample, 'exampleId'>) => this.account.call<IntentExample>('POST', '/admin/intents', example)

  changeIntent = (id: string, example: Omit<IntentExample, 'exampleId'>) => this.account.call<IntentExample>('PUT', `/admin/intents/${id}`, example)

  removeIntent = (id: string) => this.account.call<void>('DELETE', `/admin/intents/${id}`)

  intentRules = async () => (await this.account.call<{ rules: IntentRule[] }>('GET', '/admin/intents/rules')).rules

  setIntentRules = async (rules: IntentRule[]) => (await this.account.call<{ rules: IntentRule[] }>('PUT', '/admin/intents/rules', { rules })).rules

  tryIntent = (text: string) => this.account.call<IntentTrial>('POST', '/admin/intents/try', { text })

  async audit(filter: AuditFilter, after?: string): Promise<Page<AuditRow>> {
    const { entries, next } = await this.account.call<{ entries: AuditRow[]; next?: string }>('GET', `/admin/audit${query({ ...spanned(filter), after })}`)
    return { rows: entries, next }
  }

  system = () => this.account.call<SystemState>('GET', '/admin/system')

  /** The trail as a file, made by the server. */
  auditFile = (filter: AuditFilter) => this.account.download(`/admin/audit.csv${query(spanned(filter))}`)
}

/** Whole days: from the first moment of one to the last of the other. */
function spanned({ from, to, ...rest }: AuditFilter): Record<string, string | undefined> {
  const end = to ? new Date(`${to}T00:00`) : null
  end?.setDate(end.getDate() + 1)
  return { ...rest, from: from ? new Date(`${from}T00:00`).toISOString() : undefined, to: end?.toISOString() }
}

function query(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => !!entry[1])
  return given.length ? `?${new URLSearchParams(given)}` : ''
}

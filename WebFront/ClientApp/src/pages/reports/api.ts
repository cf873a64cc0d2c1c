import type { Account } from '../../shared/account'

/** What the server tells of figures, as docs/protocol.md describes it under "Reports". Times are in seconds. */

export interface Spread {
  count: number
  median: number
  p90: number
}

export interface Figures {
  sessions: number
  customerMessages: number
  assistantMessages: number
  agentMessages: number
  solvedAlone: number
  handedOver: number
  causes: { atOnce: number; afterFailure: number; afterUnknown: number; afterAnswer: number; takenOver: number }
  waited?: Spread
  firstReply?: Spread
  reply?: Spread
  assistantReply?: Spread
  assistantFailures: number
  endings: { byAssistant: number; byAgent: number; leftWaiting: number; unanswered: number }
  duration?: Spread
  ratings: number[]
  tickets: { opened: number; resolved: number; reopened: number; time?: Spread }
  moods: { veryLow: number; low: number; even: number; good: number; mean?: number }
}

export interface AgentFigures {
  agentId: string
  name: string
  taken: number
  messages: number
  passedOn: number
  lost: number
  ended: number
  firstReply?: Spread
  reply?: Spread
  ratings: number[]
  ticketsResolved: number
}

export interface Report {
  deskId?: string
  from: string
  to: string
  timeZone: string
  total: Figures
  days: { day: string; figures: Figures }[]
  desks: { deskId: string; name: string; figures: Figures }[]
  agents: AgentFigures[]
  hours: { weekday: number; hour: number; sessions: number; messages: number }[]
  topics: { articleId: string; title: string; answers: number }[]
}

export interface ApiReport {
  routes: { route: string; calls: number; refused: number; failed: number; median: number; p90: number }[]
}

/** Of which desk and which days. An empty desk is all of them; empty days are the server's usual ones. */
export interface Span {
  deskId: string
  from: string
  to: string
}

export type Table = 'days' | 'desks' | 'agents' | 'hours' | 'topics'

const place = (deskId: string) => (deskId ? `/desks/${encodeURIComponent(deskId)}` : '/reports')

function days({ from, to }: Span, more: Record<string, string> = {}): string {
  const given = Object.entries({ from, to, ...more }).filter(([, value]) => value)
  return given.length ? `?${new URLSearchParams(given)}` : ''
}

export const readReport = (account: Account, span: Span) => account.call<Report>('GET', `${place(span.deskId)}/figures${days(span)}`)
export const readTable = (account: Account, span: Span, table: Table) => account.download(`${place(span.deskId)}/figures.csv${days(span, { table })}`)
export const readApi = (account: Account, span: Span) => account.call<ApiReport>('GET', `/reports/api${days(span)}`)
export const readApiTable = (account: Account, span: Span) => account.download(`/reports/api.csv${days(span)}`)

/** The average of what was given; null where nobody gave any. */
export function averageOf(ratings: number[]): number | null {
  const count = ratings.reduce((sum, n) => sum + n, 0)
  return count ? ratings.reduce((sum, n, i) => sum + n * (i + 1), 0) / count : null
}

/** A day so many days before another, as the server writes days. */
export function daysBefore(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - count)
  return date.toISOString().slice(0, 10)
}

import { request } from '../shared/http'
import type { Locale } from '../shared/languages'
import { Refusal } from '../shared/refusals'

/** How a desk wants its widget, as its admin set it. */
export interface DeskSettings {
  name?: string
  accent?: string
  greeting?: Partial<Record<Locale, string>>
  suggestions?: Partial<Record<Locale, string[]>>
  preChat?: { enabled: boolean; askName?: boolean; askEmail?: boolean; askTopic?: boolean }
  /** False out of hours: messages can be left. */
  open?: boolean
  agentsOnline?: number
}

/** The desk's settings, or nothing: a widget without them is plain, and works. */
export async function deskSettings(desk: string): Promise<DeskSettings> {
  try {
    return await request<DeskSettings>('GET', `/desks/${encodeURIComponent(desk)}/widget`)
  } catch (error) {
    if (error instanceof Refusal) return {}
    throw error
  }
}

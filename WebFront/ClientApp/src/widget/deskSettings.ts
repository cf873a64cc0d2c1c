import type { components } from '../shared/api'
import { request } from '../shared/http'
import { Refusal } from '../shared/refusals'

/** How a desk wants its widget, as its admin set it. */
export type DeskSettings = Partial<components['schemas']['WireWidget']>

/** The desk's settings, or nothing: a widget without them is plain, and works. */
export async function deskSettings(desk: string): Promise<DeskSettings> {
  try {
    return await request<DeskSettings>('GET', `/desks/${encodeURIComponent(desk)}/widget`)
  } catch (error) {
    if (error instanceof Refusal) return {}
    throw error
  }
}

import { request } from './http'
import type { User } from './protocol'
import { Refusal } from './refusals'

/** The demo users that this server offers: none outside development. */
export async function demoUsers(): Promise<User[]> {
  try {
    return (await request<{ users: User[] }>('GET', '/auth/demo')).users
  } catch (error) {
    if (Refusal.from(error).code === 'NOT_FOUND') return []
    throw error
  }
}

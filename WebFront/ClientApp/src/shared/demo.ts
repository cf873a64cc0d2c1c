import { request } from './http'
import type { User } from './protocol'
import { Refusal } from './refusals'

/** The demo users that this server offers: none outside development, or while it cannot be reached. */
export async function demoUsers(): Promise<User[]> {
  try {
    return (await request<{ users: User[] }>('GET', '/auth/demo')).users
  } catch (error) {
    if (error instanceof Refusal) return [] // they are an extra: the page is whole without them
    throw error
  }
}

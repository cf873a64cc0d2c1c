import { inStore } from './database'
import type { SignIn } from './protocol'

/** A sign-in as the browser keeps it. */
export interface Held extends SignIn {
  /** By this machine's clock, in milliseconds. */
  expiresAt: number
}

/**
 * The sign-ins of this browser, by name. In IndexedDB, for what one tab writes another reads at once: the tabs'
 * copies of localStorage lag behind each other, and a refresh token read late would be used twice.
 */
export const accounts = {
  read: (name: string) => inStore<Held | undefined>('accounts', 'readonly', (store) => store.get(name)),
  keep: (name: string, held: Held) => inStore('accounts', 'readwrite', (store) => store.put(held, name)),
  forget: (name: string) => inStore('accounts', 'readwrite', (store) => store.delete(name)),
}

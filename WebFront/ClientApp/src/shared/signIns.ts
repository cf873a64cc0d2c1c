import { Account, keep } from './account'
import { accounts } from './accountStore'
import { request } from './http'
import type { SignIn } from './protocol'

/** Where a sign-in with a password is kept: the desk's, or the chat page's. */
const Staff = 'staff'
const Member = 'member'

export const asDemo = (userId: string): Promise<Account> =>
  Account.resume(`demo.${userId}`, () => request<SignIn>('POST', '/auth/demo', { userId }), () => location.reload())

/** Whoever signed in here before, at the page that keeps its sign-in under this name; or null. `onLost` is called when that sign-in ends. */
export async function asStaff(onLost: () => unknown, name = Staff): Promise<Account | null> {
  const held = await accounts.read(name)
  return held ? Account.of(name, held, onLost) : null
}

/** The same for the chat page. */
export const asMember = (onLost: () => unknown): Promise<Account | null> => asStaff(onLost, Member)

export async function logIn(username: string, password: string, onLost: () => unknown, name = Staff): Promise<Account> {
  return Account.of(name, await keep(name, await request<SignIn>('POST', '/auth/login', { username, password })), onLost)
}

/** Logs in at the chat page, with a new account where a name to be shown is given. */
export async function logInToChat(username: string, password: string, displayName: string | null, onLost: () => unknown): Promise<Account> {
  if (displayName !== null) await request('POST', '/auth/register', { username, password, displayName: displayName || undefined })
  return logIn(username, password, onLost, Member)
}

import { markRaw } from 'vue'
import { request } from './http'
import { Refusal } from './refusals'
import type { SignIn, User } from './protocol'

/** A token with less than this left is renewed before it is used. */
const RenewBeforeMs = 60_000

interface Held extends SignIn {
  /** By this machine's clock, in milliseconds. */
  expiresAt: number
}

/**
 * Who uses this page, with tokens that are renewed before they run out. They are kept under `name`, so that a reload
 * keeps the user, and two demo users in two tabs do not meet.
 */
export class Account {
  private constructor(
    private readonly name: string,
    private held: Held,
    /** How to sign in anew when the sign-in has ended; null where only the user can. */
    private readonly again: (() => Promise<SignIn>) | null,
    private readonly onLost: () => void,
  ) {
    markRaw(this)
  }

  get user(): User {
    return this.held.user
  }

  static visitor(): Promise<Account> {
    return Account.resume('visitor', () => request<SignIn>('POST', '/auth/visitor', {}))
  }

  static demo(userId: string): Promise<Account> {
    return Account.resume(`demo.${userId}`, () => request<SignIn>('POST', '/auth/demo', { userId }))
  }

  /** Whoever signed in at this browser's desk before, or null. `onLost` is called when that sign-in ends. */
  static staff(onLost: () => void): Account | null {
    const held = read('staff')
    return held && new Account('staff', held, null, onLost)
  }

  static async logIn(username: string, password: string, onLost: () => void): Promise<Account> {
    const held = keep('staff', await request<SignIn>('POST', '/auth/login', { username, password }))
    return new Account('staff', held, null, onLost)
  }

  private static async resume(name: string, signIn: () => Promise<SignIn>): Promise<Account> {
    const held = read(name) ?? keep(name, await signIn())
    const account = new Account(name, held, signIn, () => undefined)
    await account.call('GET', '/auth/me')
    return account
  }

  /** A call in this user's name. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const token = await this.token()
    try {
      return await request<T>(method, path, body, token)
    } catch (error) {
      if (Refusal.from(error).code !== 'UNAUTHENTICATED') throw error
      return request<T>(method, path, body, await this.renew(token))
    }
  }

  async token(): Promise<string> {
    const { accessToken, expiresAt } = this.held
    return expiresAt - Date.now() > RenewBeforeMs ? accessToken : this.renew(accessToken)
  }

  async logOut(): Promise<void> {
    localStorage.removeItem(keyOf(this.name))
    await request('POST', '/auth/logout', { refreshToken: this.held.refreshToken }, this.held.accessToken)
  }

  /**
   * Renews, unless somebody else has done it since `stale` was in use. One tab at a time: a refresh token used twice
   * ends the whole sign-in.
   */
  private renew(stale: string): Promise<string> {
    return alone(keyOf(this.name), async () => {
      const kept = read(this.name)
      if (kept) this.held = kept
      if (this.held.accessToken === stale) this.held = keep(this.name, await this.exchange())
      return this.held.accessToken
    })
  }

  private async exchange(): Promise<SignIn> {
    try {
      return await request<SignIn>('POST', '/auth/refresh', { refreshToken: this.held.refreshToken })
    } catch (error) {
      if (Refusal.from(error).code !== 'UNAUTHENTICATED') throw error
      localStorage.removeItem(keyOf(this.name))
      if (this.again) return this.again()
      this.onLost()
      throw error
    }
  }
}

const keyOf = (name: string) => `livechat.account.${name}`

function keep(name: string, signIn: SignIn): Held {
  const held = { ...signIn, expiresAt: Date.now() + signIn.expiresIn * 1000 }
  localStorage.setItem(keyOf(name), JSON.stringify(held))
  return held
}

function read(name: string): Held | null {
  const text = localStorage.getItem(keyOf(name))
  return text === null ? null : (JSON.parse(text) as Held)
}

/** Web Locks reach across tabs but exist only over TLS and on localhost; elsewhere one tab queues by itself. */
const queues = new Map<string, Promise<unknown>>()
function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request(name, work) as Promise<T>
  const turn = (queues.get(name) ?? Promise.resolve()).then(work, work)
  queues.set(name, turn)
  return turn
}

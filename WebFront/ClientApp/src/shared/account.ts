import { accounts, type Held } from './accountStore'
import { alone } from './alone'
import { download, request, upload } from './http'
import type { SignIn, User } from './protocol'
import { Refusal } from './refusals'
import { view } from './view'

/** A token with less than this left is renewed before it is used; of short-lived ones, the last fifth. */
const RenewBeforeMs = 60_000

/** How a visitor is presented to the server. */
export interface Introduction {
  displayName?: string
  /** The host site's word for who it is: a signed token, see docs/widget.md. */
  identity?: string
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
    /** Called when the sign-in has ended for good, or its user has become another one. */
    private readonly onLost: () => unknown,
  ) {
    view.still(this)
  }

  get user(): User {
    return this.held.user
  }

  /** This browser's visitor, or whom the host site says it is. `onAnother` is called when it has to become a new one. */
  static visitor(who: Introduction = {}, onAnother: () => unknown = () => location.reload()): Promise<Account> {
    const name = who.identity ? `identity.${subjectOf(who.identity)}` : 'visitor'
    return Account.resume(name, () => request<SignIn>('POST', '/auth/visitor', who), onAnother)
  }

  /** Somebody whose sign-in only they can make anew. */
  static of(name: string, held: Held, onLost: () => unknown): Account {
    return new Account(name, held, null, onLost)
  }

  /** Whoever is kept under this name, else whoever this signing in gives. */
  static async resume(name: string, signIn: () => Promise<SignIn>, onAnother: () => unknown): Promise<Account> {
    const known = await accounts.read(name)
    const held = known ?? await alone(name, async () => (await accounts.read(name)) ?? keep(name, await signIn()))
    const account = new Account(name, held, signIn, onAnother)
    if (known) await account.call('GET', '/auth/me')
    return account
  }

  /** A call in this user's name, with more headers where it asks for them. */
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    return this.inName((token) => request<T>(method, path, body, token, headers))
  }

  /** Bytes that this user may read: a file, a transcript. */
  download(path: string): Promise<Blob> {
    return this.inName((token) => download(path, token))
  }

  /** Sends a form or a file in this user's name, telling how much of it has gone. */
  upload<T>(path: string, form: FormData | Blob, onProgress: (share: number) => void, signal: AbortSignal): Promise<T> {
    return this.inName((token) => upload<T>(path, form, token, onProgress, signal))
  }

  async token(): Promise<string> {
    const { accessToken, expiresAt, expiresIn } = this.held
    const left = expiresAt - Date.now()
    return left > Math.min(RenewBeforeMs, expiresIn * 200) ? accessToken : this.renew(accessToken)
  }

  async logOut(): Promise<void> {
    await accounts.forget(this.name)
    await request('POST', '/auth/logout', { refreshToken: this.held.refreshToken }, this.held.accessToken)
  }

  private async inName<T>(act: (token: string) => Promise<T>): Promise<T> {
    const token = await this.token()
    try {
      return await act(token)
    } catch (error) {
      if (Refusal.from(error).code !== 'UNAUTHENTICATED') throw error
      return act(await this.renew(token))
    }
  }

  /** Renews, unless another tab has done it since `stale` was in use. One tab at a time: a refresh token used twice ends the sign-in. */
  private renew(stale: string): Promise<string> {
    return alone(this.name, async () => {
      this.held = (await accounts.read(this.name)) ?? this.held
      if (this.held.accessToken === stale) this.held = await keep(this.name, await this.exchange())
      return this.held.accessToken
    })
  }

  private async exchange(): Promise<SignIn> {
    try {
      return await request<SignIn>('POST', '/auth/refresh', { refreshToken: this.held.refreshToken })
    } catch (error) {
      if (Refusal.from(error).code !== 'UNAUTHENTICATED') throw error
      await accounts.forget(this.name)
      if (this.again) return this.asWhoever(await this.again())
      this.onLost()
      throw error
    }
  }

  /** A new visitor is nobody whom this page knows: it begins anew. */
  private async asWhoever(signIn: SignIn): Promise<SignIn> {
    if (signIn.user.id === this.user.id) return signIn
    await keep(this.name, signIn)
    this.onLost()
    return signIn
  }
}

/** Whom an identity names: only to tell the sign-ins of one browser apart. Whether it is true, the server decides. */
export function subjectOf(identity: string): string {
  try {
    const claims = identity.split('.')[1] ?? ''
    return String((JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { sub?: unknown }).sub)
  } catch {
    throw new Refusal('INVALID', 'identity is not a signed token')
  }
}

/** Writes a sign-in down for the pages to come. */
export async function keep(name: string, signIn: SignIn): Promise<Held> {
  const held = { ...signIn, expiresAt: Date.now() + signIn.expiresIn * 1000 }
  await accounts.keep(name, held)
  return held
}

/** The server's codes, and two of the client's own: no connection, and no meaning known. */
const Codes = [
  'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'INVALID', 'TOO_LONG', 'CONTENT_REFUSED', 'CLOSED', 'DESK_CLOSED', 'CONFLICT',
  'RATE_LIMITED', 'OVERLOADED', 'STORE_UNAVAILABLE', 'AI_UNAVAILABLE', 'TIMEOUT', 'OFFLINE', 'UNKNOWN',
] as const

export type Code = (typeof Codes)[number]

/** Those that pass: the same call may succeed later. */
const Passing: ReadonlySet<Code> = new Set<Code>([
  'UNAUTHENTICATED', 'RATE_LIMITED', 'OVERLOADED', 'STORE_UNAVAILABLE', 'TIMEOUT', 'OFFLINE',
])

/** What the server, or the way to it, refused, and why. */
export class Refusal extends Error {
  /** `more` is what else the server says of it, by name. */
  constructor(readonly code: Code, readonly detail = '', readonly more: Readonly<Record<string, unknown>> = {}) {
    super(detail ? `${code}: ${detail}` : code)
  }

  get passes(): boolean {
    return Passing.has(this.code)
  }

  static from(error: unknown): Refusal {
    if (error instanceof Refusal) return error
    const text = error instanceof Error ? error.message : String(error)
    const said = /(?:^|HubException: )([A-Z][A-Z_]+): ([\s\S]*)$/.exec(text)
    if (said) return new Refusal(asCode(said[1]), said[2])
    const isTheWay = /connection|network|fetch|WebSocket|timeout|aborted/i.test(text)
    return new Refusal(isTheWay ? 'OFFLINE' : 'UNKNOWN', text)
  }

  static of(code: string | undefined, detail: string, more: Readonly<Record<string, unknown>> = {}): Refusal {
    return new Refusal(asCode(code), detail, more)
  }
}

function asCode(code: string | undefined): Code {
  return (Codes as readonly string[]).includes(code ?? '') ? (code as Code) : 'UNKNOWN'
}

export const allCodes: readonly Code[] = Codes

import type { LiveContext } from '../../shared/liveSession'
import type { Session } from '../../shared/protocol'

const PlatformDesk = 'platform'

/** The visitor's conversation with the platform: the one going on, or a new one. */
export async function openSupport({ account }: LiveContext, known: (Session | null)[], fresh = false): Promise<string> {
  const going = known.find((s) => s?.kind === 'support' && s.status !== 'closed')
  if (going && !fresh) return going.sessionId
  return create(account, { kind: 'support', deskId: PlatformDesk })
}

/** The one conversation with this person, found or made. */
export const openDirect = ({ account }: LiveContext, target: string): Promise<string> =>
  create(account, { kind: 'direct', target })

/** A group of these people and oneself. */
export const openGroup = ({ account }: LiveContext, participants: string[], title: string): Promise<string> =>
  create(account, { kind: 'group', participants, title: title || undefined })

async function create(account: LiveContext['account'], body: object): Promise<string> {
  return (await account.call<{ sessionId: string }>('POST', '/chat/session/create', body)).sessionId
}

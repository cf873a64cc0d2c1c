import { HubConnection, JsonHubProtocol, NullLogger } from '@microsoft/signalr'
import type { Account } from './account'
import { server } from './http'
import { Socket } from './socket'

/** What SignalR's own builder calls; only its declaration is kept from us. */
type Create = (connection: Socket, logger: NullLogger, protocol: JsonHubProtocol) => HubConnection

/** The hub in this account's name. Nothing is logged: SignalR's log holds the address, and the address holds the token. */
export function hubOf(account: Account): HubConnection {
  const address = async () => {
    const url = new URL('/hubs/chat', server.origin || location.origin)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    url.searchParams.set('access_token', await account.token())
    return url.href
  }
  return (HubConnection as unknown as { create: Create }).create(new Socket(address), NullLogger.instance, new JsonHubProtocol())
}

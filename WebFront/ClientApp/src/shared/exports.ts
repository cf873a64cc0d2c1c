import type { Account } from './account'

export type ExportFormat = 'html' | 'csv' | 'json'

/** A file that the server makes in the background, as docs/protocol.md describes it. */
export interface Export {
  exportId: string
  sessionId?: string
  userId?: string
  format: ExportFormat
  status: 'queued' | 'running' | 'done' | 'failed'
  written: number
  total: number
  size: number
  failure?: string
  createdAt: string
  expiresAt: string
}

export const isBeingMade = ({ status }: Export) => status === 'queued' || status === 'running'

export const listExports = async (account: Account) => (await account.call<{ exports: Export[] }>('GET', '/exports')).exports

/** Begins one of a conversation, of another's data (admins), or with neither, of the user's own. */
export const beginExport = (account: Account, of: { sessionId?: string; userId?: string }, format: ExportFormat, locale: string) =>
  account.call<Export>('POST', '/exports', { ...of, format, locale, zone: Intl.DateTimeFormat().resolvedOptions().timeZone })

export const removeExport = (account: Account, { exportId }: Export) => account.call<void>('DELETE', `/exports/${exportId}`)
export const exportFile = (account: Account, { exportId }: Export) => account.download(`/exports/${exportId}/file`)

import { inStore } from './database'
import type { Upload } from './uploads'

/** An upload as it outlives the page. */
export type KeptUpload = Omit<Upload, 'state' | 'progress' | 'problem'> & { file: Blob }

/** Where unfinished uploads outlive the page. */
export interface UploadStore {
  all(owner: string): Promise<KeptUpload[]>
  keep(owner: string, item: KeptUpload): Promise<unknown>
  forget(owner: string, id: string): Promise<unknown>
}

/** In IndexedDB, the file itself included. */
export const uploadsInBrowser: UploadStore = {
  all: (owner) => inStore<KeptUpload[]>('uploads', 'readonly', (store) => store.getAll(IDBKeyRange.bound([owner], [owner, []]))),
  keep: (owner, item) => inStore('uploads', 'readwrite', (store) => store.put(item, [owner, item.id])),
  forget: (owner, id) => inStore('uploads', 'readwrite', (store) => store.delete([owner, id])),
}

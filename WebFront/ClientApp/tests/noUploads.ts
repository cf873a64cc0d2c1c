import { Uploads, type SendFile } from '../src/shared/uploads'
import type { UploadStore } from '../src/shared/uploadStore'

const nowhere: UploadStore = { all: async () => [], keep: async () => undefined, forget: async () => undefined }

/** Uploads for conversations that have none, or that go as the test says. */
export const noUploads = (send: SendFile = () => Promise.reject(new Error('There is nothing to send.')), store = nowhere) => Uploads.open('b1', store, send)

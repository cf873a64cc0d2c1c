import { lazily } from '../lazily'
/** Loaded when a conversation first needs them: most never do, and the widget must stay light. */
export const AttachmentList = lazily(() => import('./AttachmentList.vue'))
export const AttachmentTray = lazily(() => import('./AttachmentTray.vue'))
export { default as AttachmentPicker } from './AttachmentPicker.vue'
export { default as DropZone } from './DropZone.vue'
export { useUploads } from './useUploads'

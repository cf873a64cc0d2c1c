import { defineAsyncComponent } from 'vue'

/** Loaded when a conversation first needs them: most never do, and the widget must stay light. */
export const AttachmentList = defineAsyncComponent(() => import('./AttachmentList.vue'))
export const AttachmentPicker = defineAsyncComponent(() => import('./AttachmentPicker.vue'))
export const AttachmentTray = defineAsyncComponent(() => import('./AttachmentTray.vue'))
export { default as DropZone } from './DropZone.vue'
export { useUploads } from './useUploads'

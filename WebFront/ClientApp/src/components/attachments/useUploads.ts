import { computed, ref } from 'vue'
import type { LiveSession } from '../../shared/liveSession'
import { nameFor } from './names'

/** What the server takes in one message. */
export const MostFiles = 10

/**
 * The files beside one composer: what was picked, dropped, pasted or recorded and belongs to no message yet.
 *
 *     const files = useUploads(() => props.live)
 *     <Composer :laden="files.laden.value" @send="(text) => talk.send(text, files.take())">
 *       <AttachmentTray :live="live" />                                  (its default slot)
 *       <template #tools><AttachmentPicker @pick="files.add" /></template>
 *     </Composer>
 *     <DropZone @pick="files.add"> … the conversation … </DropZone>
 *
 * @param live The conversation, or null while there is none yet.
 * @param session Makes the conversation where there is none yet.
 */
export function useUploads(live: () => LiveSession | null | undefined, session: () => Promise<LiveSession> = async () => live()!) {
  const tray = computed(() => {
    const at = live()
    return at ? at.uploads.tray(at.id) : []
  })
  /** More were given than a message takes. */
  const tooMany = ref(false)

  async function add(files: readonly Blob[], seconds?: number) {
    const at = await session()
    const room = MostFiles - at.uploads.tray(at.id).length
    tooMany.value = files.length > room
    files.slice(0, Math.max(0, room)).forEach((file) => at.uploads.add(at.id, file, nameFor(file), seconds))
  }

  /** They go with the message that is sent now; it waits for those that are still on their way. */
  function take(): string[] {
    const ids = tray.value.map((upload) => upload.id)
    live()?.uploads.take(ids)
    tooMany.value = false
    return ids
  }

  return {
    tray, tooMany, add, take,
    /** Whether a message may go with them: there are some, and none has failed. */
    laden: computed(() => tray.value.length > 0 && tray.value.every((upload) => upload.state !== 'failed')),
  }
}

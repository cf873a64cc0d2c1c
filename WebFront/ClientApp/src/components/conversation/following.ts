import { nextTick, onMounted, onUnmounted, ref, watch, type Ref } from 'vue'
import type { LiveSession } from '../../shared/liveSession'

/** Closer to the end than this counts as being there: what comes is scrolled to. */
const NearEndPx = 48

/** Keeps the newest line in sight while the reader is there, and counts what comes while they read further up. */
export function useFollowing(live: () => LiveSession, box: Ref<HTMLElement | undefined>, lines: Ref<HTMLElement | undefined>) {
  const atEnd = ref(true)
  /** How many messages of others came since the reader left the end. */
  const fresh = ref(0)
  const grown = new ResizeObserver(() => atEnd.value && jumpToEnd())

  function jumpToEnd() {
    if (!box.value) return
    box.value.scrollTop = box.value.scrollHeight
    seen()
  }

  async function toEnd() {
    await nextTick()
    jumpToEnd()
  }

  function seen() {
    const at = box.value
    atEnd.value = !at || at.scrollHeight - at.scrollTop - at.clientHeight < NearEndPx
    if (!atEnd.value) return
    fresh.value = 0
    if (document.visibilityState === 'visible') live().markRead()
  }

  watch(() => live().id, toEnd)
  watch(() => live().unsent.length, (length, before) => length > before && toEnd())
  watch(() => live().timeline.last, (_, before) => {
    if (atEnd.value) void toEnd()
    else fresh.value += live().timeline.entries.filter((m) => m.seq > before && m.type !== 'system' && m.senderId !== live().me).length
  })
  watch(() => live().joined, toEnd)
  onMounted(() => {
    document.addEventListener('visibilitychange', seen)
    if (box.value) grown.observe(box.value)
    if (lines.value) grown.observe(lines.value)
    return toEnd()
  })
  onUnmounted(() => {
    document.removeEventListener('visibilitychange', seen)
    grown.disconnect()
  })
  return { atEnd, fresh, toEnd, seen }
}

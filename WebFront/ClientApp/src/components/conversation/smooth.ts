import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** The rhythm in which text appears, and the share of what is still hidden that each beat shows. */
const BeatMs = 40
const Share = 4

/**
 * A text that grows in bursts, shown evenly: a beat shows a quarter of what is hidden, so that it is never more than a
 * few beats behind. Whoever wants no motion gets it as it comes.
 */
export function useSmooth(source: () => string, still = matchMedia('(prefers-reduced-motion: reduce)').matches): Ref<string> {
  const shown = ref(source()) // who comes in the middle sees what there is
  let timer = 0

  function beat() {
    const text = source()
    shown.value = nextOf(shown.value, text)
    if (shown.value === text) stop()
  }

  function stop() {
    clearInterval(timer)
    timer = 0
  }

  watch(source, (text) => {
    if (still || !text.startsWith(shown.value)) shown.value = text
    else if (!timer) {
      timer = window.setInterval(beat, BeatMs)
      beat()
    }
  })
  onScopeDispose(stop)
  return shown
}

/** What is shown after the next beat. Characters that take two places are not cut. */
export function nextOf(shown: string, text: string): string {
  const hidden = text.length - shown.length
  if (hidden <= 0) return text
  const end = shown.length + Math.ceil(hidden / Share)
  return text.slice(0, isLowSurrogate(text, end) ? end + 1 : end)
}

const isLowSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00

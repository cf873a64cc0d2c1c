import { computed, onUnmounted, ref } from 'vue'

/** Longer recordings end by themselves. */
const MostSeconds = 300
const Types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

/** One recording at a time by the reader's microphone. `problem`: it was not let in, or is not there. */
export function useRecording(onRecorded: (recording: Blob, seconds: number) => void) {
  const seconds = ref(0)
  const state = ref<'idle' | 'asking' | 'recording'>('idle')
  const problem = ref(false)
  let recorder: MediaRecorder | null = null
  let clock = 0
  let begun = 0
  let isWanted = false

  async function start() {
    if (state.value !== 'idle') return
    state.value = 'asking'
    problem.value = false
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      if (state.value !== 'asking') return stop(stream)
      record(stream)
    } catch {
      state.value = 'idle'
      problem.value = true
    }
  }

  function record(stream: MediaStream) {
    const parts: Blob[] = []
    const mimeType = Types.find((type) => MediaRecorder.isTypeSupported(type))
    recorder = new MediaRecorder(stream, { mimeType })
    recorder.ondataavailable = (event) => parts.push(event.data)
    recorder.onstop = () => {
      stop(stream)
      const length = (performance.now() - begun) / 1000
      const type = recorder!.mimeType.split(';')[0] ?? ''
      end()
      if (isWanted) onRecorded(new Blob(parts, { type }), Math.round(length * 10) / 10)
    }
    isWanted = true
    begun = performance.now()
    seconds.value = 0
    recorder.start()
    state.value = 'recording'
    clock = window.setInterval(() => {
      seconds.value = (performance.now() - begun) / 1000
      if (seconds.value >= MostSeconds) finish()
    }, 250)
  }

  /** Ends it and hands it over. */
  function finish() {
    if (recorder?.state === 'recording') recorder.stop()
  }

  /** Ends it and forgets it. */
  function cancel() {
    isWanted = false
    if (state.value === 'asking') state.value = 'idle'
    finish()
  }

  function end() {
    window.clearInterval(clock)
    recorder = null
    state.value = 'idle'
  }

  const stop = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop())

  onUnmounted(cancel)
  return { seconds, problem, isRecording: computed(() => state.value === 'recording'), start, finish, cancel }
}

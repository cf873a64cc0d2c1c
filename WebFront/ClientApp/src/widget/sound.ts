const Pitches = [660, 880]
const NoteSeconds = 0.12
const RingMs = 1000

let audio: AudioContext | null = null

/** Browsers let a page sound only after somebody has touched it. */
export function awaitGesture(root: ShadowRoot): void {
  const wake = () => (audio ??= new AudioContext())
  for (const name of ['pointerdown', 'keydown']) root.addEventListener(name, wake, { once: true })
}

/** Two soft notes; of several tabs one sounds. */
export function ring(): void {
  const locks = navigator.locks as LockManager | undefined
  if (!locks) return play()
  void locks.request('livechat.ring', { ifAvailable: true }, async (lock) => {
    if (!lock) return
    play()
    await new Promise((resolve) => setTimeout(resolve, RingMs))
  })
}

function play(): void {
  if (audio?.state !== 'running') return
  const { currentTime } = audio
  for (const [i, pitch] of Pitches.entries()) {
    const from = currentTime + i * NoteSeconds
    const note = new OscillatorNode(audio, { frequency: pitch })
    const volume = new GainNode(audio, { gain: 0 })
    volume.gain.setValueAtTime(0, from)
    volume.gain.linearRampToValueAtTime(0.08, from + 0.02)
    volume.gain.linearRampToValueAtTime(0, from + NoteSeconds)
    note.connect(volume).connect(audio.destination)
    note.start(from)
    note.stop(from + NoteSeconds)
  }
}

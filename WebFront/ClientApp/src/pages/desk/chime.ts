import type { Sound } from './bell'

const Notes = [659.25, 880] // e″, a″
const NoteSeconds = 0.16
const Loudness = 0.12

/** Two soft notes, made on the spot: nothing to load, and nothing before it is first needed. */
export class Chime implements Sound {
  private context: AudioContext | null = null

  get isAllowed(): boolean {
    return navigator.userActivation?.hasBeenActive ?? true
  }

  play(): void {
    this.context ??= new AudioContext()
    const context = this.context
    void context.resume()
    Notes.forEach((frequency, at) => note(context, frequency, context.currentTime + at * NoteSeconds))
  }
}

function note(context: AudioContext, frequency: number, at: number): void {
  const [tone, gain] = [context.createOscillator(), context.createGain()]
  tone.frequency.value = frequency
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(Loudness, at + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.001, at + NoteSeconds * 2)
  tone.connect(gain).connect(context.destination)
  tone.start(at)
  tone.stop(at + NoteSeconds * 2)
}

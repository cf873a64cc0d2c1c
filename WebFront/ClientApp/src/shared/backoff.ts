const FirstMs = 500
/** A server that is started again is back within seconds: so many tries come soon, and then the pauses grow. */
const SoonTries = 10
const SoonMs = 1_000
const MostMs = 15_000

/** The pause before the n-th try (1, 2, …): growing, and jittered so that a crowd does not come back in one instant. */
export function delayBefore(attempt: number, random = Math.random): number {
  const soon = Math.min(SoonMs, FirstMs * attempt)
  const whole = Math.min(MostMs, soon * 2 ** Math.min(Math.max(0, attempt - SoonTries), 10))
  return whole * (0.5 + random() / 2)
}

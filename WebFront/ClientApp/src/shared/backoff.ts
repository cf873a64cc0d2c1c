const FirstMs = 500
const MostMs = 15_000

/** The pause before the n-th try (1, 2, …): doubling, and jittered so that a crowd does not come back in one instant. */
export function delayBefore(attempt: number, random = Math.random): number {
  const whole = Math.min(MostMs, FirstMs * 2 ** Math.min(attempt - 1, 10))
  return whole * (0.5 + random() / 2)
}

const MostWide = 280
const MostHigh = 320
const Least = 48
const Unknown = { width: 200, height: 150 }

/** The room that a picture takes in the conversation, in pixels; small ones are not blown up. */
export function frameOf(width?: number | null, height?: number | null): { width: number; height: number } {
  if (!width || !height) return Unknown
  const scale = Math.min(1, MostWide / width, MostHigh / height)
  return { width: Math.max(Least, Math.round(width * scale)), height: Math.max(Least, Math.round(height * scale)) }
}

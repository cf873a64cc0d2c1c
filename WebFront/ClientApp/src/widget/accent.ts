type Rgb = readonly [number, number, number]

const White: Rgb = [255, 255, 255]
const Ink: Rgb = [22, 28, 28]
/** What surfaces of both looks are about. */
const DarkSurface: Rgb = [30, 29, 27]
const ForText = 4.5
const ForMessages = 7
const Step = 0.04

const parse = (hex: string): Rgb | null => {
  const digits = /^#(?:([0-9a-f]{6})|([0-9a-f]{3}))$/i.exec(hex.trim())
  if (!digits) return null
  const six = digits[1] ?? [...digits[2]!].map((d) => d + d).join('')
  return [0, 2, 4].map((at) => parseInt(six.slice(at, at + 2), 16)) as unknown as Rgb
}

const light = (channel: number) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4)
const luminance = ([r, g, b]: Rgb) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b)

/** The contrast of two colours as WCAG defines it: 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb => from.map((c, i) => Math.round(c + (to[i]! - c) * share)) as unknown as Rgb

/** The colour, as little darker (or lighter) as need be to stand out from what it meets. */
function towards(end: Rgb, colour: Rgb, against: Rgb, least: number): Rgb {
  for (let share = 0; share < 1; share += Step) {
    const mixed = mix(colour, end, share)
    if (contrast(mixed, against) >= least) return mixed
  }
  return end
}

const css = (colour: Rgb) => `rgb(${colour.join(' ')})`
const both = (day: Rgb, night: Rgb) => `light-dark(${css(day)}, ${css(night)})`
const on = (colour: Rgb) => (contrast(White, colour) >= ForText ? White : Ink)

/** The tokens that follow a host's accent, readable whatever it is; null for what is no colour. */
export function accentTokens(accent: string | undefined): Record<string, string> | null {
  const colour = accent ? parse(accent) : null
  if (!colour) return null
  const day = towards(Ink, colour, White, ForText)
  const night = towards(White, colour, DarkSurface, ForText)
  const own = towards([0, 0, 0], colour, White, ForMessages)
  return {
    '--launcher': css(colour),
    '--on-launcher': css(on(colour)),
    '--accent': both(day, night),
    '--accent-strong': both(own, mix(night, White, 0.2)),
    '--accent-soft': both(mix(colour, White, 0.88), mix(colour, DarkSurface, 0.75)),
    '--on-accent': both(on(day), on(night)),
    '--bubble-own': css(own),
  }
}

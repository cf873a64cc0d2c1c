import { describe, expect, it } from 'vitest'
import { accentTokens, contrast } from '../src/widget/accent'

type Rgb = [number, number, number]
const colours = (css: string): Rgb[] => [...css.matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)].map((m) => [Number(m[1]), Number(m[2]), Number(m[3])])
const all = ['#000000', '#ffffff', '#ffcc00', '#0000ff', '#ff0000', '#00ff00', '#777777', '#0a7', '#123456', '#fedcba']

describe('a host’s accent', () => {
  it.each(all)('%s leaves everything readable, by day and by night', (accent) => {
    const tokens = accentTokens(accent)!
    const [day, night] = colours(tokens['--accent']!)
    const [onDay, onNight] = colours(tokens['--on-accent']!)
    const [button] = colours(tokens['--launcher']!)
    const [onButton] = colours(tokens['--on-launcher']!)
    const [own] = colours(tokens['--bubble-own']!)
    expect(contrast(day!, [255, 255, 255])).toBeGreaterThanOrEqual(4.5)
    expect(contrast(night!, [30, 29, 27])).toBeGreaterThanOrEqual(4.5)
    expect(contrast(onDay!, day!)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(onNight!, night!)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(onButton!, button!)).toBeGreaterThanOrEqual(3)
    expect(contrast(own!, [255, 255, 255])).toBeGreaterThanOrEqual(7)
  })

  it('stays itself where it can be read as it is', () => {
    expect(accentTokens('#0a5c5c')!['--launcher']).toBe('rgb(10 92 92)')
    expect(colours(accentTokens('#0a5c5c')!['--accent']!)[0]).toEqual([10, 92, 92])
  })

  it.each([undefined, '', 'red', '#12', '#12345g', 'url(x)', '#fff;background:url(//evil)'])('%s is none', (accent) =>
    expect(accentTokens(accent)).toBeNull())
})

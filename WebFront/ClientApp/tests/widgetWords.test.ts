import { describe, expect, it } from 'vitest'
import en from '../src/widget/languages/en'
import { keysUsed } from './wordsUsed'

const sources = import.meta.glob<string>('../src/**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' })
const Imported = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g

/** The files that the widget is made of: what its first one leads to. */
function filesFrom(first: string, found = new Set<string>()): Set<string> {
  if (found.has(first)) return found
  found.add(first)
  for (const [, path] of sources[first]!.matchAll(Imported)) {
    const target = new URL(path!, `file:///${first.slice(3)}`).pathname.slice(1)
    const next = [target, `${target}.ts`, `${target}/index.ts`].map((name) => `../${name}`).find((name) => name in sources)
    if (next) filesFrom(next, found)
  }
  return found
}

describe('the words that the widget carries', () => {
  const files = filesFrom('../src/widget/ui.ts')
  const at = (key: string): unknown => key.split('.').reduce((node: unknown, part) => (node as Record<string, unknown> | undefined)?.[part], en)

  it('are all that its parts ask for', () => {
    const used = keysUsed().filter(({ file }) => files.has(file))
    expect(used.length).toBeGreaterThan(60)
    expect(used.filter(({ key, isPrefix }) => (isPrefix ? typeof at(key) !== 'object' : at(key) === undefined))).toEqual([])
  })

  it('are no others of the common ones', () => {
    const used = new Set(keysUsed().filter(({ file }) => files.has(file)).map(({ key }) => key.split('.')[0]))
    expect(Object.keys(en).filter((group) => group !== 'event' && !used.has(group))).toEqual([]) // events are named by the log
  })
})

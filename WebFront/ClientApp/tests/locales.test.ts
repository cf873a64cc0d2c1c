import { describe, expect, it } from 'vitest'
import { locales, preferredLocale } from '../src/shared/languages'
import { allCodes } from '../src/shared/refusals'
import { areaOf, keysUsed } from './wordsUsed'

type Words = { [key: string]: string | string[] | Words }

const Common = ''
const files = import.meta.glob<Words>('../src/locales/**/*.json', { eager: true, import: 'default' })
const read = (area: string, locale: string) => files[`../src/locales/${area && `${area}/`}${locale}.json`] ?? {}
const areas = [...new Set(Object.keys(files).map((path) => /locales\/(?:(\w+)\/)?[\w-]+\.json$/.exec(path)?.[1] ?? Common))]
const words = Object.fromEntries(areas.map((area) => [area, read(area, 'en')]))
const used = keysUsed()

const keysOf = (tree: object, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'object' ? keysOf(value, `${path}${key}.`) : [path + key]))
const at = (tree: Words, key: string): unknown =>
  key.split('.').reduce((node: unknown, part) => (node as Words | undefined)?.[part], tree)
const blanksOf = (tree: Words): string[] =>
  keysOf(tree).map((key) => `${key}: ${[...new Set(String(at(tree, key)).match(/\{\w+\}/g))].sort().join()}`)

describe('the languages', () => {
  const others = Object.keys(locales).filter((locale) => locale !== 'en')
  it.each(areas.flatMap((area) => others.map((locale) => [area || 'common', locale, area])))(
    '%s words: %s says all that English says, with the same blanks',
    (_, locale, area) => expect(blanksOf(read(area!, locale!))).toEqual(blanksOf(words[area!]!)))

  it('leave no text empty', () => {
    const empty = areas.flatMap((area) => Object.keys(locales).flatMap((locale) => {
      const tree = read(area, locale)
      return keysOf(tree).filter((key) => !String(at(tree, key)).trim()).map((key) => `${area}/${locale}: ${key}`)
    }))
    expect(empty).toEqual([])
  })

  it('have words for each refusal', () => expect(Object.keys(words[Common]!.refusal!).sort()).toEqual([...allCodes].sort()))

  it('have every word that a page asks for, in the area where it is loaded', () => {
    const missing = used.filter(({ file, key, isPrefix }) => {
      const found = [words[Common]!, words[areaOf(file)] ?? {}].map((tree) => at(tree, key)).find((word) => word !== undefined)
      return isPrefix ? typeof found !== 'object' : found === undefined
    })
    expect(missing).toEqual([])
  })

  it('look for words where pages ask for them', () => expect(used.length).toBeGreaterThan(80))

  it.each([
    [['zh-TW', 'en'], null, 'zh-Hant'],
    [['zh-HK'], null, 'zh-Hant'],
    [['zh-CN'], null, 'zh-Hans'],
    [['zh'], null, 'zh-Hans'],
    [['fr', 'en-GB'], null, 'en'],
    [['ja'], null, 'en'],
    [['en'], 'zh-Hant', 'zh-Hant'],
    [['en'], 'klingon', 'en'],
  ])('the browser %j and the choice %j give %s', (languages, chosen, locale) =>
    expect(preferredLocale(languages, chosen)).toBe(locale))
})

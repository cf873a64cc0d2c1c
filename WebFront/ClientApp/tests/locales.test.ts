import { describe, expect, it } from 'vitest'
import en from '../src/locales/en.json'
import zhHans from '../src/locales/zh-Hans.json'
import zhHant from '../src/locales/zh-Hant.json'
import { preferredLocale } from '../src/shared/locale'
import { allCodes } from '../src/shared/refusals'

const keysOf = (tree: object, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'object' ? keysOf(value, `${path}${key}.`) : [path + key]))
const placeholdersOf = (tree: object): string[] => keysOf(tree).map((key) => {
  const text = key.split('.').reduce((node: unknown, part) => (node as Record<string, unknown>)[part], tree) as string
  return `${key}: ${[...text.matchAll(/\{\w+\}/g)].map(String).sort().join()}`
})

describe('the languages', () => {
  it.each([['zh-Hant', zhHant], ['zh-Hans', zhHans]])('%s says all that English says, with the same blanks', (_, messages) => {
    expect(placeholdersOf(messages)).toEqual(placeholdersOf(en))
  })

  it('have words for each refusal', () => expect(Object.keys(en.refusal).sort()).toEqual([...allCodes].sort()))

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

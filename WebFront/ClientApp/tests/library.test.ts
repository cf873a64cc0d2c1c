import { describe, expect, it } from 'vitest'

const sources = import.meta.glob<string>('../src/shared/*.ts', { eager: true, query: '?raw', import: 'default' })

describe('the client library', () => {
  it.each(Object.entries(sources))('%s needs nothing but itself', (_, text) => {
    const imported = [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1]!)
    expect(imported.filter((name) => !name.startsWith('./'))).toEqual([])
  })
})

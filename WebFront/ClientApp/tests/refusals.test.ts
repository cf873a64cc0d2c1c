import { describe, expect, it } from 'vitest'
import { Refusal } from '../src/shared/refusals'

describe('a refusal', () => {
  it.each([
    ["An unexpected error occurred invoking 'Send' on the server. HubException: RATE_LIMITED: slow down", 'RATE_LIMITED', true],
    ['TOO_LONG: at most 4000 characters', 'TOO_LONG', false],
    ['SOMETHING_NEW: of a later server', 'UNKNOWN', false],
    ["Cannot send data if the connection is not in the 'Connected' State.", 'OFFLINE', true],
    ['Failed to fetch', 'OFFLINE', true],
    ['x is not a function', 'UNKNOWN', false],
  ])('%s', (text, code, passes) => {
    const refusal = Refusal.from(new Error(text))
    expect([refusal.code, refusal.passes]).toEqual([code, passes])
  })
})

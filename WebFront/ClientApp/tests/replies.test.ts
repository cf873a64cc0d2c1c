import { describe, expect, it } from 'vitest'
import { ReplyAssembly } from '../src/shared/replies'

describe('an answer in progress', () => {
  it('is put together in order from chunks that repeat and overtake', () => {
    const reply = new ReplyAssembly()
    for (const [i, text] of [[1, 'b'], [0, 'a'], [1, 'b'], [3, 'd'], [0, 'a'], [2, 'c']] as const) reply.chunk('r', i, text)
    expect(reply.text).toBe('abcd')
  })

  it('goes on from the text that joining gives, without doubling', () => {
    const reply = new ReplyAssembly()
    reply.chunk('r', 4, 'e') // arrives before the answer to Join
    reply.resume({ replyId: 'r', text: 'abcd', chunkIndex: 3 })
    reply.chunk('r', 3, 'd')
    reply.chunk('r', 5, 'f')
    expect(reply.text).toBe('abcdef')
  })

  it('keeps the longer text when joining answers late', () => {
    const reply = new ReplyAssembly()
    ;['a', 'b', 'c'].forEach((text, i) => reply.chunk('r', i, text))
    reply.resume({ replyId: 'r', text: 'ab', chunkIndex: 1 })
    expect(reply.text).toBe('abc')
  })

  it('takes nothing of a reply that has ended', () => {
    const reply = new ReplyAssembly()
    reply.chunk('r', 0, 'a')
    reply.finish('r')
    reply.chunk('r', 1, 'b')
    reply.resume({ replyId: 'r', text: 'ab', chunkIndex: 1 })
    expect([reply.replyId, reply.text]).toEqual([null, ''])
  })

  it('ends when joining says that none is going on', () => {
    const reply = new ReplyAssembly()
    reply.chunk('r', 0, 'a')
    reply.resume(null)
    expect(reply.replyId).toBeNull()
  })

  it('lets the next reply begin although the last one never ended', () => {
    const reply = new ReplyAssembly()
    reply.chunk('r1', 0, 'old')
    reply.chunk('r2', 0, 'new')
    expect([reply.replyId, reply.text]).toEqual(['r2', 'new'])
  })

  it('says when a chunk is lost for good, and is whole again after joining', () => {
    const reply = new ReplyAssembly()
    for (let i = 1; i <= 20; i++) reply.chunk('r', i, 'x')
    expect([reply.lostChunk, reply.text]).toEqual([true, ''])
    reply.resume({ replyId: 'r', text: 'ax', chunkIndex: 1 })
    expect(reply.lostChunk).toBe(false)
    expect(reply.text).toBe('a' + 'x'.repeat(20))
  })
})

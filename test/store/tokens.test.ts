import { describe, expect, test } from 'vitest'
import { askedWords, countTokens } from '../../src/store/tokens.ts'

describe('tokens in the index', () => {
  test('are counted in powers of two, up to eight', () => {
    const said = (token: string, times: number) => Array.from({ length: times }, () => token)
    const tokens = [...said('a', 1), ...said('b', 3), ...said('c', 7), ...said('d', 500)]
    expect([...countTokens(tokens)]).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 4],
      ['d', 8],
    ])
  })

  test('are cut, lower-cased and freed of all that is no word, in a question as in a text', () => {
    const odd = ["O'Neill", 'x'.repeat(300), '\uD800', '印度', '']
    const cleaned = ['oneill', 'x'.repeat(100), '印度']
    expect([...countTokens(odd).keys()]).toEqual(cleaned)
    expect(askedWords([odd, ['', '!'], odd, ['x', 'y', 'x']])).toEqual([cleaned, ['x', 'y']])
  })

  test('end where the index is full', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `word${i}`)
    const kept = [...countTokens(many).keys()]
    expect(kept.length).toBeGreaterThan(50_000)
    expect(kept.join('').length + 5 * kept.length).toBeLessThanOrEqual(900_000)
  })

  test('of a question are at most 48 together', () => {
    const words = Array.from({ length: 40 }, (_, i) => [`a${i}`, `b${i}`])
    expect(askedWords(words).flat()).toHaveLength(48)
  })
})

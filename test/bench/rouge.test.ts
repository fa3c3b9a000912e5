import { describe, expect, it } from 'vitest'
import { rouge } from '../../bench/train/rouge.ts'

const words = (...sentences: string[]) => sentences.map((sentence) => sentence.split(' '))

describe('rouge', () => {
  it('is 1 for the same text and 0 for another', () => {
    const same = rouge(words('a b c', 'd e'), words('a b c', 'd e'))
    expect(same).toEqual({ one: 1, two: 1, lsum: 1 })
    expect(rouge(words('a b'), words('x y'))).toEqual({ one: 0, two: 0, lsum: 0 })
    expect(rouge([], words('x'))).toEqual({ one: 0, two: 0, lsum: 0 })
  })

  it('counts a repeated word once if the reference has it once', () => {
    expect(rouge(words('a a a'), words('a b')).one).toBeCloseTo(2 / 5)
  })

  it('joins the common subsequences of several sentences (the example of Lin 2004, section 3.2)', () => {
    // Union LCS of w1 w2 w3 w4 w5 with (w1 w2 w6 w7 w8) and (w1 w3 w8 w9 w5) is w1 w2 w3 w5: 4 of 5.
    const { lsum } = rouge(words('w1 w2 w6 w7 w8', 'w1 w3 w8 w9 w5'), words('w1 w2 w3 w4 w5'))
    expect(lsum).toBeCloseTo((2 * 4) / 15)
  })
})

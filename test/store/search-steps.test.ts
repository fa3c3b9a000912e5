import { describe, expect, test } from 'vitest'
import { searchSteps, takeSteps } from '../../src/store/search-steps.ts'

const words = (...documents: readonly number[]) =>
  documents.map((count) => ({ tokens: [`w${count}`], documents: count }))
const steps = (documents: readonly number[], match: 'every' | 'any' = 'any') =>
  searchSteps(words(...documents), match, 1000).map((step) => [step.match, ...step.words.map((word) => word.documents)])

describe('the steps of a search', () => {
  test('are one where all that match can be ranked', () => {
    expect(steps([900, 3, 40])).toEqual([['any', 3, 40, 900]])
    expect(steps([0, 3])).toEqual([['any', 3]])
    expect(steps([0])).toEqual([])
  })

  test('begin with the rare words, then ask for all common ones, for fewer, at last for any', () => {
    expect(steps([1001, 3, 40, 960, 1001])).toEqual([
      ['any', 3, 40],
      ['every', 960, 1001, 1001],
      ['every', 960, 1001],
      ['every', 960],
      ['any', 3, 40, 960, 1001, 1001],
    ])
    expect(steps([1001])).toEqual([
      ['every', 1001],
      ['any', 1001],
    ])
  })

  test('are one where every word is asked for, and none where a word is nowhere', () => {
    expect(steps([1001, 3], 'every')).toEqual([['every', 1001, 3]])
    expect(steps([1001, 0], 'every')).toEqual([])
  })

  test('are taken until there is enough; what two find counts once', async () => {
    const found = [[1, 2], [2, 3], [4]]
    const taken: number[] = []
    const plan = searchSteps(words(1001, 3, 1001), 'any', 1000)
    const keys = await takeSteps(plan, 3, async (step) => {
      taken.push(step.words.length)
      return found[taken.length - 1] ?? []
    })
    expect(keys).toEqual([1, 2, 3])
    expect(taken).toEqual([1, 2])
  })
})

import { describe, expect, it } from 'vitest'
import { columns } from '../../../src/core/summary/features.ts'
import { packForest, predict, unpackForest } from '../../../src/core/summary/forest.ts'
import { shippedWeights } from '../../../src/core/summary/shipped-weights.ts'
import { packWeights, parseWeights } from '../../../src/core/summary/weights.ts'

const forest = { base: 0.5, trees: ['count<=2.5 0.01 first<=0 0.2 0.1', '0.05'] }

describe('a forest in a file', () => {
  const row = (values: Record<string, number>) => Float64Array.from(columns, (name) => values[name] ?? 0)

  it('walks left at or below the bound, right above it', () => {
    const read = unpackForest(forest, columns)
    expect(predict(read, row({ count: 2.5 }), 0)).toBeCloseTo(0.56)
    expect(predict(read, row({ count: 3 }), 0)).toBeCloseTo(0.75)
    expect(predict(read, row({ count: 3, first: 1 }), 0)).toBeCloseTo(0.65)
  })

  it('reads back what it writes', () => {
    expect(packForest(unpackForest(forest, columns), columns)).toEqual(forest)
  })

  it.each([
    ['is cut off', 'count<=2 0.1'],
    ['goes on', '0.1 0.2'],
    ['no such feature: weight', 'weight<=2 0.1 0.2'],
    ['not a number: x', 'count<=2 0.1 x'],
    ['is cut off', ''],
    ['levels deep', `${'count<=1 '.repeat(100)}${'0 '.repeat(100)}0`],
  ])('says that a tree %s', (problem, tree) => {
    expect(() => unpackForest({ base: 0, trees: [tree] }, columns)).toThrow(problem)
  })
})

describe('parseWeights', () => {
  it('takes the shipped weights, and what packWeights made of them', () => {
    const shipped = shippedWeights()
    expect(parseWeights(packWeights(shipped))).toEqual(shipped)
  })

  it.each([
    ['nothing', undefined, /expected object/],
    ['a missing part', { word: forest }, /glanceWord/],
    [
      'trees of other features',
      { ...packWeights(shippedWeights()), pair: { base: 0, trees: ['old<=1 0 0'] } },
      /no such feature: old/,
    ],
  ])('says what is wrong with %s', (_, json, message) => {
    expect(() => parseWeights(json)).toThrow(TypeError)
    expect(() => parseWeights(json)).toThrow(message)
  })
})

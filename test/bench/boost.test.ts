import { describe, expect, it } from 'vitest'
import { type BoostOptions, learnForest, seededRandom } from '../../bench/train/boost.ts'
import { packForest, predict, unpackForest } from '../../src/core/summary/forest.ts'

const options: BoostOptions = {
  trees: 60,
  leaves: 8,
  rate: 0.2,
  lambda: 1,
  minRows: 20,
  bins: 32,
  columnShare: 0.8,
  rowShare: 0.8,
  seed: 3,
}

/** Two features that decide the target, one that does not. */
function sample(count: number, seed: number) {
  const random = seededRandom(seed)
  const columns = [0, 1, 2].map(() => Float32Array.from({ length: count }, random))
  const target = Float32Array.from({ length: count }, (_, r) => truth(columns[0]?.[r] ?? 0, columns[1]?.[r] ?? 0))
  return { columns, target }
}

const truth = (x: number, y: number) => (x > 0.4 ? 1 : 0) + (y > 0.7 && x <= 0.4 ? 2 : 0) + y / 2

function meanError(forest: ReturnType<typeof learnForest>): number {
  const { columns, target } = sample(2000, 99)
  let sum = 0
  for (const [r, wanted] of target.entries()) {
    sum += Math.abs(
      predict(
        forest,
        Float64Array.from(columns, (column) => column[r] ?? 0),
        0,
      ) - wanted,
    )
  }
  return sum / target.length
}

describe('learnForest', () => {
  it('fits a function that it was shown by example', () => {
    const rows = sample(4000, 1)
    expect(meanError(learnForest(rows, { ...options, trees: 0 }))).toBeGreaterThan(0.4)
    expect(meanError(learnForest(rows, options))).toBeLessThan(0.05)
  })

  it('gives the same trees for the same seed, others for another', () => {
    const rows = sample(1000, 1)
    expect(learnForest(rows, options)).toEqual(learnForest(rows, options))
    expect(learnForest(rows, { ...options, seed: 4 })).not.toEqual(learnForest(rows, options))
  })

  it('follows the weights of the rows', () => {
    const columns = [Float32Array.from({ length: 400 }, (_, r) => r % 2)]
    const target = Float32Array.from({ length: 400 }, (_, r) => (r < 200 ? 0 : 1))
    const weight = Float32Array.from({ length: 400 }, (_, r) => (r < 200 ? 3 : 1))
    expect(predict(learnForest({ columns, target, weight }, options), Float64Array.of(1), 0)).toBeCloseTo(0.25, 1)
  })

  it('never leaves fewer rows in a leaf than it may', () => {
    const columns = [Float32Array.from({ length: 100 }, (_, r) => (r < 5 ? 1 : 0))]
    const target = Float32Array.from({ length: 100 }, (_, r) => (r < 5 ? 10 : 0))
    expect(learnForest({ columns, target }, { ...options, rowShare: 1, columnShare: 1 }).column).not.toContain(0)
  })

  it('survives the way through a file', () => {
    const names = ['x', 'y', 'z']
    const forest = learnForest(sample(4000, 1), options)
    expect(meanError(unpackForest(packForest(forest, names), names))).toBeLessThan(0.05)
  })
})

import type { Decision } from '../../src/core/retrieval/confidence.ts'

/** The candidates of one question: a row of features each, and which of them are right. */
export interface Choice {
  readonly rows: readonly Float64Array[]
  readonly right: ReadonlySet<number>
}

/** One case of a yes-or-no decision. */
export interface Case {
  readonly signs: Float64Array
  readonly right: boolean
  readonly weight: number
}

const ROUNDS = 250
const RATE = 0.05

/** Weights of a listwise softmax (the right candidates share the mass), by Adam on the whole set, features scaled to unit deviation. */
export function learnRanking(choices: readonly Choice[], ridge: number): Float64Array {
  const scale = deviations(choices.flatMap(({ rows }) => rows))
  const scaled = choices.map(({ rows, right }) => ({
    rows: rows.map((row) => row.map((value, at) => value / (scale[at] ?? 1))),
    right,
  }))
  const weights = descend(scale.length, (weights, gradient) => {
    for (const { rows, right } of scaled) {
      const masses = softmax(rows.map((row) => dot(row, weights)))
      const rightMass = masses.reduce((sum, mass, at) => sum + (right.has(at) ? mass : 0), 0)
      rows.forEach((row, index) => {
        const mass = masses[index] ?? 0
        const error = mass - (right.has(index) ? mass / rightMass : 0)
        for (let at = 0; at < row.length; at++) gradient[at] = (gradient[at] ?? 0) + error * (row[at] ?? 0)
      })
    }
    for (let at = 0; at < weights.length; at++)
      gradient[at] = ((gradient[at] ?? 0) + ridge * (weights[at] ?? 0)) / choices.length
  })
  return weights.map((weight, at) => weight / (scale[at] ?? 1))
}

/** Weights of a logistic regression and its bias. */
export function learnDecision(cases: readonly Case[], ridge: number): Decision {
  const scale = deviations(cases.map(({ signs }) => signs))
  const size = scale.length
  const total = cases.reduce((sum, { weight }) => sum + weight, 0)
  const scaled = cases.map(({ signs, right, weight }) => ({
    row: signs.map((value, at) => value / (scale[at] ?? 1)),
    right,
    weight,
  }))
  const weights = descend(size + 1, (weights, gradient) => {
    for (const { row, right, weight } of scaled) {
      const error = (1 / (1 + Math.exp(-dot(row, weights) - (weights[size] ?? 0))) - (right ? 1 : 0)) * weight
      for (let at = 0; at < size; at++) gradient[at] = (gradient[at] ?? 0) + error * (row[at] ?? 0)
      gradient[size] = (gradient[size] ?? 0) + error
    }
    for (let at = 0; at < size; at++) gradient[at] = ((gradient[at] ?? 0) + ridge * (weights[at] ?? 0)) / total
    gradient[size] = (gradient[size] ?? 0) / total
  })
  return { weights: weights.slice(0, size).map((weight, at) => weight / (scale[at] ?? 1)), bias: weights[size] ?? 0 }
}

function descend(size: number, addGradient: (weights: Float64Array, gradient: Float64Array) => void): Float64Array {
  const weights = new Float64Array(size)
  const mean = new Float64Array(size)
  const square = new Float64Array(size)
  for (let round = 1; round <= ROUNDS; round++) {
    const gradient = new Float64Array(size)
    addGradient(weights, gradient)
    const rate = RATE * (1 - round / (ROUNDS + 1)) ** 0.5
    for (let at = 0; at < size; at++) {
      const slope = gradient[at] ?? 0
      mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * slope
      square[at] = 0.99 * (square[at] ?? 0) + 0.01 * slope * slope
      const step = (mean[at] ?? 0) / (1 - 0.9 ** round) / (Math.sqrt((square[at] ?? 0) / (1 - 0.99 ** round)) + 1e-8)
      weights[at] = (weights[at] ?? 0) - rate * step
    }
  }
  return weights
}

function deviations(rows: readonly Float64Array[]): Float64Array {
  const size = rows[0]?.length ?? 0
  return Float64Array.from({ length: size }, (_, at) => {
    const mean = rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length
    return Math.sqrt(rows.reduce((sum, row) => sum + ((row[at] ?? 0) - mean) ** 2, 0) / rows.length) || 1
  })
}

function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - top))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

export function dot(row: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let at = 0; at < row.length; at++) sum += (row[at] ?? 0) * (weights[at] ?? 0)
  return sum
}

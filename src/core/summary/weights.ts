import { z } from 'zod'
import { columns } from './features.ts'
import { type Forest, type PackedForest, packForest, unpackForest } from './forest.ts'

/**
 * Learned trees that say how likely a word, and a pair of words, is to stand in a person's summary. The first two guess at a
 * glance; the others look again when the guess has told which sentences stand out.
 */
export interface Weights {
  readonly glanceWord: Forest
  readonly glancePair: Forest
  readonly word: Forest
  readonly pair: Forest
}

const forest = z
  .strictObject({ base: z.number(), trees: z.array(z.string()) })
  .transform((packed: PackedForest, context): Forest => {
    try {
      return unpackForest(packed, columns)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      context.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })

const schema = z.strictObject({ glanceWord: forest, glancePair: forest, word: forest, pair: forest })

/**
 * Checks weights as `npm run train` writes them.
 * @throws {TypeError} which says what is wrong with the file
 */
export function parseWeights(json: unknown): Weights {
  const result = schema.safeParse(json)
  if (!result.success) throw new TypeError(`not usable as summary weights: ${z.prettifyError(result.error)}`)
  return result.data
}

/** The JSON form that {@link parseWeights} reads. */
export function packWeights(weights: Weights): Record<keyof Weights, PackedForest> {
  return {
    glanceWord: packForest(weights.glanceWord, columns),
    glancePair: packForest(weights.glancePair, columns),
    word: packForest(weights.word, columns),
    pair: packForest(weights.pair, columns),
  }
}

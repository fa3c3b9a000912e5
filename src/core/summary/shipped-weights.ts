import json from './weights.json' with { type: 'json' }
import { parseWeights, type Weights } from './weights.ts'

let parsed: Weights | undefined

/** The weights that come with the product, learned by `npm run train` from English news; used for every language. */
export function shippedWeights(): Weights {
  parsed ??= parseWeights(json)
  return parsed
}

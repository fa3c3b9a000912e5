// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: learned values that happen to be near one
// Learned by bench/retrieval/train.ts; not to be edited by hand.
import type { Decision } from './confidence.ts'

/** In the order of `FEATURES`. */
export const RANKING = Float64Array.of(
  -0.2855, // terms
  -0.4817, // kindred
  0.1237, // withBefore
  0.5989, // relatedBefore
  0.04716, // related
  0.3349, // chained
  0.1434, // withOpening
  0.06328, // beyondOpening
  -0.131, // grams
  0.1762, // gramsBefore
  0.6506, // gramsAfter
  0.8261, // relatedAfter
  0.05752, // firm
  0.2424, // firmAround
  -0.1629, // topical
  0.8111, // focus
  0.4962, // unique
  -0.2952, // relativeTerms
  -0.5231, // relativeKindred
  0.6862, // relativeChained
  0.9078, // relativeOpening
  0.3366, // relativeBeyond
  0.83, // relativeGrams
  0.949, // relativeShortGrams
  1.125, // pairs
  1.668, // window
  0.5325, // density
  -1.029, // order
  0.4788, // sought
  -0.6788, // unsought
  0.7024, // soughtDate
  1.391, // reason
  2.057, // plainNumber
  0.7671, // counted
  0.8751, // measured
  0.4536, // year
  2.527, // share
  1.185, // fullName
  1.09, // agent
  1.357, // placed
  1.582, // situated
  1.303, // naming
  0.6079, // definition
  0.1346, // first
  0.2117, // second
  0.9352, // position
  -0.4542, // depth
  -0.3111, // length
  0.1452, // briefLength
  -0.3384, // definingFirst
  1.468, // definingPosition
  -0.6772, // phrase
  0.2642, // fresh
  0.484, // lead
  0.1345, // leans
  -0.8104, // leansBefore
  -2.429, // interrogative
  0.2314, // parenthesis
)

/** Learned where half of the questions are put to a wrong text, or ask for a wrong name; weights in the order of `SIGNS_OF_ANSWER`. */
export const CAUTIOUS: Decision = {
  bias: -0.4127,
  weights: Float64Array.of(
    -0.07248, // score
    0.4522, // lead
    0.2927, // mass
    0.2756, // grams
    -0.739, // terms
    -0.2346, // kindred
    0.1663, // withBefore
    -0.2127, // window
    0.4797, // density
    0.3101, // pairs
    0.5174, // firm
    0.2111, // sought
    0.4889, // unsought
    0.4645, // firmAround
    0.4589, // reason
    0.293, // leading
    -0.1856, // first
    0.5651, // found
    -0.862, // firmMissing
    -0.05993, // missing
    -0.7326, // complete
    -0.6177, // termCount
    -0.1092, // candidates
    0.203, // brief
    -0.06691, // untyped
    0.6083, // caseless
    -0.006181, // gramsFirm
    -0.9724, // loose
    0.009727, // looseScore
    0.6407, // looseMass
    1.297, // looseGrams
    1.846, // looseFound
    0.1764, // looseLeading
    -0.6825, // looseUnsought
    -0.03147, // looseSought
    -0.01092, // looseDensity
    -0.1083, // looseFirst
    -0.06659, // looseLength
    -0.2254, // length
    -0.4068, // looseCandidates
    0.2677, // looseUntyped
    -0.7505, // looseBrief
    -0.2079, // looseReason
    0.0, // unmentioned
    2.294, // topical
    0.4483, // wholly
    -0.5221, // looseWholly
    -0.8291, // phrase
    0.1901, // loosePhrase
    -0.03825, // situated
    -0.2596, // related
    0.8257, // withOpening
    -0.2738, // relativeBeyond
    0.03433, // unique
    -0.04274, // focus
    -0.06716, // leans
    0.1228, // position
    0.003742, // plainNumber
    0.3362, // counted
    -0.279, // fullName
    0.08317, // agent
    -0.5026, // placed
    0.3774, // naming
    0.2236, // definition
    0.0302, // fresh
  ),
}

/** Learned from what people typed into a search engine, put to an article that came up; weights in the order of `SIGNS_OF_ANSWER`. */
export const BALANCED: Decision = {
  bias: -0.1739,
  weights: Float64Array.of(
    0.1099, // score
    0.2266, // lead
    0.5679, // mass
    0.558, // grams
    0.02323, // terms
    -0.3127, // kindred
    -1.046, // withBefore
    0.6397, // window
    -0.3827, // density
    -1.218, // pairs
    -0.1523, // firm
    -0.1906, // sought
    -1.893, // unsought
    -0.09772, // firmAround
    0.2952, // reason
    -0.08488, // leading
    -0.1942, // first
    0.4914, // found
    -0.06447, // firmMissing
    -0.6642, // missing
    -0.4081, // complete
    -0.6815, // termCount
    -0.1027, // candidates
    -0.227, // brief
    -0.2858, // untyped
    0.0, // caseless
    -0.1748, // gramsFirm
    -0.4913, // loose
    0.02716, // looseScore
    0.04203, // looseMass
    0.7798, // looseGrams
    0.2141, // looseFound
    0.2474, // looseLeading
    0.03529, // looseUnsought
    -0.3646, // looseSought
    -0.06356, // looseDensity
    0.2739, // looseFirst
    0.005262, // looseLength
    -0.003407, // length
    -0.008056, // looseCandidates
    -0.3234, // looseUntyped
    -0.2159, // looseBrief
    -1.559, // looseReason
    -0.4944, // unmentioned
    -0.5248, // topical
    0.2914, // wholly
    -0.03952, // looseWholly
    1.067, // phrase
    0.007268, // loosePhrase
    -0.2476, // situated
    0.7713, // related
    1.004, // withOpening
    -0.04797, // relativeBeyond
    -0.1289, // unique
    0.2622, // focus
    -0.08201, // leans
    0.4072, // position
    -0.413, // plainNumber
    0.8324, // counted
    -0.7914, // fullName
    0.8305, // agent
    0.7314, // placed
    -0.5238, // naming
    -0.09969, // definition
    -0.004512, // fresh
  ),
}

// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: learned values that happen to be near one
// Learned by bench/retrieval/train.ts; not to be edited by hand.
import type { Decision } from './confidence.ts'

/** In the order of `FEATURES`. */
export const RANKING = Float64Array.of(
  -0.2439, // terms
  -0.4758, // kindred
  0.2116, // withBefore
  0.5801, // relatedBefore
  -0.04507, // related
  0.3536, // chained
  0.174, // withOpening
  0.05819, // beyondOpening
  -0.2752, // grams
  0.1629, // gramsBefore
  0.6499, // gramsAfter
  0.824, // relatedAfter
  0.03613, // firm
  0.2415, // firmAround
  0.0, // topical
  0.8093, // focus
  0.5029, // unique
  -0.3313, // relativeTerms
  -0.556, // relativeKindred
  0.6814, // relativeChained
  0.9139, // relativeOpening
  0.3326, // relativeBeyond
  0.799, // relativeGrams
  0.9778, // relativeShortGrams
  0.727, // pairs
  1.614, // window
  0.5482, // density
  -1.115, // order
  0.4774, // sought
  -0.6768, // unsought
  0.7019, // soughtDate
  1.391, // reason
  2.063, // plainNumber
  0.7618, // counted
  0.8703, // measured
  0.4542, // year
  2.534, // share
  1.186, // fullName
  1.087, // agent
  1.357, // placed
  1.568, // situated
  1.302, // naming
  0.5912, // definition
  0.1395, // first
  0.2208, // second
  0.9329, // position
  -0.4634, // depth
  -0.3198, // length
  0.1449, // briefLength
  1.029, // definingPosition
  0.0, // phrase
  0.2735, // fresh
  0.462, // lead
  0.1461, // leans
  -0.83, // leansBefore
  -2.664, // interrogative
  0.2293, // parenthesis
)

/** Learned where half of the questions are put to a wrong text, or ask for a wrong name; weights in the order of `SIGNS_OF_ANSWER`. */
export const CAUTIOUS: Decision = {
  bias: -0.405,
  weights: Float64Array.of(
    -0.06097, // score
    0.4414, // lead
    0.2832, // mass
    0.2868, // grams
    -0.7517, // terms
    -0.2287, // kindred
    0.1982, // withBefore
    -0.2279, // window
    0.4694, // density
    0.4402, // pairs
    0.5106, // firm
    0.2062, // sought
    0.5031, // unsought
    0.4672, // firmAround
    0.3324, // reason
    0.3034, // leading
    -0.2036, // first
    0.5995, // found
    -0.861, // firmMissing
    -0.06356, // missing
    -0.7601, // complete
    -0.6231, // termCount
    -0.1142, // candidates
    0.1046, // brief
    -0.06776, // untyped
    0.6066, // caseless
    0.01198, // gramsFirm
    -0.9559, // loose
    0.02258, // looseScore
    0.5735, // looseMass
    1.287, // looseGrams
    1.834, // looseFound
    0.1931, // looseLeading
    -0.6689, // looseUnsought
    -0.03271, // looseSought
    -0.01689, // looseDensity
    -0.106, // looseFirst
    -0.06461, // looseLength
    -0.2218, // length
    -0.4185, // looseCandidates
    0.3009, // looseUntyped
    -0.6681, // looseBrief
    -0.1338, // looseReason
    0.0, // unmentioned
    2.303, // topical
    0.4791, // wholly
    -0.5635, // looseWholly
    -0.9871, // phrase
    0.1466, // loosePhrase
    -0.07775, // situated
    -0.2492, // related
    0.8065, // withOpening
    -0.2887, // relativeBeyond
    0.02529, // unique
    -0.06306, // focus
    -0.07343, // leans
    0.0988, // position
    0.01132, // plainNumber
    0.3038, // counted
    -0.2915, // fullName
    0.0808, // agent
    -0.5015, // placed
    0.4501, // naming
    0.2032, // definition
    0.03833, // fresh
  ),
}

/** Learned from what people typed into a search engine, put to an article that came up; weights in the order of `SIGNS_OF_ANSWER`. */
export const BALANCED: Decision = {
  bias: -0.1681,
  weights: Float64Array.of(
    0.1164, // score
    0.2153, // lead
    0.6109, // mass
    0.5532, // grams
    0.04321, // terms
    -0.3337, // kindred
    -1.069, // withBefore
    0.712, // window
    -0.3913, // density
    -1.049, // pairs
    -0.1473, // firm
    -0.1843, // sought
    -1.867, // unsought
    -0.09449, // firmAround
    0.2641, // reason
    -0.07558, // leading
    -0.2341, // first
    0.4758, // found
    -0.06816, // firmMissing
    -0.6553, // missing
    -0.3814, // complete
    -0.6923, // termCount
    -0.1081, // candidates
    -0.237, // brief
    -0.2777, // untyped
    0.0, // caseless
    -0.176, // gramsFirm
    -0.4624, // loose
    0.03077, // looseScore
    0.006368, // looseMass
    0.7664, // looseGrams
    0.2086, // looseFound
    0.2512, // looseLeading
    0.04717, // looseUnsought
    -0.3543, // looseSought
    -0.07374, // looseDensity
    0.247, // looseFirst
    0.007853, // looseLength
    -0.0152, // length
    -0.01116, // looseCandidates
    -0.2952, // looseUntyped
    -0.2064, // looseBrief
    -1.501, // looseReason
    -0.4887, // unmentioned
    -0.558, // topical
    0.2882, // wholly
    -0.02035, // looseWholly
    0.9162, // phrase
    -0.06794, // loosePhrase
    -0.2861, // situated
    0.7698, // related
    0.9479, // withOpening
    -0.04419, // relativeBeyond
    -0.1338, // unique
    0.2523, // focus
    -0.07888, // leans
    0.4459, // position
    -0.4301, // plainNumber
    0.8179, // counted
    -0.7877, // fullName
    0.8589, // agent
    0.7404, // placed
    -0.1705, // naming
    -0.09301, // definition
    0.01004, // fresh
  ),
}

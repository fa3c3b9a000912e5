// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: learned values that happen to be near one
// Learned by bench/retrieval/train.ts; not to be edited by hand.
import type { Decision } from './confidence.ts'

/** In the order of `FEATURES`. */
export const RANKING = Float64Array.of(
  -0.1969, // terms
  -0.3776, // kindred
  0.1729, // withBefore
  0.6416, // relatedBefore
  0.07123, // related
  0.333, // chained
  0.09429, // withOpening
  0.07559, // beyondOpening
  -0.2606, // grams
  0.1463, // gramsBefore
  0.6492, // gramsAfter
  0.8007, // relatedAfter
  0.04619, // firm
  0.2424, // firmAround
  -0.1923, // topical
  0.7879, // focus
  0.4914, // unique
  -0.3374, // relativeTerms
  -0.5359, // relativeKindred
  0.689, // relativeChained
  0.9217, // relativeOpening
  0.3566, // relativeBeyond
  0.8176, // relativeGrams
  0.9751, // relativeShortGrams
  0.6915, // pairs
  1.683, // window
  0.525, // density
  -1.172, // order
  0.4792, // sought
  -0.6794, // unsought
  0.7103, // soughtDate
  1.396, // reason
  2.065, // plainNumber
  0.7896, // counted
  0.8915, // measured
  0.4475, // year
  2.545, // share
  1.167, // fullName
  1.075, // agent
  1.491, // placed
  1.272, // naming
  0.5775, // definition
  0.1527, // first
  0.2209, // second
  1.029, // position
  -0.5035, // depth
  -0.3237, // length
  0.1371, // briefLength
  0.2707, // fresh
  0.5082, // lead
  0.134, // leans
  -0.8473, // leansBefore
  -2.667, // interrogative
  0.2372, // parenthesis
)

/** Learned where half of the questions are put to a wrong text, or ask for a wrong name; weights in the order of `SIGNS_OF_ANSWER`. */
export const CAUTIOUS: Decision = {
  bias: -0.4249,
  weights: Float64Array.of(
    -0.06372, // score
    0.4517, // lead
    0.2547, // mass
    0.1916, // grams
    -0.7841, // terms
    -0.255, // kindred
    0.2612, // withBefore
    -0.3129, // window
    0.5149, // density
    -0.1605, // pairs
    0.4841, // firm
    0.1664, // sought
    0.4792, // unsought
    0.4624, // firmAround
    0.4309, // reason
    0.2749, // leading
    -0.2169, // first
    0.5575, // found
    -1.102, // firmMissing
    -0.05049, // missing
    -0.7343, // complete
    -0.5988, // termCount
    -0.12, // candidates
    0.1382, // brief
    -0.06769, // untyped
    0.5911, // caseless
    -0.1522, // gramsFirm
    -0.9758, // loose
    0.01535, // looseScore
    0.5744, // looseMass
    1.394, // looseGrams
    1.855, // looseFound
    0.1951, // looseLeading
    -0.66, // looseUnsought
    -0.01742, // looseSought
    -0.004149, // looseDensity
    -0.142, // looseFirst
    -0.05471, // looseLength
    -0.2213, // length
    -0.4278, // looseCandidates
    0.2802, // looseUntyped
    -0.7148, // looseBrief
    -0.2038, // looseReason
    0.0, // unmentioned
    2.326, // topical
    0.4893, // wholly
    -0.5526, // looseWholly
    -0.2721, // related
    0.8978, // withOpening
    -0.3549, // relativeBeyond
    0.03302, // unique
    -0.02427, // focus
    -0.08367, // leans
    0.04928, // position
    0.05687, // plainNumber
    0.2578, // counted
    -0.2876, // fullName
    0.06229, // agent
    -0.5221, // placed
    0.4244, // naming
    0.2405, // definition
    0.02959, // fresh
  ),
}

/** Learned from what people typed into a search engine, put to an article that came up; weights in the order of `SIGNS_OF_ANSWER`. */
export const BALANCED: Decision = {
  bias: -0.1627,
  weights: Float64Array.of(
    0.1358, // score
    0.2286, // lead
    0.4808, // mass
    0.5353, // grams
    0.1106, // terms
    -0.2654, // kindred
    -1.389, // withBefore
    0.9775, // window
    -0.3605, // density
    -0.8044, // pairs
    -0.1262, // firm
    -0.2572, // sought
    -1.873, // unsought
    -0.1483, // firmAround
    0.3291, // reason
    -0.08264, // leading
    -0.1698, // first
    0.376, // found
    -0.1538, // firmMissing
    -0.6492, // missing
    -0.3925, // complete
    -0.6849, // termCount
    -0.08106, // candidates
    -0.3893, // brief
    -0.1929, // untyped
    0.0, // caseless
    -0.1645, // gramsFirm
    -0.5164, // loose
    0.05426, // looseScore
    0.07624, // looseMass
    0.8223, // looseGrams
    0.1224, // looseFound
    0.2838, // looseLeading
    0.06516, // looseUnsought
    -0.3458, // looseSought
    -0.03264, // looseDensity
    0.2494, // looseFirst
    -0.002974, // looseLength
    0.03, // length
    -0.04434, // looseCandidates
    -0.368, // looseUntyped
    -0.2186, // looseBrief
    -1.526, // looseReason
    -0.4713, // unmentioned
    -0.381, // topical
    0.3266, // wholly
    -0.09135, // looseWholly
    0.7138, // related
    1.1, // withOpening
    -0.175, // relativeBeyond
    -0.1905, // unique
    0.188, // focus
    -0.09539, // leans
    0.3825, // position
    -0.4847, // plainNumber
    0.859, // counted
    -0.7537, // fullName
    0.8061, // agent
    0.5971, // placed
    -0.3456, // naming
    0.02955, // definition
    0.02463, // fresh
  ),
}

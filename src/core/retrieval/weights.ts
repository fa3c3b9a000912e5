// Learned by bench/retrieval/train.ts; not to be edited by hand.

/** In the order of `FEATURES`. */
export const RANKING = Float64Array.of(
  0.08035, // grams
  -0.5915, // terms
  2.034, // kindred
  0.7924, // withBefore
  -0.2337, // withAfter
  0.1729, // pairs
  -0.01843, // firm
  -0.01041, // gramsBefore
  0.6647, // gramsAfter
  1.534, // relativeGrams
  -0.03111, // relativeTerms
  0.6331, // rarest
  0.4357, // window
  1.604, // density
  -1.916, // count
  0.6526, // sought
  -0.8427, // unsought
  0.4478, // nearness
  1.495, // reason
  0.231, // names
  -1.466, // first
  2.472, // position
  0.4205, // length
  0.451, // lead
  -5.016, // interrogative
  0.7625, // briefFirst
  0.369, // briefLead
  0.03861, // briefLength
  0.7092, // soughtDate
  1.631, // soughtNumber
  0.2746, // soughtName
  -0.1087, // soughtPlace
  0.139, // lastTerm
  -0.8142, // order
)

/** In the order of `SIGNS_OF_ANSWER`. */
export const DECISION = Float64Array.of(
  0.4266, // score
  0.4617, // lead
  -0.3353, // grams
  -1.336, // terms
  0.7418, // kindred
  0.8321, // withBefore
  -0.1878, // window
  -0.4787, // pairs
  -0.04097, // firm
  -1.032, // sought
  -0.3691, // unsought
  -0.2172, // reason
  2.392, // found
  -0.302, // firmMissing
  -0.3303, // missing
  -1.501, // complete
  -0.179, // terms2
  -0.4955, // candidates
  -0.8523, // brief
  -0.2748, // untyped
  0.7318, // caseless
  3.039, // gramsFirm
)

export const BIAS = -3.337

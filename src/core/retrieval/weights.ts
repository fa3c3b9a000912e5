// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: learned values that happen to be near one
// Learned by bench/retrieval/train.ts; not to be edited by hand.

/** In the order of `FEATURES`. */
export const RANKING = Float64Array.of(
  -0.6876, // grams
  -0.5084, // terms
  3.302, // kindred
  1.652, // withBefore
  -0.3959, // withAfter
  0.5749, // pairs
  -0.1419, // firm
  -0.2377, // gramsBefore
  1.29, // gramsAfter
  1.794, // relativeGrams
  -0.09827, // relativeTerms
  0.4785, // rarest
  1.278, // window
  1.082, // density
  -1.526, // count
  0.63, // sought
  -0.8146, // unsought
  0.3889, // nearness
  1.551, // reason
  0.2458, // names
  -1.522, // first
  2.502, // position
  0.2399, // length
  0.4235, // lead
  -6.202, // interrogative
  0.7261, // briefFirst
  0.2864, // briefLead
  0.1197, // briefLength
  0.679, // soughtDate
  1.583, // soughtNumber
  0.2305, // soughtName
  -0.1009, // soughtPlace
  -0.01133, // lastTerm
  -1.834, // order
)

/** In the order of `SIGNS_OF_ANSWER`. */
export const DECISION = Float64Array.of(
  0.1415, // score
  0.2599, // lead
  1.842, // mass
  0.9024, // grams
  -2.172, // terms
  1.495, // kindred
  -0.3089, // withBefore
  0.7065, // window
  0.8387, // density
  -1.27, // pairs
  -0.219, // firm
  -0.1893, // sought
  0.5169, // unsought
  -0.02976, // nearness
  0.8284, // reason
  -0.1431, // leading
  -0.3879, // first
  1.654, // found
  -1.777, // firmMissing
  -0.05216, // missing
  -0.6324, // complete
  -0.7901, // termCount
  -0.6025, // candidates
  0.0827, // brief
  -0.1147, // untyped
  1.004, // caseless
  0.8278, // gramsFirm
  -1.933, // loose
  -0.1074, // looseScore
  -0.7651, // looseMass
  1.013, // looseGrams
  1.684, // looseFound
  0.3979, // looseLeading
  -0.8915, // looseUnsought
  0.2028, // looseSought
  0.23, // looseDensity
  0.1869, // looseFirst
  0.08248, // looseLength
  0.1949, // length
  -0.1158, // looseCandidates
  0.3458, // looseUntyped
  -0.2906, // looseBrief
  -0.4233, // looseReason
)

export const BIAS = -1.085

import type { Language } from '../language/language.ts'
import { FEATURES } from './features.ts'
import { KINDRED } from './matching.ts'
import type { ReadQuestion } from './question.ts'

/**
 * What the decision whether to answer looks at, in the order of its weights. Questions without a name or number (`loose`) have
 * weights of their own for many signs: of those, more words are found in any text.
 */
export const SIGNS_OF_ANSWER = [
  'score',
  'lead',
  'mass',
  'grams',
  'terms',
  'kindred',
  'withBefore',
  'window',
  'density',
  'pairs',
  'firm',
  'sought',
  'unsought',
  'firmAround',
  'reason',
  'leading',
  'first',
  'found',
  'firmMissing',
  'missing',
  'complete',
  'termCount',
  'candidates',
  'brief',
  'untyped',
  'caseless',
  'gramsFirm',
  'loose',
  'looseScore',
  'looseMass',
  'looseGrams',
  'looseFound',
  'looseLeading',
  'looseUnsought',
  'looseSought',
  'looseDensity',
  'looseFirst',
  'looseLength',
  'length',
  'looseCandidates',
  'looseUntyped',
  'looseBrief',
  'looseReason',
  'unmentioned',
  'topical',
  'wholly',
  'looseWholly',
  'phrase',
  'loosePhrase',
  'situated',
  'related',
  'withOpening',
  'relativeBeyond',
  'unique',
  'focus',
  'leans',
  'position',
  'plainNumber',
  'counted',
  'fullName',
  'agent',
  'placed',
  'naming',
  'definition',
  'fresh',
] as const

/** A logistic model of whether the first candidate answers. */
export interface Decision {
  readonly bias: number
  /** In the order of `SIGNS_OF_ANSWER`. */
  readonly weights: Float64Array
}

/** A ranking's first candidate and what it stands against. */
export interface Best {
  readonly row: Float64Array
  readonly score: number
  /** Score of the second candidate, 0 where there is none. */
  readonly second: number
  /** Its share of the probability among all candidates, by softmax. */
  readonly mass: number
  /** How many there are. */
  readonly candidates: number
  readonly question: ReadQuestion
  /** For each term how nearly any sentence has it, 0 … 1. */
  readonly found: Float64Array
  readonly language: Language
  /** How many names and numbers of the question no passage mentions. */
  readonly unmentioned: number
}

const CASELESS: ReadonlySet<Language> = new Set(['hi', 'ar', 'zh'])

/** Rounding leaves a whole share a little below 1. */
const WHOLE = 0.999

/**
 * Whether a candidate has all the words of a question that name what it asks about; if it leans on what stands around it, half of them and
 * all names and numbers there.
 */
export function hasAll(row: Float64Array): boolean {
  const of = (name: (typeof FEATURES)[number]) => row[FEATURES.indexOf(name)] ?? 0
  return of('topical') === 1 || (of('leans') > 0 && of('topical') >= 0.5 && of('firmAround') >= WHOLE)
}

/** Measures how well the first candidate stands: one value for each of `SIGNS_OF_ANSWER`. */
export function judgeBest({
  row,
  score,
  second,
  mass,
  candidates,
  question,
  found,
  language,
  unmentioned,
}: Best): Float64Array {
  const of = (name: (typeof FEATURES)[number]) => row[FEATURES.indexOf(name)] ?? 0
  let total = 0
  let present = 0
  let missing = 0
  let firm = 0
  let firmMissing = 0
  question.terms.forEach((term, index) => {
    const isFound = (found[index] ?? 0) >= KINDRED
    total += term.weight
    if (isFound) present += term.weight
    else if (term.weight === 1) missing++
    if (term.firm) firm++
    if (term.firm && !isFound) firmMissing++
  })
  const loose = firm === 0 ? 1 : 0
  const values: Record<(typeof SIGNS_OF_ANSWER)[number], number> = {
    score,
    mass,
    density: of('density'),
    firmAround: firm > 0 ? of('firmAround') : 0.5,
    leading: of('lead'),
    first: of('first'),
    length: of('length'),
    loose,
    looseScore: loose * score,
    looseMass: loose * mass,
    looseGrams: loose * of('grams'),
    looseFound: loose * (total > 0 ? present / total : 0),
    looseLeading: loose * of('lead'),
    looseUnsought: loose * of('unsought'),
    looseSought: loose * of('sought'),
    looseDensity: loose * of('density'),
    looseFirst: loose * of('first'),
    looseLength: loose * of('length'),
    looseCandidates: loose * Math.log(1 + candidates),
    looseUntyped: loose * (question.asked === 'other' ? 1 : 0),
    looseBrief: loose * (question.brief ? 1 : 0),
    looseReason: loose * (question.asked === 'reason' ? 1 : 0),
    unmentioned: Math.min(3, unmentioned),
    topical: of('topical'),
    wholly: of('topical') === 1 ? 1 : 0,
    looseWholly: of('topical') === 1 ? loose : 0,
    phrase: of('phrase'),
    loosePhrase: loose * of('phrase'),
    situated: of('situated'),
    related: of('related'),
    withOpening: of('withOpening'),
    relativeBeyond: of('relativeBeyond'),
    unique: of('unique'),
    focus: of('focus'),
    leans: of('leans'),
    position: of('position'),
    plainNumber: of('plainNumber'),
    counted: of('counted'),
    fullName: of('fullName'),
    agent: of('agent'),
    placed: of('placed'),
    naming: of('naming'),
    definition: of('definition'),
    fresh: of('fresh'),
    lead: Math.min(score - second, 3),
    grams: of('grams'),
    terms: of('terms'),
    kindred: of('kindred'),
    withBefore: of('withBefore'),
    window: of('window'),
    pairs: of('pairs'),
    firm: firm > 0 ? of('firm') : 0.5,
    sought: of('sought'),
    unsought: of('unsought'),
    reason: of('reason'),
    found: total > 0 ? present / total : 0,
    firmMissing: firm > 0 ? firmMissing / firm : 0,
    missing: Math.min(3, missing),
    complete: missing === 0 ? 1 : 0,
    termCount: Math.log(1 + question.terms.length),
    candidates: Math.log(1 + candidates),
    brief: question.brief ? 1 : 0,
    untyped: question.asked === 'other' ? 1 : 0,
    caseless: CASELESS.has(language) ? 1 : 0,
    gramsFirm: of('grams') * (firm > 0 ? 1 - firmMissing / firm : 0.7),
  }
  return Float64Array.from(SIGNS_OF_ANSWER, (name) => values[name])
}

import type { Case } from './grounds.ts'
import { denialsOf, negationsOf } from './negation-words.ts'
import { NEARLY_VERBATIM, type Token } from './wording.ts'

/** Words of order, size and course, each class with the one that says the opposite. */
const CLASSES: readonly (readonly [string, string])[] = [
  [
    'more over above higher older bigger larger greater exceeds exceeded mehr höher über plus más больше выше',
    'less under below lower younger smaller fewer beneath weniger niedriger unter moins menos меньше ниже',
  ],
  [
    'rose rise rises risen rising increased increase increases grew grow grown growing gestiegen steigt hausse subió',
    'fell fall falls fallen falling decreased decrease decreases shrank dropped declined gesunken sinkt baisse bajó',
  ],
  ['before vor avant antes до', 'after nach après después после'],
  ['earlier früher', 'later später'],
  ['won win wins gewonnen', 'lost lose loses verloren'],
  ['bought buy buys gekauft', 'sold sell sells verkauft'],
  ['accepted approved approves approve', 'rejected rejects reject'],
  ['began begin begins started starts opened opens open', 'ended end ends closed closes close shut'],
  ['supported support supports backed backs', 'opposed oppose opposes'],
  ['first', 'last'],
  ['up', 'down'],
  ['gained gain', 'lost lose'],
  ['added add adds', 'removed remove removes'],
  ['raised raise raises', 'lowered lower lowers cut cuts'],
  ['stronger strengthened', 'weaker weakened'],
  ['allowed permitted', 'forbidden banned prohibited'],
  ['most', 'least'],
  ['all', 'none'],
  ['north', 'south'],
  ['east', 'west'],
  ['left', 'right'],
  ['inside', 'outside'],
]

type Class = readonly [index: number, side: 0 | 1]
const CLASS_OF: ReadonlyMap<string, readonly Class[]> = CLASSES.reduce((table, pair, index) => {
  for (const side of [0, 1] as const) {
    for (const word of pair[side].split(' ')) table.set(word, [...(table.get(word) ?? []), [index, side]])
  }
  return table
}, new Map<string, readonly Class[]>())

/** So many words before and behind are looked at to see whether the two sides of a comparison have changed places too. */
const REACH = 6

/** Words of order, size or course of which the evidence has only the opposite. */
export function opposites(examined: Case): string[] {
  const { claim, evidence, alignment } = examined
  if (alignment.kept >= NEARLY_VERBATIM) return insideDifferences(examined)
  const theirs = evidence.flatMap(({ tokens }) => tokens)
  const denied = parity(claim.tokens, claim.language) !== parity(theirs, evidence[0]?.language ?? claim.language)
  if (denied) return []
  return claim.tokens.filter((token) => isTurned(token, claim.tokens, theirs)).map(({ text }) => text)
}

function isTurned(token: Token, mine: readonly Token[], theirs: readonly Token[]): boolean {
  return (CLASS_OF.get(token.norm) ?? []).some(([index, side]) => {
    const isOf = (wanted: 0 | 1) => (other: Token) =>
      CLASS_OF.get(other.norm)?.some(([its, sideOf]) => its === index && sideOf === wanted) === true
    const other = side === 0 ? 1 : 0
    if (mine.some(isOf(other)) || theirs.some(isOf(side))) return false
    const against = theirs.find(isOf(other))
    return (
      against !== undefined &&
      !hasChangedPlaces(token, mine, against, theirs) &&
      sharesNeighbour(token, mine, against, theirs)
    )
  })
}

/** "late varieties suffered less than early ones", "early ones suffered more than late ones". */
function hasChangedPlaces(one: Token, mine: readonly Token[], other: Token, theirs: readonly Token[]): boolean {
  const here = sidesOf(one, mine)
  const there = sidesOf(other, theirs)
  const forth = shared(here.before, there.behind)
  const back = shared(here.behind, there.before)
  const stayed = shared(here.before, there.before) + shared(here.behind, there.behind)
  return (forth > 0 && back > 0) || forth + back > stayed
}

function sharesNeighbour(one: Token, mine: readonly Token[], other: Token, theirs: readonly Token[]): boolean {
  const here = sidesOf(one, mine)
  const there = sidesOf(other, theirs)
  return shared(here.before, there.before) + shared(here.behind, there.behind) > 0
}

function sidesOf(token: Token, tokens: readonly Token[]): { before: string[]; behind: string[] } {
  const at = tokens.indexOf(token)
  const stems = (from: number, to: number) =>
    tokens.slice(Math.max(0, from), to).flatMap(({ isContent, stem }) => (isContent ? [stem] : []))
  return { before: stems(at - REACH, at), behind: stems(at + 1, at + 1 + REACH) }
}

function shared(one: readonly string[], other: readonly string[]): number {
  return one.filter((stem) => other.includes(stem)).length
}

function parity(tokens: readonly Token[], language: string): number {
  return (negationsOf(tokens, language).length + denialsOf(tokens, language).length) % 2
}

/** In a claim that is nearly its evidence every changed stretch is looked at by itself. */
function insideDifferences({ alignment }: Case): string[] {
  return alignment.differences.flatMap(({ claim: put, evidence: was }) => {
    if (was.length === 0 || was.length > 4) return []
    return put
      .filter(({ norm }) => {
        const classes = CLASS_OF.get(norm) ?? []
        return classes.some(([index, side]) => {
          return was.some(
            (word) => CLASS_OF.get(word.norm)?.some(([its, sideOf]) => its === index && sideOf !== side) === true,
          )
        })
      })
      .map(({ text }) => text)
  })
}

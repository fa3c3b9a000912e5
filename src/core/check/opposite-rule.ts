import type { Case } from './grounds.ts'
import { denialsOf, negationsOf } from './negation-words.ts'
import { NEARLY_VERBATIM, type Token } from './wording.ts'

interface Opposites {
  readonly words: readonly [ReadonlySet<string>, ReadonlySet<string>]
  /** Who or what it is said of may have changed sides too: who won against whom, what came before what. */
  readonly isTwoSided: boolean
}

function opposing(one: string, other: string, isTwoSided = false): Opposites {
  return { words: [new Set(one.split(' ')), new Set(other.split(' '))], isTwoSided }
}

/** Words of order, size and course, each row with those that say the opposite. */
const CLASSES: readonly Opposites[] = [
  opposing(
    'more over above higher older bigger larger greater exceeds exceeded mehr höher über plus más больше выше',
    'less under below lower younger smaller fewer beneath weniger niedriger unter moins menos меньше ниже',
    true,
  ),
  opposing('before vor avant antes до', 'after nach après después после', true),
  opposing('earlier früher', 'later später', true),
  opposing('won win wins beat gewonnen', 'lost lose loses verloren', true),
  opposing('bought buy buys gekauft', 'sold sell sells verkauft', true),
  opposing(
    'rose rise rises risen rising increased increase increases grew grow grown growing gestiegen steigt hausse subió',
    'fell fall falls fallen falling decreased decrease decreases shrank dropped declined gesunken sinkt baisse bajó',
  ),
  // "38 per cent more than" is not "fell by 38 per cent".
  opposing('fell falls fallen decreased dropped declined shrank', 'more higher'),
  opposing('rose rises risen increased grew grown', 'less fewer lower'),
  opposing('accepted approved approves approve', 'rejected rejects reject'),
  opposing('began begin begins started starts opened opens open', 'ended end ends closed closes close shut'),
  opposing('supported support supports backed backs', 'opposed oppose opposes'),
  opposing('first', 'last'),
  opposing('up', 'down'),
  opposing('gained gain', 'lost lose'),
  opposing('added add adds', 'removed remove removes'),
  opposing('raised raise raises', 'lowered lower lowers cut cuts'),
  opposing('stronger strengthened', 'weaker weakened'),
  opposing('allowed permitted', 'forbidden banned prohibited'),
  opposing('most', 'least'),
  opposing('all', 'none'),
  opposing('north', 'south'),
  opposing('east', 'west'),
  opposing('left', 'right'),
  opposing('inside', 'outside'),
]

/** So many words before and behind are looked at to see whether the two sides of a comparison have changed places too. */
const REACH = 6
/** What comes before or after something stands right behind the word. */
const NEXT = 3

/** Words of order, size or course of which the evidence has the opposite instead; but for verbs that tell the same from the other side. */
export function opposites(examined: Case, settled: readonly Token[]): string[] {
  const { claim, evidence, alignment } = examined
  if (alignment.kept >= NEARLY_VERBATIM) return insideDifferences(examined)
  const theirs = evidence.flatMap(({ tokens }) => tokens)
  if (parity(claim.tokens, claim.language) !== parity(theirs, evidence[0]?.language ?? claim.language)) return []
  const open = claim.tokens.filter((token) => !settled.includes(token))
  return open.filter((token) => isTurned(token, claim.tokens, theirs)).map(({ text }) => text)
}

function isTurned(token: Token, mine: readonly Token[], theirs: readonly Token[]): boolean {
  return CLASSES.some(({ words, isTwoSided }) => {
    const side = words.findIndex((row) => row.has(token.norm))
    const [own, other] = side === 0 ? [words[0], words[1]] : [words[1], words[0]]
    if (side < 0) return false
    const against = theirs.filter(({ norm }) => other.has(norm))
    const same = theirs.filter(({ norm }) => own.has(norm))
    // Both stand in the evidence: then what stands behind them tells which is meant.
    if (same.length > 0 || mine.some(({ norm }) => other.has(norm))) {
      const follows = (them: Token) => shared(nextOf(token, mine), nextOf(them, theirs)) > 0
      return isTwoSided && against.some(follows) && !same.some(follows)
    }
    return against.some((them) => {
      if (!sharesNeighbour(token, mine, them, theirs)) return false
      return !isTwoSided || !hasChangedPlaces(token, mine, them, theirs)
    })
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
  return shared([...here.before, ...here.behind], [...there.before, ...there.behind]) > 0
}

/** What stands on both sides of a word says nothing of either. */
function sidesOf(token: Token, tokens: readonly Token[]): { before: string[]; behind: string[] } {
  const at = tokens.indexOf(token)
  const before = stemsOf(tokens.slice(Math.max(0, at - REACH), at))
  const behind = stemsOf(tokens.slice(at + 1, at + 1 + REACH))
  return {
    before: before.filter((stem) => !behind.includes(stem)),
    behind: behind.filter((stem) => !before.includes(stem)),
  }
}

function nextOf(token: Token, tokens: readonly Token[]): string[] {
  const at = tokens.indexOf(token)
  return stemsOf(tokens.slice(at + 1, at + 1 + NEXT))
}

function stemsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ isContent, stem }) => (isContent ? [stem] : []))
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
    const turned = put.filter(({ norm }) => {
      return CLASSES.some(({ words: [one, other] }) => {
        const against = one.has(norm) ? other : other.has(norm) ? one : undefined
        return against !== undefined && was.some((word) => against.has(word.norm))
      })
    })
    return turned.map(({ text }) => text)
  })
}

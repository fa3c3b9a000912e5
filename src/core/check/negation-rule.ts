import type { Language } from '../language/language.ts'
import type { Case } from './grounds.ts'
import { denialsOf, negationsOf, softWordsOf } from './negation-words.ts'
import { NEARLY_VERBATIM, type Token } from './wording.ts'

/** How many words behind a negation it may turn, and how far from a word a negation may stand that turns it. */
const REACH = 5
const NEAR = 4
/** What was left out beyond so many words is a clause of its own, of which the rest says nothing. */
const LONGEST_GAP = 3
/** So much of what a negation stands among must be in the claim for its loss to matter. */
const COVERED = 0.5

interface Side {
  readonly tokens: readonly Token[]
  readonly language: Language
}

/** Where the claim denies what its evidence does not deny, or affirms what it denies; words of the claim or of the evidence. */
export function turnedNegations(examined: Case): string[] {
  const { claim, evidence, alignment } = examined
  if (alignment.kept >= NEARLY_VERBATIM) return insideDifferences(examined)
  return [...added(claim, evidence), ...turnedHeads(claim, evidence), ...dropped(claim, evidence)]
}

/** A claim that is nearly its evidence: what was changed, put in or left out must deny as much as before. */
function insideDifferences({ claim, evidence, alignment }: Case): string[] {
  const language = evidence[0]?.language ?? claim.language
  const stretches = alignment.differences.map(({ claim: put, evidence: was, isOuter }) => {
    const isClause = was.length > put.length + LONGEST_GAP || (isOuter && put.length === 0)
    const denials = [...denialsOf(put, claim.language), ...(isClause ? [] : denialsOf(was, language))]
    return {
      now: [...negationsOf(put, claim.language), ...denialsOf(put, claim.language)],
      before: isClause ? [] : [...negationsOf(was, language), ...denialsOf(was, language)],
      isExcusedNow: softWordsOf(was, language).length > 0,
      isExcusedThen: softWordsOf(put, claim.language).length > 0,
      hasDenial: denials.length > 0,
    }
  })
  const now = stretches.flatMap((stretch) => stretch.now)
  const before = stretches.flatMap((stretch) => stretch.before)
  // "denied that it had" may be "said that it had not": in two places, and yet the same.
  const isMoved = now.length === before.length && stretches.some(({ hasDenial }) => hasDenial)
  const wrong = stretches.flatMap((stretch) => {
    if (stretch.now.length > stretch.before.length && !stretches.some(({ isExcusedNow }) => isExcusedNow))
      return stretch.now
    return stretch.before.length > stretch.now.length && !stretches.some(({ isExcusedThen }) => isExcusedThen)
      ? stretch.before
      : []
  })
  return isMoved ? [] : wrong.map(({ text }) => text)
}

/** More negations than the evidence has, counting words that mean one; what both have in the same words is set off. */
function added(claim: Side, evidence: readonly Side[]): string[] {
  const strong = negationsOf(claim.tokens, claim.language)
  if (strong.length === 0) return []
  const isExcused = evidence.some((side) =>
    softWordsOf(side.tokens, side.language).some((soft) => excuses(soft, side, claim)),
  )
  const mine = strong.length + denialsOf(claim.tokens, claim.language).length
  const theirs = evidence.reduce((sum, { tokens, language }) => {
    return sum + negationsOf(tokens, language).length + denialsOf(tokens, language).length
  }, 0)
  return mine > theirs && !isExcused ? strong.map(({ text }) => text) : []
}

/** Whether a word of the evidence may be what the claim says by a negation: it is gone, and what stands around it is not. */
function excuses(soft: Token, { tokens }: Side, claim: Side): boolean {
  const stems = new Set(claim.tokens.map(({ stem }) => stem))
  const at = tokens.indexOf(soft)
  // What lasts "until noon" is "not over until noon".
  if (soft.norm === 'until') {
    const until = claim.tokens.findIndex(({ norm }) => norm === 'until')
    return claim.tokens.slice(0, Math.max(0, until)).some((token) => negationsOf([token], claim.language).length > 0)
  }
  const next = tokens.slice(at + 1).find(({ isContent }) => isContent)
  // "stays closed" is "will not reopen", but not "is not closed".
  const isGone = /^(?:stay|remain)/u.test(soft.norm)
    ? next !== undefined && !stems.has(next.stem)
    : !stems.has(soft.stem)
  const around = tokens.slice(Math.max(0, at - NEAR), at + NEAR + 1).filter(({ isContent }) => isContent)
  const others = around.filter((token) => token !== soft)
  const shared = others.filter(({ stem }) => stems.has(stem))
  return isGone && shared.length >= COVERED * others.length
}

/** Negations of the claim whose next words stand in the evidence without any. */
function turnedHeads(claim: Side, evidence: readonly Side[]): string[] {
  return negationsOf(claim.tokens, claim.language)
    .filter((cue) => {
      const [head] = headsOf(cue, claim)
      if (head === undefined) return false
      const places = evidence.flatMap((side) => placesOf(head, side))
      return places.length > 0 && !places.includes(true)
    })
    .map(({ text }) => text)
}

/** Negations of the evidence that are gone, though what they stood among is in the claim. */
function dropped(claim: Side, evidence: readonly Side[]): string[] {
  const mine = [...negationsOf(claim.tokens, claim.language), ...denialsOf(claim.tokens, claim.language)]
  const stems = new Set(claim.tokens.filter(({ isContent }) => isContent).map(({ stem }) => stem))
  return evidence.flatMap((side) => {
    // Whoever denies by a word of the same meaning may put it anywhere.
    const denials = denialsOf(claim.tokens, claim.language).length > 0 ? [] : denialsOf(side.tokens, side.language)
    const cues = [...negationsOf(side.tokens, side.language), ...denials]
    return cues
      .filter((cue) => {
        const heads = headsOf(cue, side)
        const [head] = heads
        if (head === undefined) return false
        const places = placesOf(head, claim)
        if (places.length > 0) return !places.includes(true)
        if (mine.length > 0 || softWordsOf(claim.tokens, claim.language).length > 0) return false
        const shared = heads.filter(({ stem }) => stems.has(stem)).length
        return shared > 0 && shared / heads.length >= COVERED
      })
      .map(({ text }) => text)
  })
}

function headsOf(cue: Token, { tokens }: Side): Token[] {
  const at = tokens.findIndex(({ start }) => start === cue.start)
  return tokens.slice(at + 1, at + 1 + REACH).filter(({ isContent }) => isContent)
}

/** For each place where the word stands: whether a negation, or a word that stands for one, is near enough to turn it. */
function placesOf({ stem }: Token, { tokens, language }: Side): boolean[] {
  return tokens.flatMap((token, at) => {
    if (token.stem !== stem) return []
    const near = tokens.slice(Math.max(0, at - NEAR), at + NEAR)
    const words = [...negationsOf(near, language), ...denialsOf(near, language), ...softWordsOf(near, language)]
    return [words.length > 0]
  })
}

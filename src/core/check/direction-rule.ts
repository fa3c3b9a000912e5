import type { Language } from '../language/language.ts'
import { judgeDeeds } from './deed-rule.ts'
import { EN_VERB, isName } from './deeds.ts'
import type { Case, Reading } from './grounds.ts'
import { opposites } from './opposite-rule.ts'
import { SAYING } from './saying.ts'
import { NEARLY_VERBATIM, type Token } from './wording.ts'

/** How far from a verb its doer and its object are looked for. */
const ARGUMENTS = 9

const BE =
  /^(?:is|are|was|were|be|been|being|gets?|got|wird|werden|wurden?|worden|est|sont|fut|été|etait|fue|fueron|es|son|sido|быть|был[аои]?)$/u
const BY: Readonly<Record<Language, RegExp>> = { en: /^by$/u, de: /^(?:von|vom|durch)$/u, fr: /^par$/u, es: /^por$/u }
const CAPITAL = /^\p{Lu}/u
/** Speech goes before or behind its speaker. */
const SPEECH = new RegExp(`^(?:${SAYING})$`, 'u')
const WAYS =
  /^(?:to|from|by|over|against|for|with|nach|von|aus|gegen|vers|depuis|contre|par|hacia|desde|contra|por|a)$/u
const LEAVING = /^(?:left|leaves|leaving|fled|flees|fleeing|quit)$/u

/** Where the claim turns round who did what to whom, where to, or which way: words of the claim. */
export function turnedDirections(examined: Case): string[] {
  const { turned, settled } = judgeDeeds(examined)
  const words = turned.map(({ text }) => text)
  const isJudged = turned.length + settled.length > 0
  return [...opposites(examined, settled), ...words, ...(isJudged ? ways(examined) : swaps(examined))]
}

/** Where names have changed places about "from" and "to". */
function ways({ claim, evidence }: Case): string[] {
  return evidence.flatMap(({ tokens }) => turnedWays(claim.tokens, tokens) ?? [])
}

function swaps(examined: Case): string[] {
  const { claim, alignment } = examined
  const isNear = alignment.kept >= NEARLY_VERBATIM
  for (const reading of examined.evidence) {
    const isEnglish = claim.language === 'en' && reading.language === 'en'
    const verb = isEnglish ? turnedVerb(claim, reading, isNear) : undefined
    const turned = verb ?? turnedWays(claim.tokens, reading.tokens)
    if (turned !== undefined) return [turned]
  }
  return exchanged(examined)
}

/**
 * A verb of both about which the names have changed places, by word order and voice. In a claim that is nearly its evidence any word may
 * be the pivot: "bassist" of "Krist Novoselic, bassist of Nirvana".
 */
function turnedVerb(claim: Reading, evidence: Reading, isNear: boolean): string | undefined {
  for (const [at, verb] of claim.tokens.entries()) {
    const isPivot = isNear ? verb.isContent : EN_VERB.test(verb.norm) && !SPEECH.test(verb.norm)
    if (CAPITAL.test(verb.text) || !isPivot) continue
    const isIt = (token: Token) => token.stem === verb.stem && !CAPITAL.test(token.text)
    const other = evidence.tokens.findIndex(isIt)
    if (other < 0 || [claim, evidence].some(({ tokens }) => tokens.filter(isIt).length > 1)) continue
    const here = argumentsOf(claim.tokens, at, claim.language)
    const there = argumentsOf(evidence.tokens, other, evidence.language)
    const isCrossed = crosses(here.doer, there.object, there.doer) && crosses(here.object, there.doer, there.object)
    if (isCrossed) return verb.text
  }
  return undefined
}

/** Names before and behind the verb; in the passive it is the one behind "by" who does it. */
function argumentsOf(
  tokens: readonly Token[],
  at: number,
  language: Language,
): { doer: Set<string>; object: Set<string> } {
  const before = namesOf(tokens.slice(Math.max(0, at - ARGUMENTS), at))
  const behindTokens = tokens.slice(at + 1, at + 1 + ARGUMENTS)
  const by = behindTokens.findIndex(({ norm }) => BY[language]?.test(norm) === true)
  const isPassive = by >= 0 && tokens.slice(Math.max(0, at - 3), at).some(({ norm }) => BE.test(norm))
  const behind = namesOf(isPassive ? behindTokens.slice(by) : behindTokens)
  return isPassive ? { doer: behind, object: before } : { doer: before, object: behind }
}

function namesOf(tokens: readonly Token[]): Set<string> {
  return new Set(tokens.filter(isName).map(({ stem }) => stem))
}

/** Whether a name of one side stood on the other side before, and there alone. */
function crosses(names: ReadonlySet<string>, other: ReadonlySet<string>, own: ReadonlySet<string>): boolean {
  return [...names].some((name) => other.has(name) && !own.has(name))
}

/** "from Minsk to Delhi" became "from Delhi to Minsk". */
function turnedWays(claim: readonly Token[], evidence: readonly Token[]): string | undefined {
  const here = waysOf(claim)
  const there = waysOf(evidence)
  for (const [name, way] of here) {
    const was = there.get(name)
    if (was === undefined || was === way) continue
    const crossed = [...here].some(
      ([other, otherWay]) => other !== name && otherWay === was && there.get(other) === way,
    )
    if (crossed) return name
  }
  return undefined
}

function waysOf(tokens: readonly Token[]): Map<string, string> {
  const ways = new Map<string, string>()
  for (const [at, token] of tokens.entries()) {
    if (!isName(token)) continue
    const before = tokens[at - 1]
    const way = before !== undefined && /^(?:the|der|die|la|le|el)$/u.test(before.norm) ? tokens[at - 2] : before
    if (way === undefined) continue
    // Whoever left Lima for Cusco went from the one to the other.
    if (LEAVING.test(way.norm)) ways.set(token.stem, 'from')
    else if (way.norm === 'for' && tokens.slice(0, at).some(({ norm }) => LEAVING.test(norm)))
      ways.set(token.stem, 'to')
    else if (WAYS.test(way.norm)) ways.set(token.stem, way.norm)
  }
  return ways
}

/** The claim is its evidence with two names in each other's place. */
function exchanged({ claim, evidence, alignment }: Case): string[] {
  if (alignment.kept < 0.6) return []
  const mine = claim.tokens.filter(isName)
  const theirs = new Set(evidence.flatMap(({ tokens }) => tokens.map(({ stem }) => stem)))
  if (mine.some(({ stem }) => !theirs.has(stem))) return []
  const put = alignment.differences.filter(
    ({ claim: words, evidence: was }) => words.length > 0 && was.length > 0 && words.length <= 5 && was.length <= 5,
  )
  for (const one of put) {
    for (const other of put) {
      if (one === other) continue
      const moved = capitals(one.claim).filter((stem) => capitals(other.evidence).includes(stem))
      const back = capitals(other.claim).filter((stem) => capitals(one.evidence).includes(stem))
      if (moved.length > 0 && back.length > 0) return [one.claim.map(({ text }) => text).join(' ')]
    }
  }
  return []
}

function capitals(tokens: readonly Token[]): string[] {
  return tokens.filter(isName).map(({ stem }) => stem)
}

import type { Case } from './grounds.ts'
import { numberWord } from './number-words.ts'
import type { Token } from './wording.ts'

/** Addresses, and what platforms take for a mention of everybody, a person or a channel. */
const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"”’)\]]+|\b[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?:com|org|net|io|example|dev|info|ru|de|fr|es|cn)\b(?:\/\S*)?|(?<![\p{L}\d])@(?:everyone|here|channel|[\p{L}\d_.-]{2,})|<[@!#&][^>]*>/giu

/** Links and mentions of the claim that its evidence does not hold. */
export function strangeLinks({ claim, evidence }: Case): string[] {
  const links = [...claim.text.matchAll(LINK)].map(([link]) => link.replace(/[.,;:]+$/u, ''))
  return links.filter((link) => !evidence.some(({ text }) => text.includes(link)))
}

/** A claim of fewer words may have none of its evidence's and be faithful all the same. */
const LEAST_WORDS = 5
const LEAST_SHARED = 0.3
/** Words that begin alike are taken for forms of one: "ratified" and "ratification". */
const ALIKE = 5

/** The words of a claim that has next to none of its evidence's: it is about something else. */
export function strangeWords({ claim, evidence }: Case): string[] {
  const stems = [...new Set(evidence.flatMap(({ tokens }) => tokens.map(({ stem }) => stem)))]
  // A claim in another language than its evidence shares names and numbers only, which have rules of their own.
  if (evidence.some(({ language }) => language !== claim.language)) return []
  const words = claim.tokens.filter(({ isContent, norm }) => isContent && !isNumber(norm, claim.language))
  const known = words.filter(({ stem }) => stems.some((other) => isAlike(stem, other)))
  if (words.length < LEAST_WORDS || known.length / words.length >= LEAST_SHARED) return []
  return words.filter((word: Token) => !known.includes(word)).map(({ text }) => text)
}

function isAlike(one: string, other: string): boolean {
  return (
    one === other || (one.length >= ALIKE && other.length >= ALIKE && one.slice(0, ALIKE) === other.slice(0, ALIKE))
  )
}

function isNumber(norm: string, language: string): boolean {
  return /\d/u.test(norm) || numberWord(norm, language) !== undefined
}

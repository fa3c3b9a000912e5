import { CALENDAR } from './name-words.ts'
import type { Word } from './words.ts'

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/u).filter(Boolean))
}

const PERSON_PRONOUNS = wordSet('he she him his her hers')
const PLURAL_PRONOUNS = wordSet('they them their theirs')
const THING_PRONOUNS = wordSet('it its this these those')
const OBJECT_PRONOUNS = wordSet('it them him')
const DETERMINERS = wordSet(
  'the a an every each all many some several both no any most few two three four five six seven eight nine ten its their his her',
)
/** What may follow a pronoun that is an object: what follows one that is a subject is a verb. */
const BEHIND_OBJECT = wordSet(
  'by in to for from with at on as and until again off up out back before after into over through down',
)
/** A sentence that opens with one of these does not open with what it is about. */
const OPENERS_WITHOUT_NOUN = wordSet(
  `to in on at by for with from of after before during when while if as since until because although though despite under over between
  among about against without within once where whereas unless even only just not asked according last early late there`,
)
const PEOPLE = wordSet(
  `man woman boy girl mother father son daughter wife husband king queen mayor minister president chancellor chair chief head judge
  captain pilot guard nurse keeper student pupil teacher patient victim suspect chairman chairwoman spokesman spokeswoman spokesperson
  resident citizen witness colleague friend member guest owner`,
)
const PERSON_ENDING = /(?:er|or|ist|ian|ant|man|woman)$/u

/** How many words are looked at: what a pronoun far back in a sentence means stands in the sentence as a rule. */
const WORDS_READ = 14
/** A sentence this short that ends in "it" says nothing of what "it" is. */
const SHORT = 15
/** At the end of a sentence of one clause "it" cannot mean the subject. */
const FINAL_OBJECT = /\b(?:it|them)[.!]?["”’)]*$/u
const FINAL_PHRASE = /\b(?:about|against|for|of|with|on|over) (?:it|them|this|that)[.!]?["”’)]*$/u
const SUBORDINATE = /[,;:–—]|\b(?:that|which|who|because|if|when|while|before|after|until|since|as|than|where)\b.*\s/u
const SEVERAL_CLAUSES =
  /[,;:–—]|\b(?:that|which|who|because|if|when|while|before|after|until|since|as|than|where|and|but|or)\b/u

/**
 * Whether an English sentence has a pronoun for something that it does not name itself: `To make agreement easier they have offered …`,
 * `Merrow Net plans to replace it`, `The lamp was automated, and she has moved`.
 */
export function hasLoosePronoun(words: readonly Word[], sentence: string): boolean {
  if (FINAL_PHRASE.test(sentence) && !SUBORDINATE.test(sentence)) return true
  if (FINAL_OBJECT.test(sentence) && words.length <= SHORT && !SEVERAL_CLAUSES.test(sentence)) return true
  const opener = words[0]?.norm ?? ''
  const opensWithNoun = !OPENERS_WITHOUT_NOUN.has(opener) && !opener.endsWith('ing')
  let things = opensWithNoun && !DETERMINERS.has(opener) ? 1 : 0
  let isSomeone = opensWithNoun && isPerson(opener)
  for (const [index, { text, norm }] of words.slice(0, WORDS_READ).entries()) {
    if (DETERMINERS.has(norm) && !PERSON_PRONOUNS.has(norm) && !PLURAL_PRONOUNS.has(norm)) things += 1
    if (index === 0) continue
    const isName = /^\p{Lu}/u.test(text) && !CALENDAR.has(norm)
    if (PERSON_PRONOUNS.has(norm) && !isSomeone) return true
    if ((PLURAL_PRONOUNS.has(norm) || THING_PRONOUNS.has(norm)) && things === 0) return true
    if (OBJECT_PRONOUNS.has(norm) && things < 2 && words.length <= SHORT && isObject(words, index)) return true
    if (isName && !/^\p{Lu}/u.test(words[index - 1]?.text ?? '')) things += 1
    if (isName || isPerson(norm)) isSomeone = true
    // A plural without an article.
    const behindName = index === 1 || /^\p{Lu}/u.test(words[index - 1]?.text ?? '')
    if (norm.length > 4 && norm.endsWith('s') && !behindName) things += 1
  }
  return false
}

function isPerson(norm: string): boolean {
  return PEOPLE.has(norm) || (norm.length > 5 && PERSON_ENDING.test(norm))
}

function isObject(words: readonly Word[], index: number): boolean {
  const next = words[index + 1]
  return next === undefined || BEHIND_OBJECT.has(next.norm)
}

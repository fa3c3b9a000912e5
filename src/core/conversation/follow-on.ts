import { identifyLanguage, type Language } from '../language/language.ts'
import { kindOfName, type NameKind } from '../language/name-kinds.ts'
import { findNames } from '../language/names.ts'
import { isStopword } from '../language/stopwords.ts'
import { splitWords, type Word } from '../language/words.ts'
import { isAskingWord } from '../retrieval/asking-words.ts'
import { askedOf } from '../retrieval/question-words.ts'
import type { Turn } from './turn.ts'

/** What a question that goes on with another begins with. */
const LEAD =
  /^[\s¿]*(?:and|but|so|ok(?:ay)?|und|aber|et|mais|y|pero|а|и|но|और|तो|و|那么?)(?:[\s,،，]+|(?=\p{Script=Han}))/iu
/** "What about India?" */
const INSTEAD =
  /^[\s¿]*(?:what about|how about|was ist mit|wie (?:steht|ist) es mit|qu['’]en est-il (?:de |d['’]|du |des )|qué (?:hay|pasa) (?:de|con)|как насч[её]т|что (?:насч[её]т|с)|(?:و)?ماذا عن)\s*/iu
/** Of two characters and more, that is: "那印度呢". */
const INSTEAD_BEHIND = /(?:呢|के बारे में क्या)[\s?？]*$/u

const PERSONS = wordSet(
  'he him his she her hers er ihm ihn sie il elle lui él ella он она его ему ей него нее ним ней वह उसने उसका هو هي 他 她',
)
const THINGS = wordSet('it its they them their es ils elles ellos ellas eso оно они их им них ये वे هم 它 它们 他们')
/** In these a pronoun is put in place; elsewhere inflection would make nonsense of the sentence, and the name stands beside it. */
const PUT_IN_PLACE = new Set<Language>(['en'])
/** Pronouns that own something. */
const POSSESSIVES = wordSet('his her hers its their')
const LANGUAGES: readonly Language[] = ['en', 'de', 'fr', 'es', 'ru', 'hi', 'ar', 'zh']
/** Of a question this short its language cannot be told, so that it may ask in any. */
const SHORT = 3
/** A question with so many words that carry meaning stands by itself, whatever it begins with. */
const ENOUGH_WORDS = 2

/**
 * A question with what it leans on taken from the thread's last turn: "and when?" asks when of what was asked before, "who is he?" is
 * about the person that was named last, "what about India?" asks the last question of India. A question that stands by itself, or
 * follows none, comes back as it is.
 */
export function completeQuestion(question: string, turn: Turn | undefined): string {
  if (turn === undefined) return question
  const core = question.replace(LEAD, '').trim()
  const instead = readInstead(core)
  if (instead !== undefined) return askInstead(instead, turn)
  const language = languageOf(core, turn)
  const words = splitWords(core, language)
  const pronoun = words.find(({ norm }) => PERSONS.has(norm) || THINGS.has(norm))
  if (pronoun !== undefined) {
    const name = lastNamed(turn, PERSONS.has(pronoun.norm) ? 'person' : 'thing', core)
    if (name !== undefined) return putName(core, pronoun, name, language)
  }
  const spoken = words.length <= SHORT ? [language, ...LANGUAGES] : [language]
  const asking = words.filter(({ norm }) => spoken.some((each) => isAskingWord(norm, each)))
  const telling = words.filter((word) => !asking.includes(word) && !isStopword(word.norm, language))
  const leans = core !== question.trim() || pronoun !== undefined || (asking.length > 0 && telling.length === 0)
  if (!leans || telling.length >= ENOUGH_WORDS) return question
  return `${trimEnd(core)} ${subjectOf(turn)}?`
}

/** The name that is asked about instead; undefined for another kind of question. */
function readInstead(core: string): string | undefined {
  const leading = INSTEAD.exec(core)
  const behind = INSTEAD_BEHIND.exec(core)
  if (leading !== null)
    return trimEnd(core.slice(leading[0].length)).replace(/^(?:the|der|die|das|la|le|el|los|las)\s/iu, '')
  return behind === null ? undefined : core.slice(0, behind.index)
}

/** The last question with another name in the place of its subject; where it asks for a name, the other one beside it. */
function askInstead(name: string, { question }: Turn): string {
  const language = identifyLanguage(question)
  const asks = askedOf(question, language)
  const [first] = findNames(question, language).filter(({ text }) => text !== name)
  const asksForName = asks === 'name' || asks === 'place'
  if (first === undefined || asksForName) return `${trimEnd(question)} ${name}?`
  return question.slice(0, first.start) + name + question.slice(first.end)
}

/** Its own where it has enough words to tell, else the thread's. */
function languageOf(core: string, { question, answer }: Turn): Language {
  const spoken = identifyLanguage(core)
  return spoken === 'und' || core.length < 20 ? identifyLanguage(`${question} ${answer.join(' ')}`) : spoken
}

/** The person or thing that was named last: the answer's before the question's, and none that the new question names itself. */
function lastNamed({ question, answer }: Turn, wanted: 'person' | 'thing', core: string): string | undefined {
  // What somebody asks about goes on to be the thing; a person may have come up in the answer.
  const texts = wanted === 'person' ? [...answer, question] : [question, ...answer]
  for (const text of texts) {
    const language = identifyLanguage(text)
    const names = findNames(text, language).filter((name) => !core.includes(name.text))
    const kinds = names.map((name): { text: string; kind: NameKind } => {
      const mention = { text: name.text, before: text.slice(0, name.start), after: text.slice(name.end) }
      return { text: name.text, kind: kindOfName(name.text, [mention], language) }
    })
    const found =
      wanted === 'person'
        ? kinds.findLast(({ kind }) => kind === 'person')
        : kinds.find(({ kind }) => kind !== 'person')
    if (found !== undefined) return found.text
  }
  return undefined
}

function putName(core: string, pronoun: Word, name: string, language: Language): string {
  if (!PUT_IN_PLACE.has(language)) return `${trimEnd(core)} ${name}?`
  const put = POSSESSIVES.has(pronoun.norm) && !/^her\s*[?.]?$/iu.test(core.slice(pronoun.start)) ? `${name}’s` : name
  return core.slice(0, pronoun.start) + put + core.slice(pronoun.end)
}

/** What the last turn was about: its question without the words that ask. */
function subjectOf({ question, answer }: Turn): string {
  const language = identifyLanguage(question)
  const words = splitWords(question, language)
  const first = words.findIndex(({ norm }) => !isAskingWord(norm, language) && !isStopword(norm, language))
  const start = words[first]?.start
  return start === undefined ? (answer[0] ?? '') : trimEnd(question.slice(start))
}

function trimEnd(text: string): string {
  return text.replace(/[\s?？؟!.。…]+$/u, '')
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

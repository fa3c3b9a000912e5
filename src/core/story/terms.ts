import type { Language } from '../language/language.ts'
import { CALENDAR } from '../language/name-words.ts'
import { stem } from '../language/stems.ts'
import { isStopword } from '../language/stopwords.ts'
import { splitWords } from '../language/words.ts'

/** What a document says of itself when its story is looked for. */
export interface StoryDocument {
  readonly title?: string
  readonly text: string
  readonly language: Language
  /** ISO 8601, a day or an instant. */
  readonly date?: string
}

/** Words beyond these say little more about which story it is, and a book must not take long. */
const READ_LENGTH = 40_000

/** Names tell stories apart better than common nouns do; months and days of the week hardly at all. */
const PROPER_WEIGHT = 2.5
const CALENDAR_WEIGHT = 0.3
/** From this share of capitalised occurrences on a word is a name. */
const PROPER_SHARE = 0.6

const CAPITAL = /^\p{Lu}/u

/** The stems of a document's content words, each with 1 + ln of how often it stands there, times what its kind is worth. */
export function storyTerms({ title = '', text, language }: StoryDocument): Map<string, number> {
  const counts = new Map<string, { count: number; capitals: number; isCalendar: boolean }>()
  for (const word of splitWords(`${title}\n${text}`.slice(0, READ_LENGTH), language)) {
    if (isStopword(word.norm, language) || (word.norm.length < 2 && language !== 'zh')) continue
    const key = stem(word.norm, language)
    const entry = counts.get(key) ?? { count: 0, capitals: 0, isCalendar: CALENDAR.has(word.norm) }
    entry.count++
    if (CAPITAL.test(word.text)) entry.capitals++
    counts.set(key, entry)
  }
  const terms = new Map<string, number>()
  for (const [key, { count, capitals, isCalendar }] of counts) {
    const kind = isCalendar ? CALENDAR_WEIGHT : capitals >= PROPER_SHARE * count && capitals > 0 ? PROPER_WEIGHT : 1
    terms.set(key, (1 + Math.log(count)) * kind)
  }
  return terms
}

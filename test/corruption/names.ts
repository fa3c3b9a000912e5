import type { Change } from './source-text.ts'
import { pick } from './source-text.ts'

export interface FoundName {
  readonly text: string
  readonly start: number
  readonly end: number
}

const NAME =
  /(?<![\p{L}\p{N}'’.-])\p{Lu}[\p{L}'’]*\p{Ll}[\p{L}-]*(?: (?:(?:of|de|del|du|von|van|al) )?\p{Lu}[\p{L}'’.-]*\p{L})*(?![\p{L}\p{N}])|(?<![\p{L}\p{N}'’.-])\p{Lu}{2,6}(?![\p{L}\p{N}.])/gu
const CALENDAR =
  /^(?:I|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|January|February|March|April|May|June|July|August|September|October|November|December|AM|PM|TV|OK|CNN|El|La|Le|Les|Los|Las|The|A|An|In|On|At|He|She|It|They|We|You|But|And|If|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Sgt|St|No|I['’]ve|I['’]m|There|When|This|That|These|Those|What|Who|Why|How|His|Her|Their|Our|My|Your|Its|For|From|With|After|Before|As|So|Not|To|Of|By|Then|Now|Yes|Oh)(?:day)?$/u
/** In these a capital says nothing of a name, or there are none. */
const WITHOUT_NAMES: ReadonlySet<string> = new Set(['de', 'zh', 'ar', 'hi', 'ja'])

/**
 * Capitalised words inside sentences; of those at the beginning of one only what stands inside a sentence elsewhere in the text.
 */
export function namesIn(sentence: string, language: string, text: string): FoundName[] {
  if (WITHOUT_NAMES.has(language)) return []
  const found: FoundName[] = []
  for (const match of sentence.matchAll(NAME)) {
    let name = match[0].replace(/['’]s?$/u, '')
    let start = match.index
    const opens = start === 0 || /[.!?:"“«„]\s*$/u.test(sentence.slice(0, start))
    const [first = '', ...others] = name.split(' ')
    if (opens && others.length > 0 && !isInside(first, text)) {
      name = others.join(' ').replace(/^(?:of|de|del|du|von|van|al) /u, '')
      start = sentence.indexOf(name, start)
    } else if (opens && !isInside(name, text)) continue
    if (name.split(' ').some((word) => CALENDAR.test(word)) || name.length < 2 || isWord(name, text)) continue
    found.push({ text: name, start, end: start + name.length })
  }
  return found
}

/** Another name of the same number of words if there is one, else any; never one of which a word is in the sentence. */
export function otherName(
  name: string,
  sentence: string,
  names: readonly string[],
  random: () => number,
): string | undefined {
  const words = sentence.toLowerCase()
  const strangers = names.filter((other) => other.split(' ').every((word) => !words.includes(stemOf(word))))
  const alike = strangers.filter((other) => other.split(' ').length === name.split(' ').length)
  return pick(alike.length > 0 ? alike : strangers, random)
}

/** A name becomes another one; of a name of several words sometimes only the last does. */
export function changeName(
  sentence: string,
  language: string,
  text: string,
  names: readonly string[],
  random: () => number,
): Change | undefined {
  const name = pick(namesIn(sentence, language, text), random)
  if (name === undefined) return undefined
  const other = otherName(name.text, sentence, names, random)
  if (other === undefined) return undefined
  const space = name.text.lastIndexOf(' ')
  if (space > 0 && random() < 0.4) {
    return { start: name.start + space + 1, end: name.end, put: other.split(' ').at(-1) ?? other }
  }
  return { start: name.start, end: name.end, put: other }
}

/** So that neither "Indian" is put where India stands nor "Britain’s" where Britain does. */
function stemOf(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .slice(0, 4)
}

/** A capital that the text does without elsewhere: "Being", "President". */
function isWord(name: string, text: string): boolean {
  const lower = name.toLowerCase()
  return (
    !name.includes(' ') &&
    new RegExp(`(?<![\\p{L}’'])${lower.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}(?!\\p{L})`, 'u').test(text)
  )
}

function isInside(name: string, text: string): boolean {
  return new RegExp(`[\\p{Ll},] ${name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}(?!\\p{L})`, 'u').test(text)
}

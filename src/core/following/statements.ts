import { type Claim, type Evidence, evidenceOf } from '../brief.ts'
import type { Document, ParagraphKind } from '../document.ts'
import { fitnessOf } from '../language/fitness.ts'
import type { Language } from '../language/language.ts'
import { findNames } from '../language/names.ts'
import { stem } from '../language/stems.ts'
import { isStopword } from '../language/stopwords.ts'
import { splitWords, type Word } from '../language/words.ts'
import { type Shingles, shinglesOf } from '../story/near-duplicates.ts'
import { prepareText } from '../summary/text.ts'
import { figuresOf } from './figures.ts'

/** A sentence of a document with what is looked at when two of them are compared. */
export interface Statement {
  readonly document: Document
  readonly part: 'title' | 'text'
  /** UTF-16 offsets into that part, end exclusive. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly words: readonly Word[]
  readonly shingles: Shingles
  /** Stems of the words that carry meaning, figures and names left out. */
  readonly content: ReadonlySet<string>
  /** Numbers, days and months. */
  readonly figures: ReadonlySet<string>
  /** The words of its names, in reading order. */
  readonly names: readonly string[]
  /** How many words deny something. */
  readonly denials: number
  /** May be shown as news: a whole sentence about the matter, not the title, a row of a table, a byline. */
  readonly isFit: boolean
}

/** Longer texts are compared by their beginnings: 200,000 code units, as answers read them. */
const READ_LENGTH = 200_000

/** What is less fit to be shown, a brief does not show either. */
const FIT = 0.4

/** Words that turn a sentence into its contrary; English `n't` is a part of its word. */
const DENIALS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: wordSet('not no never none neither nor cannot without nobody nothing refuses refused denies denied'),
  de: wordSet('nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder'),
  fr: wordSet('pas ne jamais aucun aucune personne rien sans ni nullement'),
  es: wordSet('no nunca jamas ningun ninguno ninguna nadie nada sin ni tampoco'),
  ru: wordSet('не нет ни никогда никто ничего без нельзя'),
  hi: wordSet('नहीं न ना मत बिना कभी'),
  ar: wordSet('لا لم لن ليس ليست غير بدون دون ما'),
  zh: wordSet('不 没 没有 未 无 非 并未 不是 不会 不能'),
}

/**
 * The statements of a document in reading order: its title, its sentences, the rows of its tables. Headings, boilerplate and lines without
 * a full stop are none: a changed "Updated at 10:15" tells nobody anything.
 */
export function statementsOf(document: Document): Statement[] {
  const { text, language, title, date, paragraphs } = document
  const read = text.slice(0, READ_LENGTH)
  const inReach = paragraphs.filter(({ start }) => start < READ_LENGTH)
  const { sentences } = prepareText(read, language, {
    title,
    ...(inReach.length === 0 ? {} : { paragraphs: inReach }),
    ...(date === undefined ? {} : { date }),
  })
  const names = findNames(read, language)
  const statements: Statement[] = []
  if (title.trim() !== '') {
    const inTitle = findNames(title, language)
    const span = { part: 'title', start: 0, end: title.length, kind: undefined } as const
    statements.push(
      readStatement(
        document,
        span,
        inTitle.map(({ text: name }) => name),
      ),
    )
  }
  let next = 0
  for (const { start, end, usable, paragraph } of sentences) {
    while ((names[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1
    const kind = inReach[paragraph]?.kind ?? 'prose'
    if (!usable && kind !== 'table') continue
    const inside: string[] = []
    for (let index = next; (names[index]?.start ?? end) < end; index++) inside.push(names[index]?.text ?? '')
    statements.push(readStatement(document, { part: 'text', start, end, kind }, inside))
  }
  return statements
}

/** What a statement says, as a claim that rests on itself. */
export function claimOf({ document, part, start, end, text }: Statement): Claim {
  const evidence: Evidence =
    part === 'text'
      ? evidenceOf(document, start, end)
      : { document: document.id, revision: document.revision, part, start, end, quote: text }
  return { text: evidence.quote.replace(/\s+/gu, ' '), evidence: [evidence] }
}

function readStatement(
  document: Document,
  { part, start, end, kind }: Pick<Statement, 'part' | 'start' | 'end'> & { kind: ParagraphKind | undefined },
  names: readonly string[],
): Statement {
  const { language } = document
  const text = document[part].slice(start, end)
  const words = splitWords(text, language)
  const figures = figuresOf(text, words, language)
  const isItem = kind === 'item'
  const nameWords = names.flatMap((name) => splitWords(name, language).map(({ norm }) => norm))
  const content = words.filter(
    ({ norm }) => !isStopword(norm, language) && !/\d/u.test(norm) && !nameWords.includes(norm),
  )
  return {
    document,
    part,
    start,
    end,
    text,
    words,
    shingles: shinglesOf(text, language),
    content: new Set(content.map(({ norm }) => stem(norm, language)).filter((word) => !figures.has(word))),
    figures,
    names: nameWords,
    denials: countDenials(words, language),
    isFit:
      isItem || kind === 'prose'
        ? fitnessOf(text, { language, words: words.length, isItem, hasSpeaker: false }) >= FIT
        : false,
  }
}

function countDenials(words: readonly Word[], language: Language): number {
  const denials = DENIALS[language]
  return words.filter(({ norm }) => denials?.has(norm) === true || (language === 'en' && /n't$/u.test(norm))).length
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

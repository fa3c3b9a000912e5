import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import type { Candidate, Passage } from '../../src/core/retrieval/passage.ts'

/** A row of an answer set: the sentences of one passage and which of them answer. */
interface Row {
  readonly id: string
  readonly language: string
  readonly question: string
  readonly title?: string
  readonly sents: readonly string[]
  readonly gold: readonly number[]
}

/** A question put to passages. `gold` are spans of the first passage; none where the passages do not say. */
export interface Example {
  readonly id: string
  readonly set: string
  readonly language: string
  readonly question: string
  readonly passages: readonly Passage[]
  readonly gold: readonly (readonly [start: number, end: number])[]
  /** Questions about one passage, in all languages, share a fold. */
  readonly fold: number
}

export const FOLDS = 5

/** How many passages on end stand for an article of XQuAD, whose rows keep the order of the articles. */
const ARTICLE = 5

export function loadExamples(folder: string, set: string): Example[] {
  const rows = loadRows(folder, set)
  const folds = new Map<string, number>()
  const texts = new Map<string, number>()
  for (const row of rows) {
    const text = keyOfText(row)
    if (!texts.has(text) && (set !== 'answer-xquad' || row.language === 'en')) texts.set(text, texts.size)
  }
  for (const row of rows) {
    if (folds.has(keyOf(row))) continue
    const run = Math.floor(((texts.get(keyOfText(row)) ?? 0) * FOLDS) / texts.size)
    folds.set(keyOf(row), set === 'answer-xquad' ? run : hash(row.sents[0] ?? '') % FOLDS)
  }
  return rows.map((row) => ({
    id: row.id,
    set,
    language: row.language,
    question: row.question,
    passages: [passageOf(row)],
    gold: goldOf(row),
    fold: folds.get(keyOf(row)) ?? 0,
  }))
}

/** Whether the first candidate lies in a sentence that answers, by its middle. */
export function answersRightly({ gold }: Example, [best]: readonly Candidate[]): boolean {
  return best !== undefined && isGold(gold, best)
}

/** Whether a candidate of the first passage lies in one of the spans, by its middle. */
export function isGold(gold: Example['gold'], { passage, start, end }: Candidate): boolean {
  const middle = (start + end) / 2
  return passage === 0 && gold.some(([from, to]) => middle >= from && middle <= to + 1)
}

/** Each question put again to another passage of its language: far away (another article), or near (the same article). */
export function misplace(examples: readonly Example[], reach: 'far' | 'near', several: boolean): Example[] {
  const byLanguage = Map.groupBy(examples, ({ language }) => language)
  return examples.map((example) => {
    const texts = distinctTexts(byLanguage.get(example.language) ?? [])
    const own = texts.findIndex(({ text }) => text === example.passages[0]?.text)
    const jump = reach === 'near' ? 1 : ARTICLE * 2 + (hash(example.id) % Math.max(1, texts.length - ARTICLE * 4))
    const start = (own + jump) % texts.length
    const length = several ? ARTICLE : 1
    const passages = Array.from({ length }, (_, at) => texts[(start + at) % texts.length]).filter(
      (passage) => passage !== undefined,
    )
    return { ...example, id: `${example.id} ${reach}`, set: `${example.set} ${reach}`, passages, gold: [] }
  })
}

/** Each question put to its passage together with the four that follow. */
export function widen(examples: readonly Example[]): Example[] {
  const byLanguage = Map.groupBy(examples, ({ language }) => language)
  return examples.map((example) => {
    const texts = distinctTexts(byLanguage.get(example.language) ?? [])
    const own = texts.findIndex(({ text }) => text === example.passages[0]?.text)
    const others = Array.from({ length: ARTICLE - 1 }, (_, at) => texts[(own + 1 + at) % texts.length])
    return {
      ...example,
      set: `${example.set} wide`,
      passages: [...example.passages, ...others.filter((passage) => passage !== undefined)],
    }
  })
}

/** A name inside a question, or a number: what another question's may stand in for. German nouns count as names. */
const NAME = /(?<=[\p{L}\p{M},]\s)\p{Lu}[\p{L}\p{M}’'-]+(?:\s\p{Lu}[\p{L}\p{M}’'-]+)*|\p{Nd}{2,}/gu

/**
 * Each question that has a name or number, with one of them exchanged for one from another question that its passage does not
 * mention: the words still agree, yet the passage does not say.
 */
export function misname(examples: readonly Example[]): Example[] {
  const pools = new Map(
    [...Map.groupBy(examples, ({ language }) => language)].map(([language, group]) => [
      language,
      group.flatMap(({ question }) => question.match(NAME) ?? []),
    ]),
  )
  return examples.flatMap((example) => {
    const text = example.passages[0]?.text ?? ''
    const names = [...example.question.matchAll(NAME)]
    const turn = hash(example.id)
    const old = names[turn % Math.max(1, names.length)]
    const pool = pools.get(example.language) ?? []
    const isNumber = /^\p{Nd}/u.test(old?.[0] ?? '')
    const fit = (name: string) => /^\p{Nd}/u.test(name) === isNumber && !text.includes(name.slice(0, 4))
    const fresh = [...pool.slice(turn % Math.max(1, pool.length)), ...pool].find(fit)
    if (old === undefined || fresh === undefined) return []
    const question = example.question.slice(0, old.index) + fresh + example.question.slice(old.index + old[0].length)
    return [{ ...example, id: `${example.id} misnamed`, set: `${example.set} misnamed`, question, gold: [] }]
  })
}

/**
 * Each question that has a name or number, with one of them exchanged for one that its passage mentions, but not where it answers:
 * everything is mentioned, yet the passage does not say. (Now and then it does say by chance.)
 */
export function exchange(examples: readonly Example[]): Example[] {
  return examples.flatMap((example) => {
    const text = example.passages[0]?.text ?? ''
    const names = [...example.question.matchAll(NAME)]
    const turn = hash(example.id)
    const old = names[turn % Math.max(1, names.length)]
    if (old === undefined) return []
    const isNumber = /^\p{Nd}/u.test(old[0])
    const answers = example.gold.map(([start, end]) => text.slice(start, end)).join(' ')
    const pool = [...new Set(text.match(NAME))].filter(
      (name) =>
        /^\p{Nd}/u.test(name) === isNumber && !answers.includes(name) && !example.question.includes(name.slice(0, 4)),
    )
    const fresh = pool[turn % Math.max(1, pool.length)]
    if (fresh === undefined) return []
    const question = example.question.slice(0, old.index) + fresh + example.question.slice(old.index + old[0].length)
    return [{ ...example, id: `${example.id} exchanged`, set: `${example.set} exchanged`, question, gold: [] }]
  })
}

function distinctTexts(examples: readonly Example[]): Passage[] {
  const seen = new Map<string, Passage>()
  for (const { passages } of examples)
    for (const passage of passages) if (!seen.has(passage.text)) seen.set(passage.text, passage)
  return [...seen.values()]
}

function loadRows(folder: string, set: string): Row[] {
  const lines = zlib
    .gunzipSync(fs.readFileSync(path.join(folder, `${set}.jsonl.gz`)))
    .toString()
    .split('\n')
  return lines.filter((line) => line !== '').map((line): Row => JSON.parse(line))
}

/** XQuAD's ids are those of SQuAD after the language: `en-56d6f3500d65d21400198290`. */
function keyOf(row: Row): string {
  return row.id.replace(/^\p{Ll}{2}-/u, '')
}

const glueOf = (language: string) => (language === 'zh' ? '' : ' ')

function passageOf(row: Row): Passage {
  const title = row.title ?? ''
  return {
    document: 'd',
    text: row.sents.join(glueOf(row.language)),
    language: row.language,
    ...(title === '' ? {} : { title }),
  }
}

function goldOf(row: Row): (readonly [number, number])[] {
  const spans: [number, number][] = []
  let at = 0
  for (const sentence of row.sents) {
    spans.push([at, at + sentence.length])
    at += sentence.length + glueOf(row.language).length
  }
  return row.gold.flatMap((index) => (spans[index] === undefined ? [] : [spans[index]]))
}

function hash(text: string): number {
  let value = 7
  for (const char of text) value = (Math.imul(value, 31) + (char.codePointAt(0) ?? 0)) >>> 0
  return value
}

const keyOfText = (row: Row) => row.sents.join(' ')

import { GERMAN_COUNTED, GERMAN_NAMED } from './german-counted.ts'
import { monthNumber } from './months.ts'

/** `12. `, `12) `, `(12) ` at the beginning of a line, and the word behind it. */
const NUMBERED = /^(\s*)\(?(\d{1,9})([.)])\s+(?=\S)([\p{L}\p{M}\p{N}]*)/u
/** `the 1. FC`: the same number and word within a line. */
const WITHIN = /(?<=[\p{L},] )\d{1,3}\.\s[\p{L}\p{M}\p{N}]+/gu
/** What makes a date of the number before it: the month as a number with its year behind it, in Roman numerals, or the year itself. */
const NUMERIC_MONTH = /^(?:\d{1,2}\.\s*(?:19|20)\d{2}|[IVX]{1,4}\.|(?:19|20)\d{2})(?!\d)/u
/** A list of as many items may be referred to by their numbers: “see 1. Introduction”. */
const LIST = 3

/** Numbered lines of which each is the neighbour of the last. */
interface Run {
  size: number
  /** Whether different words follow the numbers: “1. Gilde”, “2. Gilde” count one thing. */
  isVaried: boolean
}

interface Numbered {
  readonly at: number
  readonly indent: number
  readonly number: number
  readonly word: string
  run: Run
}

/**
 * The places (from 0) of those lines, or paragraphs, whose number is the mark of a list's item. A bracket behind it makes it one; a stop does
 * only where the nearest numbered line of the same indent, before or behind, has the neighbouring number, or the line right beside it the
 * same (`1.`, `1.`: Markdown counts for itself). `1. FC Köln` alone is a name, `12. Mai` a day. Linear in the length of the lines.
 */
export function findListNumbers(lines: readonly string[]): ReadonlySet<number> {
  const items = new Set<number>()
  const dotted: Numbered[] = []
  // The last one at each indent: a list goes on behind the lists within its items.
  const open: Numbered[] = []
  for (const [at, line] of lines.entries()) {
    const [head, indent = '', digits, mark, word = ''] = NUMBERED.exec(line) ?? []
    if (head === undefined) continue
    const item = { at, indent: indent.length, number: Number(digits), word, run: { size: 1, isVaried: false } }
    if (mark === '.' && isOrdinal(word, line.slice(head.length - word.length))) continue
    if (mark === '.') dotted.push(item)
    else items.add(at)
    while ((open.at(-1)?.indent ?? 0) > item.indent) open.pop()
    const last = open.at(-1)
    if (last?.indent === item.indent) open.pop()
    open.push(item)
    if (last === undefined || !areNeighbours(last, item)) continue
    items.add(last.at)
    items.add(at)
    item.run = last.run
    item.run.size += 1
    item.run.isVaried ||= item.word !== last.word
  }
  return withoutOrdinals(items, dotted, lines)
}

function areNeighbours(last: Numbered, next: Numbered): boolean {
  if (last.indent !== next.indent) return false
  // “1. Platz”, “2. Platz”; but “1. Platz schaffen”, “2. Wege bauen”.
  if (GERMAN_COUNTED.test(last.word) && GERMAN_COUNTED.test(next.word)) return false
  if (last.number === next.number) return next.at === last.at + 1 && last.word !== next.word
  return Math.abs(last.number - next.number) === 1
}

function isOrdinal(word: string, rest: string): boolean {
  return GERMAN_NAMED.test(word) || NUMERIC_MONTH.test(rest) || monthNumber(word) !== undefined
}

/** What the text elsewhere says in the middle of a line is no mark, unless it stands in a list that is referred to. */
function withoutOrdinals(items: Set<number>, dotted: readonly Numbered[], lines: readonly string[]): Set<number> {
  const doubtful = dotted.filter(({ at, run }) => items.has(at) && (run.size < LIST || !run.isVaried))
  if (doubtful.length === 0) return items
  const within = new Set(lines.flatMap((line) => line.match(WITHIN) ?? []).map((found) => found.replace(/\s/u, ' ')))
  for (const { at, number, word } of doubtful) if (within.has(`${number}. ${word}`)) items.delete(at)
  return items
}

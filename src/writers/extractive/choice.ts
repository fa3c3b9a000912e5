import type { Document } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import { type Candidate, gainOf, weighReadings } from './candidates.ts'
import { coverageOf, type SectionCoverage } from './coverage.ts'
import { announcements, isAhead } from './next.ts'
import { type Reading, readDocument, type Sentence } from './reading.ts'
import { overlapOf } from './weighing.ts'

/** What a brief shows, in the order in which it is read. */
export interface Choice {
  readonly bottomLine: Sentence
  readonly points: readonly Sentence[]
  readonly next: readonly Sentence[]
  /** For one long document: the sections that the sentences come from. */
  readonly coverage?: SectionCoverage
}

const MOST_POINTS = 5
const FEWEST_POINTS = 2
/** A brief is read on a phone; a text that is hardly longer than its brief is not one. */
const SHARE_OF_TEXT = 0.6
const WORDS_FOR_ONE = 130
const WORDS_FOR_SEVERAL = 170
/** What is about the length asked for: a last sentence may run over by this much. */
const OVERRUN = 12
/** Two sentences in one point may have this many words. */
const LONGEST_PAIR = 52
/** Of two sentences that share this much of the shorter one's words, one is said again. */
const SAID_ALREADY = 0.5
/** Below this a sentence is shown only if there is nothing better. */
const FIT = 0.4
/** Each further sentence of a document is worth this much of the one before, so that other documents have their say. */
const SAME_DOCUMENT = 0.62
const OLDER_DOCUMENT = 0.94
const OPENS_WITH_LEAD = 1.4
const OPENS_WITHIN = 0.85
const MOST_NEXT = 2
const ROOM_FOR_NEXT = 25
/** The bottom line and two points. */
const FREE_OF_NEWEST = 2
/** How much the first sentence of a document is worth as its bottom line. */
const LEAD = 2

/** A point in the making: a sentence, with the one that leans on it. */
interface Point {
  readonly lines: readonly Candidate[]
  /** Leans on the bottom line, and so comes right behind it. */
  readonly follows: boolean
}

/** Chooses what a brief of these documents, the newest first, shows. Throws `InputError` when they hold no sentence at all. */
export function chooseSentences(documents: readonly Document[]): Choice {
  const readings = documents.map(readDocument)
  const candidates = weighReadings(readings)
  const bottomLine = chooseBottomLine(readings, candidates)
  if (bottomLine === undefined) return { bottomLine: anySentence(readings), points: [], next: [] }
  const page = new Page(bottomLine, readings)
  const all = candidates.flat()
  const announced = announcements(all, bottomLine)
  const pool = all.filter((candidate) => {
    const isPast = candidate.line.isFuture && !isAhead(candidate, bottomLine.line.document.date) && !candidate.isLead
    return !announced.includes(candidate) && candidate.line.fitness >= FIT && !isPast
  })
  const wanted = Math.min(
    MOST_POINTS,
    Math.max(FEWEST_POINTS, Math.ceil((pool.length + announced.length) * SHARE_OF_TEXT) - 1),
  )
  page.keepFor(announced)
  while (page.points.length < wanted && page.addBest(pool)) {}
  const next = page.addLast()
  const points = page.pointsInOrder()
  const shown = [bottomLine.line, ...points, ...next.map(({ line }) => line)]
  const [only] = readings
  const coverage = readings.length === 1 && only !== undefined ? coverageOf(only, shown) : undefined
  return {
    bottomLine: bottomLine.line,
    points,
    next: next.map(({ line }) => line),
    ...(coverage === undefined ? {} : { coverage }),
  }
}

/** Newest first by date, else by when the desk first saw it; of one day, as given. */
export function newestFirst(documents: readonly Document[]): Document[] {
  const day = ({ date, foundAt }: Document) => (date ?? foundAt).slice(0, 10)
  return [...documents].sort((a, b) => (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : 0))
}

/**
 * What is new in the newest document, in one sentence that stands alone: the lead unless another sentence is worth clearly more, less
 * what older documents have said.
 */
function chooseBottomLine(readings: readonly Reading[], candidates: readonly Candidate[][]): Candidate | undefined {
  for (const [order, own] of candidates.entries()) {
    const reading = readings[order]
    if (reading === undefined) continue
    const older = candidates.slice(order + 1).flat()
    const alone = own.filter(({ line: { leaning } }) => {
      return (
        leaning.kind === 'none' ||
        (leaning.kind === 'noun' && leaning.nouns.some((noun) => isNamedIn(noun, reading.titleWords)))
      )
    })
    const unnamed = own.filter(({ line }) => line.leaning.kind !== 'before')
    for (const tier of [alone.filter(({ line }) => line.fitness >= 0.6), alone, unnamed, own]) {
      const best = highest(tier, (candidate) => bottomLineScore(candidate, tier, reading, older))
      if (best !== undefined) return best
    }
  }
  return undefined
}

function bottomLineScore(
  candidate: Candidate,
  tier: readonly Candidate[],
  reading: Reading,
  older: readonly Candidate[],
) {
  const place = tier.indexOf(candidate)
  const { weight, line } = candidate
  const title = reading.titleWords
  let common = 0
  for (const key of title) if (weight.content.has(key)) common += 1
  const titled = 1 + (0.8 * common) / Math.max(3, title.size)
  const summary =
    reading.sections[line.section]?.isSummary === true &&
    tier.findIndex((other) => other.line.section === line.section) === place
  const lead = place === 0 || summary ? LEAD : place === 1 ? 1.2 : 1
  const said = Math.max(0, ...older.map((other) => overlapOf(other.weight.content, weight.content)))
  // News may need a long sentence; background is told in the pluperfect.
  const factor = line.words > 38 ? candidate.factor ** 0.4 : candidate.factor
  const background =
    /\b(?:had (?:\p{Ll}+ ){0,2}\p{Ll}+(?:ed|en)|in (?:19|20)\d\d)\b/u.test(sentenceOf(line)) && place > 0 ? 0.7 : 1
  return gainOf(weight) * factor * titled * lead * background * (1 - 0.6 * said)
}

function sentenceOf({ document, start, end }: Sentence): string {
  return document.text.slice(start, end)
}

/** Whether a noun (stem) is among the words of a title, or the last part of one of them: Ordnung in Lärmschutzordnung. */
function isNamedIn(noun: string, words: ReadonlySet<string>): boolean {
  return words.has(noun) || (noun.length > 4 && [...words].some((word) => word.endsWith(noun)))
}

/** What has been put on the page so far. */
class Page {
  readonly points: Point[] = []
  readonly #bottomLine: Candidate
  readonly #covered = new Set<string>()
  readonly #shown: Candidate[] = []
  /** The headline's words. */
  readonly #title: ReadonlySet<string>
  #words: number
  #last: readonly Candidate[] = []
  /** Words kept free for what is put on the page last. */
  #kept = 0

  constructor(bottomLine: Candidate, readings: readonly Reading[]) {
    this.#title = readings[bottomLine.order]?.titleWords ?? new Set()
    this.#bottomLine = bottomLine
    this.#words = readings.length === 1 ? WORDS_FOR_ONE : WORDS_FOR_SEVERAL
    this.reserve(bottomLine)
  }

  /** Counts a sentence as shown. */
  reserve(candidate: Candidate): void {
    this.#shown.push(candidate)
    this.#words -= candidate.line.words
    for (const term of candidate.weight.terms.keys()) this.#covered.add(term)
  }

  /** Whether a sentence can be read where its document's earlier sentences on the page have been read before it. */
  isReadable({ line, order }: Candidate): boolean {
    if (line.leaning.kind === 'none') return true
    if (line.leaning.kind === 'before') return false
    const { nouns } = line.leaning
    if (order === this.#bottomLine.order && nouns.some((noun) => isNamedIn(noun, this.#title))) return true
    const earlier = this.#shown.filter(
      (other) => other.order === order && (other === this.#bottomLine || other.line.start < line.start),
    )
    return earlier.some(({ weight }) => nouns.some((noun) => weight.content.has(noun)))
  }

  /** Whether a sentence on the page says the same. */
  isSaid({ weight }: Candidate): boolean {
    return this.#shown.some((other) => overlapOf(other.weight.content, weight.content) >= SAID_ALREADY)
  }

  /** Puts the best of what is left on the page; false if nothing fits. */
  addBest(pool: readonly Candidate[]): boolean {
    const options = pool.flatMap((candidate) => this.#optionsFor(candidate))
    const best = highest(options, ({ worth }) => worth)
    if (best === undefined) return false
    for (const line of best.added) this.reserve(line)
    if (best.instead !== undefined) this.points.splice(this.points.indexOf(best.instead), 1)
    this.points.push(best.point)
    return true
  }

  /** Keeps these sentences for the end, and room for one of them. */
  keepFor(candidates: readonly Candidate[]): void {
    this.#last = candidates
    this.#kept = candidates.length === 0 ? 0 : Math.min(ROOM_FOR_NEXT, ...candidates.map(({ line }) => line.words))
  }

  /** Puts what was kept and can be read behind the points; gives it in the order in which it is read. */
  addLast(): Candidate[] {
    const added: Candidate[] = []
    for (const candidate of this.#last) {
      const fits = candidate.line.words <= this.#words + OVERRUN
      if (added.length === MOST_NEXT || !fits || !this.isReadable(candidate) || this.isSaid(candidate)) continue
      this.reserve(candidate)
      added.push(candidate)
    }
    return added.sort((a, b) => a.order - b.order || a.line.start - b.line.start)
  }

  /** The points as they are read: the newest document first, each in its own order. */
  pointsInOrder(): Sentence[] {
    const place = ({ follows, lines }: Point) => (follows ? -1 : (lines[0]?.order ?? 0))
    const start = ({ lines }: Point) => lines[0]?.line.start ?? 0
    return [...this.points]
      .sort((a, b) => place(a) - place(b) || start(a) - start(b))
      .flatMap(({ lines }) => {
        const first = lines[0]?.line
        const last = lines.at(-1)?.line
        return first === undefined || last === undefined
          ? []
          : [{ document: first.document, start: first.start, end: last.end }]
      })
  }

  #optionsFor(candidate: Candidate) {
    if (this.#shown.includes(candidate) || this.isSaid(candidate) || this.#isAnnounced(candidate)) return []
    const { before } = candidate
    if (this.isReadable(candidate)) return this.#option([candidate], { lines: [candidate], follows: false })
    if (before === undefined) return []
    if (before === this.#bottomLine) {
      const taken = this.points.some(({ follows }) => follows)
      return taken ? [] : this.#option([candidate], { lines: [candidate], follows: true })
    }
    const isShort = before.line.words + candidate.line.words <= LONGEST_PAIR
    if (!isShort || before.line.fitness < FIT || this.#last.includes(before)) return []
    const pair = { lines: [before, candidate], follows: false }
    if (!this.#shown.includes(before)) {
      return this.isReadable(before) && !this.isSaid(before) ? this.#option([before, candidate], pair) : []
    }
    const point = this.points.find(({ lines }) => lines.length === 1 && lines[0] === before)
    return point === undefined ? [] : this.#option([candidate], pair, point)
  }

  /** Whether the first of the sentences kept for the end says the same. */
  #isAnnounced({ weight }: Candidate): boolean {
    const [first] = this.#last
    return (
      first !== undefined && this.isReadable(first) && overlapOf(first.weight.content, weight.content) >= SAID_ALREADY
    )
  }

  #option(added: readonly Candidate[], point: Point, instead?: Point) {
    const words = added.reduce((sum, { line }) => sum + line.words, 0)
    if (words > this.#words - this.#kept + OVERRUN) return []
    const [first] = added
    if (first === undefined) return []
    const gain =
      added.reduce((sum, { weight, factor }) => sum + gainOf(weight, this.#covered) * factor, 0) / added.length
    // The bottom line's document has its say in full before others.
    const known = this.#shown.filter(({ order, line }) => order === first.order && !line.isFuture).length
    const from = first.order === this.#bottomLine.order ? Math.max(0, known - FREE_OF_NEWEST) : known
    // What a document begins with makes the rest of it plain.
    const isOpening =
      known > 0 || first.order === this.#bottomLine.order ? 1 : first.isLead ? OPENS_WITH_LEAD : OPENS_WITHIN
    const worth = gain * isOpening * SAME_DOCUMENT ** from * OLDER_DOCUMENT ** first.order
    return [{ added, point, instead, worth: instead === undefined ? worth : worth * 0.7 }]
  }
}

/** Texts without one fit sentence are shown by what stands first. */
function anySentence(readings: readonly Reading[]): Sentence {
  for (const isGood of [true, false]) {
    for (const { document, text } of readings) {
      const found = text.sentences.find(({ usable, start, end }) => {
        return (usable || !isGood) && /[\p{L}\p{N}]/u.test(text.text.slice(start, end))
      })
      if (found !== undefined) return { document, start: found.start, end: found.end }
    }
  }
  throw new InputError('the documents hold no sentence to show')
}

function highest<Item>(items: readonly Item[], worth: (item: Item) => number): Item | undefined {
  let best: Item | undefined
  let most = Number.NEGATIVE_INFINITY
  for (const item of items) {
    const value = worth(item)
    if (value > most) {
      most = value
      best = item
    }
  }
  return best
}

import { type Candidate, gainOf } from './candidates.ts'
import { highest } from './highest.ts'
import { isNamedIn, type Reading, type Sentence } from './reading.ts'
import { overlapOf } from './weighing.ts'

const WORDS_FOR_ONE = 130
const WORDS_FOR_SEVERAL = 170
/** What is about the length asked for: a last sentence may run over by this much. */
const OVERRUN = 12
/** Two sentences in one point may have this many words. */
const LONGEST_PAIR = 52
/** Of two sentences that share this much of the shorter one's words, one is said again. */
const SAID_ALREADY = 0.5
/** Each further sentence of a document is worth this much of the one before, so that other documents have their say. */
const SAME_DOCUMENT = 0.62
const OLDER_DOCUMENT = 0.94
const OPENS_WITH_LEAD = 1.4
const OPENS_WITHIN = 0.85
const MOST_NEXT = 2
const ROOM_FOR_NEXT = 25
/** The bottom line and two points. */
const FREE_OF_NEWEST = 2
/** Below this a sentence is shown only if there is nothing better. */
export const FIT = 0.4

/** A point in the making: a sentence, with the one that leans on it. */
interface Point {
  readonly lines: readonly Candidate[]
  /** Leans on the bottom line, and so comes right behind it. */
  readonly follows: boolean
}

/** What has been put on the page so far. */
export class Page {
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

  /** `words`: how many it may hold; those of a brief if absent. */
  constructor(bottomLine: Candidate, readings: readonly Reading[], words?: number) {
    this.#title = readings[bottomLine.order]?.titleWords ?? new Set()
    this.#bottomLine = bottomLine
    this.#words = words ?? (readings.length === 1 ? WORDS_FOR_ONE : WORDS_FOR_SEVERAL)
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

import type { Block, ParagraphKind } from '../../core/document.ts'
import { findListNumbers } from '../../core/language/list-numbers.ts'
import { markHeadings, type Piece } from './bare-headings.ts'
import { composeDraft, type Draft } from './draft.ts'
import { beginsWithDay, dayOf, parseDate } from './published-date.ts'
import { endsSentence, joinLines, looksLikeHeading } from './text-lines.ts'

/** Lines longer than this were not wrapped by hand: each is a paragraph of its own. */
const WIDEST_WRAP = 120

const BULLET = /^\s*(?:[-*+•·‣▪◦–]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)/u
/** What stands before a date that stands alone. */
const DATE_LABEL =
  /^(?:published|posted|updated|date|issued|veröffentlicht|stand|datum|publié le|fecha|опубликовано|дата)\s*(?:on\s+|:\s*)/iu

const RULE = /^\s*([-=_*~#])(?:\s*\1){2,199}\s*$/u

/**
 * Plain text (line ends already `\n`): paragraphs between blank lines, hard-wrapped lines joined, bare headings recognised, list items,
 * a date that is glued to the first sentence (`date 2024-03-14 …`) or fills the first line taken out. The title is a heading that stands first.
 */
export function readPlainText(text: string): Draft {
  const glued = takeGluedDate(text)
  const blocks = markHeadings(piecesOf(glued.rest.split('\n')))
  const { date, rest } = glued.date === undefined ? takeDateLine(blocks) : { date: glued.date, rest: blocks }
  const title = glued.date === undefined && rest[0]?.kind === 'heading' ? rest[0].text : undefined
  return composeDraft({ title, date, blocks: rest })
}

/** Takes `date YYYY-MM-DD` off the front of a text, where it stands for a head that was lost. */
export function takeGluedDate(text: string): { readonly date?: string; readonly rest: string } {
  const match = /^\s*date\s*:?\s*(\d{4})-(\d{2})-(\d{2})(?:[,;]|\s*[-–—]\s)?\s+/iu.exec(text)
  const date = match === null ? undefined : dayOf(Number(match[1]), Number(match[2]), Number(match[3]))
  return match === null || date === undefined ? { rest: text } : { date, rest: text.slice(match[0].length) }
}

/** Takes a line that is just a date off the front, or from below a title. */
export function takeDateLine(blocks: readonly Block[]): { readonly date?: string; readonly rest: readonly Block[] } {
  const last = headsText(blocks) ? 1 : 0
  for (let index = 0; index <= last; index += 1) {
    const date = dateOfLine(blocks[index]?.text ?? '')
    if (date !== undefined) return { date, rest: blocks.toSpliced(index, 1) }
  }
  return { rest: blocks }
}

function headsText([first, , third]: readonly Block[]): boolean {
  if (first?.kind === 'heading') return true
  return first?.kind === 'prose' && isTitle(first.text) && !(third?.kind === 'prose' && goesOn(third.text))
}

/** Where a line stands: behind those of its own paragraph and so many blocks. */
interface LinePlace {
  readonly before: readonly string[]
  readonly blocks: number
}

/**
 * Whether a line is just a date that stands above a text, or between its title and its first sentence, so that it is joined to neither;
 * unless the next line of its paragraph shows that the sentence goes on (`goesOn`).
 */
export function isDateOnTop(line: string, { before, blocks }: LinePlace): boolean {
  if (blocks > 1 || before.length > 1 || dateOfLine(line) === undefined) return false
  const [title] = before
  return title === undefined || (blocks === 0 && isTitle(title))
}

/** What stands before a date within a sentence and ends hardly any title: prepositions, articles, conjunctions; in Chinese a sign. */
const OPEN_END = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${[
    'on in of by from until till since to before after the for at between and or as dated effective starting beginning ending',
    'am vom zum zur im bis seit ab der die das dem den des von nach vor und oder zwischen',
    "le la du au de des depuis avant après dès et ou entre partir jusqu’au jusqu'au",
    'el del al desde hasta antes después y o entre',
    'с со до от по к на в во и или после перед между около',
    'في بتاريخ يوم منذ حتى من إلى قبل بعد بين',
  ]
    .join(' ')
    .replaceAll(' ', '|')})$|[于於在自从從至到]$`,
  'iu',
)

function isTitle(line: string): boolean {
  return looksLikeHeading(line) && !OPEN_END.test(line.trim())
}

/** Lower case or a comma; in scripts without lower case what stands behind a noun: postpositions of Hindi, particles of Japanese. */
const GOES_ON =
  /^\s*(?:["'“„«‘‚([*_]*\p{Ll}|[,;.)，、。]|(?:को|से|तक|के|की|का|में|पर)(?![\p{L}\p{M}])|[にのはがをでとへも])/u

/** Whether a line goes on with the sentence that the line before it began. */
export function goesOn(line: string): boolean {
  return GOES_ON.test(line)
}

function dateOfLine(line: string): string | undefined {
  return parseDate(line.replace(DATE_LABEL, ''))
}

/** A line, and whether it begins an item of a list. */
interface Line {
  readonly text: string
  readonly isItem: boolean
}

function piecesOf(lines: readonly string[]): Piece[] {
  const pieces: Piece[] = []
  const numbers = findListNumbers(lines)
  let chunk: Line[] = []
  for (const [at, line] of [...lines, ''].entries()) {
    if (line.trim() !== '') chunk.push({ text: line.trimEnd(), isItem: beginsItem(line, numbers.has(at)) })
    else if (chunk.length > 0) {
      for (const piece of splitChunk(chunk, pieces.length)) pieces.push(piece)
      chunk = []
    }
  }
  return pieces
}

/** Splits lines without a blank one between them where their writer began something new; `above` them stand so many pieces. */
function splitChunk(lines: readonly Line[], above: number): Piece[] {
  const width = lines.reduce((widest, { text }) => Math.max(widest, text.length), 0)
  const pieces: Piece[] = []
  let current: string[] = []
  let item = false
  const close = (kind?: ParagraphKind) => {
    const [first = '', ...rest] = current
    const known = kind ?? (item ? 'item' : undefined)
    const text = item ? [first.replace(BULLET, ''), ...rest] : current
    if (text.length > 0)
      pieces.push(known === undefined ? { text: joinLines(text) } : { text: joinLines(text), kind: known })
    current = []
  }
  for (const [at, line] of lines.entries()) {
    const previous = current.at(-1)
    if (RULE.test(line.text)) {
      // A rule right below a single line underlines it.
      close(current.length === 1 && looksLikeHeading(previous ?? '') ? 'heading' : undefined)
      continue
    }
    const place = { before: current, blocks: above + pieces.length }
    if (isDateOnTop(line.text, place) && !goesOn(lines[at + 1]?.text ?? '')) {
      close()
      pieces.push({ text: line.text.trim() })
      continue
    }
    if (previous !== undefined && beginsAnew(previous, line, width, item)) close()
    if (current.length === 0) item = line.isItem
    current.push(line.text)
  }
  close()
  return pieces
}

function beginsItem(line: string, isNumbered: boolean): boolean {
  const [mark] = BULLET.exec(line) ?? []
  return mark !== undefined && (isNumbered || !/\d/u.test(mark)) && !beginsWithDay(line)
}

function beginsAnew(previous: string, { text: line, isItem }: Line, width: number, inItem: boolean): boolean {
  // A number or a dash may also begin a wrapped line in the middle of a sentence.
  if (isItem && (inItem || endsSentence(previous) || looksLikeHeading(previous))) return true
  if (width > WIDEST_WRAP) return true
  if (!inItem && indentOf(line) >= indentOf(previous) + 2) return true
  if (OPEN_END.test(previous) && dateOfLine(line) !== undefined) return false
  const next = line.trimStart().split(/\s/u, 1)[0] ?? ''
  // Whoever wraps by hand breaks where the next word has no room; a break well before that was meant.
  const room = 0.8 * width - previous.length - 1
  if (next.length > room) return false
  if (endsSentence(previous) && !/[,;]$/u.test(previous)) return true
  return !/^\p{Ll}/u.test(next) && previous.length <= 0.6 * width && looksLikeHeading(previous)
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

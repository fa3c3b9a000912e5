import type { types } from '@slack/bolt'
import { cleanLine, clip, webAddress } from '../../core/one-line.ts'
import { wording } from '../../core/wording.ts'

/** What Slack shows: blocks, and the same as text for mobile notifications and screen readers. */
export interface Message {
  readonly text: string
  readonly blocks: types.KnownBlock[]
  /** What it had no room for, in messages of their own: they follow in its thread. */
  readonly rest?: readonly Message[]
}

/** What people may press or choose from below a message. */
export type Control = types.Button | types.ExternalSelect

/** A piece of a line: only text and links, so that nothing in it can mention, format or show an emoji. */
export type Inline = types.RichTextText | types.RichTextLink

/** A sentence longer than this is no sentence any more. */
const CLAIM = 1_500
const TITLE = 150
/** `@slack/types` HeaderBlock. */
const HEADER = 150
/** 50 a message (docs.slack.dev/reference/block-kit/blocks), less the four that may end a page and the note before it. */
const BODY_BLOCKS = 45
/** Slack refuses a message somewhere between 9,597 and 11,341 characters of block text (slackapi/bolt-js#2867): 9,000, less the page's end. */
const BODY_TEXT = 8_000
/** The longest text of one part of a page's end. */
const SMALL = 300
/** The length that docs.slack.dev/reference/methods/chat.postMessage advises for `text`. */
const FALLBACK_TEXT = 4_000
const FALLBACK_LINE = 700

/** More than this in a row is no message any more, and a response address takes five (docs.slack.dev/interactivity). */
const MESSAGES = 4
/** `@slack/types` ActionsBlock. */
const CONTROLS = 25

interface PageEnd {
  readonly note?: string
  readonly small?: string
  readonly controls?: readonly Control[]
  readonly lead?: string
}

/** A button's (`@slack/types`); none is documented for links in rich_text. */
const LONGEST_ADDRESS = 3_000

/** One message of a page. */
interface Sheet {
  readonly blocks: types.KnownBlock[]
  readonly lines: string[]
  room: number
}

/**
 * A message under construction that never outgrows what Slack takes: what does not fit any more goes on in messages that follow it if
 * that is wished, else it is left out whole.
 */
export class Page {
  readonly #sheets: [Sheet, ...Sheet[]] = [emptySheet()]
  readonly #messages: number
  #isFull = false
  #isCut = false

  constructor({ goesOn = false }: { readonly goesOn?: boolean } = {}) {
    this.#messages = goesOn ? MESSAGES : 1
  }

  /** Something was left out or shortened. */
  get isCut(): boolean {
    return this.#isCut || this.#isFull
  }

  /** Text in the desk's own words, or a title: shortened where it is too long. */
  words(text: string, style: { readonly bold?: boolean; readonly most?: number } = {}): Inline[] {
    const shown = clip(cleanLine(text), style.most ?? TITLE)
    if (shown === '') return []
    return [{ type: 'text', text: shown, ...(style.bold === true ? { style: { bold: true } } : {}) }]
  }

  /** A sentence of a document: whole unless it is longer than any sentence. */
  claim(text: string, style: { readonly bold?: boolean } = {}): Inline[] {
    if (cleanLine(text).length > CLAIM) this.#isCut = true
    return this.words(text, { ...style, most: CLAIM })
  }

  /** A link if the address is one that people may be sent to, else its label alone. */
  link(label: string, address: string | undefined): Inline[] {
    const url = webAddress(address, LONGEST_ADDRESS)
    const words = this.words(label)
    return url === undefined ? words : words.map(({ text }) => ({ type: 'link', url, text: text ?? '' }))
  }

  /** The first line: a header where it is short enough for one. */
  heading(text: string): void {
    const shown = cleanLine(text)
    if (shown === '') return
    if (shown.length > HEADER) this.paragraph(this.claim(text, { bold: true }))
    else this.#place({ type: 'header', text: { type: 'plain_text', text: shown, emoji: false } }, [shown])
  }

  /** Lines below each other, with an optional list of quotations. Empty lines are dropped. */
  paragraph(...lines: readonly (readonly Inline[])[]): boolean {
    return this.entry(lines, [])
  }

  /** As a paragraph, with quotations below it, and a last line below those. */
  entry(
    lines: readonly (readonly Inline[])[],
    quotes: readonly (readonly Inline[])[],
    last: readonly Inline[] = [],
  ): boolean {
    const filled = lines.filter((line) => line.length > 0)
    if (filled.length === 0) return true
    const elements: types.RichTextBlockElement[] = [
      { type: 'rich_text_section', elements: joinLines(filled) },
      ...quotes.map((quote): types.RichTextQuote => ({ type: 'rich_text_quote', elements: [...quote] })),
      ...(last.length === 0 ? [] : [{ type: 'rich_text_section' as const, elements: [...last] }]),
    ]
    const read = last.length === 0 ? [...filled, ...quotes] : [...filled, ...quotes, last]
    return this.#place({ type: 'rich_text', elements }, read.map(readLine))
  }

  /** A label and bullets below it; those that do not fit are left out from the end. Gives how many are shown. */
  bullets(label: string, items: readonly (readonly Inline[])[]): number {
    const heading = this.words(label, { bold: true })
    const head: types.RichTextSection[] =
      heading.length === 0 ? [] : [{ type: 'rich_text_section', elements: [...heading] }]
    return this.#spread(items, heading, (shown) => {
      const list: types.RichTextList = {
        type: 'rich_text_list',
        style: 'bullet',
        elements: shown.map((item) => ({ type: 'rich_text_section', elements: [...item] })),
      }
      const lines = shown.map((item) => `• ${readLine(item)}`)
      const labelled = heading.length === 0 ? lines : [readLine(heading), ...lines]
      this.#place({ type: 'rich_text', elements: [...head, list] }, labelled)
    })
  }

  /** A label and short items in one line. */
  series(label: string, items: readonly (readonly Inline[])[]): void {
    const heading = this.words(`${label}:`, { bold: true })
    const separated = items.filter((item) => item.length > 0).map((item) => after(', ', item))
    this.#spread(separated, heading, (shown) => {
      // A space in place of the first comma.
      const [[, ...first] = [], ...others] = shown
      this.paragraph([...heading, ...after(' ', first), ...others.flat()])
    })
  }

  /**
   * Ends the page: a line in small type, buttons; `note` if something was left out; `lead` is what a notification says first, where that is
   * not the first line. Gives the message, with those that follow it.
   */
  finish(end: PageEnd = {}): Message {
    const [first, ...others] = this.#sheets
    const head = end.lead === undefined ? first : { ...first, lines: [end.lead, ...first.lines] }
    const note = this.isCut ? (end.note ?? wording.cut) : ''
    const controls = (end.controls ?? []).slice(0, CONTROLS)
    if (others.length === 0) return messageOf(head, [note, end.small ?? ''], controls)
    return {
      ...messageOf(head, [wording.goesOn, end.small ?? ''], controls),
      rest: others.map((sheet, index) => messageOf(sheet, index === others.length - 1 ? [note] : [], [])),
    }
  }

  /** The sheet that is written on. */
  get #sheet(): Sheet {
    return this.#sheets.at(-1) ?? this.#sheets[0]
  }

  #place(block: types.KnownBlock, lines: readonly string[]): boolean {
    const length = textLength(block)
    const fits = () => length <= this.#sheet.room && this.#sheet.blocks.length < BODY_BLOCKS
    if (this.#isFull || (!fits() && !(this.#turn() && fits()))) {
      this.#isFull = true
      return false
    }
    this.#sheet.room -= length
    this.#sheet.blocks.push(block)
    this.#sheet.lines.push(...lines)
    return true
  }

  /** Begins the next message, if there may be another. */
  #turn(): boolean {
    if (this.#sheets.length >= this.#messages || this.#sheet.blocks.length === 0) return false
    this.#sheets.push(emptySheet())
    return true
  }

  /** Places as many of the items, from the first, as there is room for below the heading; then those that follow on the next message. */
  #spread(
    items: readonly (readonly Inline[])[],
    heading: readonly Inline[],
    place: (shown: readonly (readonly Inline[])[]) => void,
  ): number {
    const all = items.filter((item) => item.length > 0)
    let count = 0
    while (count < all.length) {
      const shown = this.#fitting(all.slice(count), heading)
      if (shown.length > 0) place(shown)
      count += shown.length
      if (count < all.length && !this.#turn()) {
        this.#isCut = true
        break
      }
    }
    return count
  }

  #fitting(items: readonly (readonly Inline[])[], heading: readonly Inline[]): (readonly Inline[])[] {
    let room = this.#isFull || this.#sheet.blocks.length >= BODY_BLOCKS ? 0 : this.#sheet.room - textLength(heading)
    const shown: (readonly Inline[])[] = []
    for (const item of items) {
      room -= textLength(item)
      if (room < 0) return shown
      shown.push(item)
    }
    return shown
  }
}

function emptySheet(): Sheet {
  return { blocks: [], lines: [], room: BODY_TEXT }
}

function messageOf(sheet: Sheet, small: readonly string[], controls: readonly Control[]): Message {
  const blocks = [...sheet.blocks]
  const lines = [...sheet.lines]
  for (const part of small.map((text) => clip(cleanLine(text), SMALL)).filter((text) => text !== '')) {
    blocks.push({ type: 'context', elements: [{ type: 'plain_text', text: part, emoji: false }] })
    lines.push(part)
  }
  if (blocks.length === 0) {
    const nothing: types.RichTextSection = {
      type: 'rich_text_section',
      elements: [{ type: 'text', text: wording.nothingToShow }],
    }
    return { text: wording.nothingToShow, blocks: [{ type: 'rich_text', elements: [nothing] }] }
  }
  if (controls.length > 0) blocks.push({ type: 'actions', elements: [...controls] })
  return { text: fallbackText(lines), blocks }
}

/** The same message with a line before it that says why it is shown as it is. Pages leave room for that. */
export function withNote(message: Message, note: string): Message {
  const shown = clip(cleanLine(note), SMALL)
  const block: types.ContextBlock = { type: 'context', elements: [{ type: 'plain_text', text: shown, emoji: false }] }
  return { ...message, text: fallbackText([shown], message.text), blocks: [block, ...message.blocks] }
}

/** The words with a separator before them, if there are any. */
export function after(separator: string, words: readonly Inline[]): Inline[] {
  return words.length === 0 ? [] : [{ type: 'text', text: separator }, ...words]
}

/** The sum of the lengths of all `text` strings, as counted in slackapi/bolt-js#2867. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textLength(item), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [name, field]) => sum + (name === 'text' && typeof field === 'string' ? field.length : textLength(field)),
    0,
  )
}

function joinLines(lines: readonly (readonly Inline[])[]): Inline[] {
  const lineBreak: Inline = { type: 'text', text: '\n' }
  return lines.flatMap((line, index) => (index === 0 ? [...line] : [lineBreak, ...line]))
}

function readLine(line: readonly Inline[]): string {
  return line.map(({ text }) => text ?? '').join('')
}

/**
 * Mobile notifications show this text and screen readers read it in place of the blocks, so it says all that they say
 * (docs.slack.dev/reference/methods/chat.postMessage, docs.slack.dev/changelog/2026/07/13/notification-changes).
 */
function fallbackText(lines: readonly string[], rest = ''): string {
  let text = ''
  for (const line of [...lines.map((line) => escapeEntities(clip(line, FALLBACK_LINE))), ...rest.split('\n')]) {
    const longer = text === '' ? line : `${text}\n${line}`
    if (longer.length > FALLBACK_TEXT) return text
    text = longer
  }
  return text
}

/** `&`, `<` and `>` are all that Slack's markup is made of: https://docs.slack.dev/messaging/formatting-message-text */
function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIEmbed,
  ComponentType,
} from 'discord.js'
import { cleanLine, clip } from '../../core/one-line.ts'
import { wording } from '../../core/wording.ts'
import { escapeMarkdown, maskedLink } from './markdown.ts'

export type Button = APIButtonComponentWithCustomId

/** What Discord shows. Embeds never notify anybody, whatever they say, and their links are not unfolded into previews. */
export interface Message {
  readonly embeds: APIEmbed[]
  readonly components: APIActionRowComponent<Button>[]
}

/** A sentence longer than this is no sentence any more; escaped it is at most twice as long. */
const CLAIM = 1_000
const WORDS = 150
/** docs.discord.com/developers/resources/message, Embed Limits. */
const TITLE = 256
const DESCRIPTION = 4_096
/** All embeds of a message hold 6,000; the rest is for the title, the footer and what is said of the cut. */
const BODY = 5_000
const SMALL = 300
/** docs.discord.com/developers/components/reference, Action Row. */
const BUTTONS_A_ROW = 5
const ROWS = 5
const SEPARATOR = ' · '

/** A message under construction. What does not fit any more is left out whole, and so is all that comes after it. */
export class Page {
  #title: string | undefined
  readonly #blocks: string[] = []
  #room = BODY
  #isFull = false
  #isCut = false

  /** Something was left out or shortened. */
  get isCut(): boolean {
    return this.#isCut || this.#isFull
  }

  /** Text in the desk's own words, or a title, as Markdown: shortened where it is too long. */
  words(text: string, style: { readonly bold?: boolean; readonly most?: number } = {}): string {
    const shown = escapeMarkdown(clip(cleanLine(text), style.most ?? WORDS))
    return style.bold === true && shown !== '' ? `**${shown}**` : shown
  }

  /** A sentence of a document: whole unless it is longer than any sentence. */
  claim(text: string, style: { readonly bold?: boolean; readonly most?: number } = {}): string {
    const most = style.most ?? CLAIM
    if (cleanLine(text).length > most) this.#isCut = true
    return this.words(text, { ...style, most })
  }

  /** A link if the address is one that people may be sent to, else its label alone. */
  link(label: string, address: string | undefined): string {
    const words = this.words(label)
    return words === '' ? '' : maskedLink(words, address)
  }

  /** The first line: the embed's title where it is short enough for one. */
  heading(text: string): void {
    const shown = this.words(text, { most: CLAIM })
    if (shown === '') return
    if (shown.length <= TITLE) this.#title = shown
    else this.paragraph([this.claim(text, { bold: true })])
  }

  /** Lines below each other: those that there is room for, but not fewer than `least` (default all). Empty lines are dropped. */
  paragraph(lines: readonly string[], least = lines.length): boolean {
    const filled = lines.filter((line) => line !== '')
    if (filled.length === 0) return true
    for (let count = filled.length; count >= Math.min(least, filled.length); count -= 1) {
      const block = filled.slice(0, count).join('\n')
      if (!this.#fits(block.length)) continue
      this.#isCut ||= count < filled.length
      this.#place(block)
      return true
    }
    this.#isFull = true
    return false
  }

  /** A label and bullets below it; those that do not fit are left out from the end. Gives how many are shown. */
  bullets(label: string, items: readonly string[]): number {
    const heading = label === '' ? [] : [this.words(label, { bold: true })]
    const filled = items.filter((item) => item !== '').map((item) => `- ${item}`)
    // One block, so that no gap comes between the bullets; another where the first embed is full.
    for (const [index, item] of filled.entries()) {
      if (!(index === 0 ? this.paragraph([...heading, item]) : this.#extend(item))) return index
    }
    return filled.length
  }

  /** A label and short items in one line. */
  series(label: string, items: readonly string[]): void {
    const heading = `**${this.words(label)}:**`
    let line = ''
    for (const item of items.filter((text) => text !== '')) {
      const longer = line === '' ? `${heading} ${item}` : `${line}, ${item}`
      if (!this.#fits(longer.length)) {
        this.#isCut = true
        break
      }
      line = longer
    }
    this.paragraph([line])
  }

  /** Ends the page: a footer, buttons; `note` if something was left out. Gives the message. */
  finish(end: { readonly note?: string; readonly small?: string; readonly buttons?: readonly Button[] }): Message {
    const note = this.isCut ? this.words(end.note ?? wording.cut, { most: SMALL }) : ''
    const blocks = note === '' ? this.#blocks : [...this.#blocks, `-# ${note}`]
    const footer = clip(cleanLine(end.small ?? ''), SMALL)
    const isEmpty = blocks.length === 0 && this.#title === undefined && footer === ''
    const descriptions = descriptionsOf(isEmpty ? [this.words(wording.nothingToShow)] : blocks)
    const embeds = Array.from({ length: Math.max(1, descriptions.length) }, (_, index): APIEmbed => {
      const isLast = index >= descriptions.length - 1
      return {
        ...(index === 0 && this.#title !== undefined ? { title: this.#title } : {}),
        ...(descriptions[index] === undefined ? {} : { description: descriptions[index] }),
        ...(isLast && footer !== '' ? { footer: { text: footer } } : {}),
      }
    })
    return { embeds, components: rowsOf(end.buttons ?? []) }
  }

  #fits(length: number): boolean {
    return !this.#isFull && length <= DESCRIPTION && length + GAP.length <= this.#room
  }

  #place(block: string): void {
    this.#room -= block.length + GAP.length
    this.#blocks.push(block)
  }

  /** Adds a line to the last block, or begins another where that would be too long for one embed. */
  #extend(line: string): boolean {
    const last = this.#blocks.at(-1) ?? ''
    const longer = `${last}\n${line}`
    if (longer.length > DESCRIPTION) return this.paragraph([line])
    if (!this.#fits(line.length)) {
      this.#isFull = true
      return false
    }
    this.#room -= line.length + 1
    this.#blocks[this.#blocks.length - 1] = longer
    return true
  }
}

const GAP = '\n\n'

/** The same message with a reference at the end of its footer. Pages leave room for it. */
export function withReference(message: Message, reference: string): Message {
  const last = message.embeds.at(-1)
  const text = [last?.footer?.text, reference].filter((part) => part !== undefined).join(SEPARATOR)
  return { ...message, embeds: [...message.embeds.slice(0, -1), { ...last, footer: { text } }] }
}

/** The reference at the end of a message's footer. */
export function referenceIn(embeds: readonly Pick<APIEmbed, 'footer'>[]): string | undefined {
  return embeds.at(-1)?.footer?.text.split(SEPARATOR).at(-1)
}

function rowsOf(buttons: readonly Button[]): APIActionRowComponent<Button>[] {
  const starts = Array.from({ length: Math.ceil(buttons.length / BUTTONS_A_ROW) }, (_, row) => row * BUTTONS_A_ROW)
  return starts.slice(0, ROWS).map((start) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(start, start + BUTTONS_A_ROW),
  }))
}

/** Blocks put together to as few descriptions as hold them. */
function descriptionsOf(blocks: readonly string[]): string[] {
  const descriptions: string[] = []
  for (const block of blocks) {
    const last = descriptions.at(-1)
    const longer = last === undefined ? block : `${last}${GAP}${block}`
    if (last === undefined || longer.length > DESCRIPTION) descriptions.push(block)
    else descriptions[descriptions.length - 1] = longer
  }
  return descriptions
}

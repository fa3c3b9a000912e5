import { webAddress } from '../../core/one-line.ts'

/**
 * What Discord's Markdown is made of inside a line: emphasis, code, spoilers, masked links, everything that begins with `<` (mentions,
 * timestamps, custom emoji, commands), headings and quotes, and the colon of addresses and `:emoji:`. A backslash before any
 * punctuation shows the character itself (docs.discord.com/developers/reference, Message Formatting).
 */
const SPECIAL = /[\\*_~`|<>[\]()#:]/gu
/** Lists are lists only at the beginning of a line; escaped elsewhere, every date would be full of backslashes. */
const LIST = /^(?:[-+]|\d+(?=[.)]))/u
/** No backslash keeps `@everyone` from being read as a mention; a zero-width space does. */
const BROADCAST = /@(?=everyone|here)/giu
const ZERO_WIDTH_SPACE = '\u200B'
/** None is documented for links in embeds; a button's is 512 (docs.discord.com/developers/components/reference). */
const LONGEST_ADDRESS = 512
/** Brackets end a masked link, a backslash escapes in it, the others may not stand in a URL or have a meaning around one. */
const UNSAFE_IN_ADDRESS = /[()[\]{}<>\\"'`|^\s]/gu

/**
 * A clean line of untrusted text that shows as it is, wherever in a line it stands. At most twice as long: only punctuation grows, and
 * `@here` by one.
 */
export function escapeMarkdown(line: string): string {
  return line
    .replace(SPECIAL, '\\$&')
    .replace(LIST, (marker) => (/\d/u.test(marker) ? `${marker}\\` : `\\${marker}`))
    .replace(BROADCAST, `@${ZERO_WIDTH_SPACE}`)
}

/** The line that `escapeMarkdown` was given. */
export function unescapeMarkdown(escaped: string): string {
  return escaped.replaceAll(`@${ZERO_WIDTH_SPACE}`, '@').replace(/\\([^\p{L}\p{N}\s])/gu, '$1')
}

/** A link under an escaped label if the address is one that people may be sent to, else the label alone. */
export function maskedLink(label: string, address: string | undefined): string {
  const url = linkAddress(address)
  // A label that looks like an address of its own would say one thing and open another.
  if (url === undefined || /\/\/|\bwww\./iu.test(label)) return label
  // A single bracket in the label, escaped or not, keeps the whole from being a link.
  return `[${label.replaceAll('\\[', '\\(').replaceAll('\\]', '\\)')}](${url})`
}

/** The number of a source as `[1]`, a link where it has one. */
export function sourceMark(number: number, address: string | undefined): string {
  const url = linkAddress(address)
  return url === undefined ? `\\[${number}\\]` : `[[${number}]](${url})`
}

function linkAddress(address: string | undefined): string | undefined {
  return webAddress(address, LONGEST_ADDRESS)?.replace(UNSAFE_IN_ADDRESS, percentEncode)
}

function percentEncode(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

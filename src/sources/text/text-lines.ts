/** Scripts written without spaces between words: lines of them are joined without one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303F\uFF00-\uFFEF]/u

const ALL_UNSPACED = new RegExp(UNSPACED, 'gu')

/** What ends a sentence or announces what follows; closing quotes and brackets may come after it. */
const FINAL_STOP = /[.!?…:;,。！？：；，、।॥۔؟።]["'”’»›)\]）」』]*$/u

const HEADING_LENGTH = 100
const HEADING_WORDS = 14
const UNSPACED_HEADING_LENGTH = 34

/** Joins the lines of one paragraph as its writer meant them: with a space, but none within unspaced scripts. */
export function joinLines(lines: readonly string[]): string {
  const pieces: string[] = []
  let last = ''
  for (const line of lines) {
    const piece = line.trim()
    if (piece === '') continue
    if (last !== '' && !(UNSPACED.test(last) && UNSPACED.test(piece[0] ?? ''))) pieces.push(' ')
    pieces.push(piece)
    last = piece.at(-1) ?? ''
  }
  return pieces.join('').replace(/[ \t]+/gu, ' ')
}

/** Whether a line could head what follows it: short, no final stop, no lower-case beginning. */
export function looksLikeHeading(line: string): boolean {
  const text = line.trim()
  if (text.length > HEADING_LENGTH || !/\p{L}/u.test(text) || endsSentence(text)) return false
  if (/^["'“‘«„(]?\p{Ll}\P{Lu}/u.test(text)) return false
  const unspaced = text.length - text.replace(ALL_UNSPACED, '').length
  if (unspaced > text.length / 2) return text.length <= UNSPACED_HEADING_LENGTH
  return text.split(/\s+/u).length <= HEADING_WORDS
}

/** Whether a line ends the way sentences do, or announces what comes. */
export function endsSentence(line: string): boolean {
  return FINAL_STOP.test(line.trimEnd())
}

/** Line ends as `\n`; no byte order mark, no control characters, no soft hyphens (they are layout, and hide words from a search). */
export function evenLines(text: string): string {
  return (
    text
      .replace(/^\uFEFF/u, '')
      .replace(/\r\n?|\u2028|\u0085/gu, '\n')
      .replace(/\f|\u2029/gu, '\n\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be taken out.
      .replace(/[\u0000-\u0008\u000B\u000E-\u001F\u007F-\u009F\u00AD]/gu, '')
  )
}

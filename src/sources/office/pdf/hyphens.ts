import { joinLines } from '../../text/text-lines.ts'

/** Every word of a file, to tell which hyphens belong to a word; those cut at a line's end aside. */
export type Vocabulary = ReadonlySet<string>

const WORD = /[\p{L}\p{M}]+(?:[-\u2010][\p{L}\p{M}]+)*/gu
const CUT = /([\p{L}\p{M}]+)[-\u2010\u00AD]$/u
const GOES_ON = /^\p{Ll}[\p{L}\p{M}]*/u
/** After these a hyphen stands for the second half of a word that comes later: “Vor- und Nachteile”. */
const COUPLING = /^(?:und|oder|bzw|and|or|to|en|of|och|et|ou|y|o|e)(?![\p{L}\p{M}])/u

export function vocabularyOf(lines: readonly { readonly text: string }[]): Vocabulary {
  const words = new Set<string>()
  for (const [index, { text }] of lines.entries()) {
    const whole = text.replace(CUT, '')
    const rest = CUT.test(lines[index - 1]?.text ?? '') ? whole.replace(GOES_ON, '') : whole
    for (const [word] of rest.matchAll(WORD)) words.add(word.toLowerCase())
  }
  return words
}

/** Joins the lines of a paragraph; a word that was cut at a line's end is whole again, a compound keeps its hyphen. */
export function joinCutLines(lines: readonly string[], vocabulary: Vocabulary): string {
  const joined: string[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    const cut = last === undefined ? null : CUT.exec(last)
    if (last === undefined || cut === null) joined.push(line)
    else if (COUPLING.test(line) && !last.endsWith('\u00AD')) joined.push(line)
    else
      joined[joined.length - 1] =
        `${keepsHyphen(cut[1] ?? '', line, last, vocabulary) ? last : last.slice(0, -1)}${line}`
  }
  return joinLines(joined).replaceAll('\u00AD', '')
}

function keepsHyphen(start: string, line: string, last: string, vocabulary: Vocabulary): boolean {
  if (last.endsWith('\u00AD')) return false
  const end = GOES_ON.exec(line)?.[0]
  if (end === undefined) return true
  // “state-of-the-” has hyphens already.
  if (/[-\u2010][\p{L}\p{M}]+[-\u2010]$/u.test(last)) return true
  const [first, second] = [start.toLowerCase(), end.toLowerCase()]
  if (vocabulary.has(first + second)) return false
  if (vocabulary.has(`${first}-${second}`) || vocabulary.has(`${first}\u2010${second}`)) return true
  return first.length > 3 && second.length > 3 && vocabulary.has(first) && vocabulary.has(second)
}

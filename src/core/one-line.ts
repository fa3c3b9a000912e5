/** Controls, line and paragraph separators; explicit directions (overrides, embeddings, isolates) would turn what follows them around. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]+/gu
const ELLIPSIS = '…'

/** Untrusted text as one line that cannot disturb its surroundings; a lone surrogate becomes U+FFFD. May be ''. */
export function cleanLine(text: string): string {
  return text.toWellFormed().replace(UNSAFE, ' ').replace(/\s+/gu, ' ').trim()
}

/** Words with untrusted names in them, line by line as `cleanLine`, each with the spaces that it begins with. */
export function cleanLines(text: string): string {
  return text.replace(/^( *)(.*)$/gmu, (_line, indent: string, rest: string) => indent + cleanLine(rest))
}

/**
 * At most `most` UTF-16 units, cut at the end of a word of any script and marked with an ellipsis. Only a single word that is longer
 * than that is cut inside, and then between two characters as people see them, or if one of those is longer, between two code points.
 */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const room = most - ELLIPSIS.length
  // A few characters more than fit, so that the segmenter sees whether the last word ends there.
  const head = text.slice(0, room + 40).toWellFormed()
  const end = lastEnd(head, 'word', room) || lastEnd(head, 'grapheme', room)
  const cut = end > 0 ? head.slice(0, end) : head.slice(0, room).toWellFormed()
  return cut.trimEnd() + ELLIPSIS
}

/** Where the last segment that ends at or before `room` ends. */
function lastEnd(text: string, granularity: 'word' | 'grapheme', room: number): number {
  let end = 0
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity }).segment(text)) {
    if (index + segment.length > room) break
    end = index + segment.length
  }
  return end
}

/** The address in its normal form if people may be sent there: http or https, without credentials, at most so many characters. */
export function webAddress(address: string | undefined, longest: number): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const url = new URL(address)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.username === '' && url.password === '' && url.href.length <= longest ? url.href : undefined
}

/** Characters that XML does not know, and that make a strict parser give up (https://www.w3.org/TR/xml/#charsets). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/gu
/** An ampersand that begins no reference. */
const BARE_AMPERSAND = /&(?!#\d{1,7};|#x[\da-f]{1,6};|[a-z][\da-z]{1,31};)/giu
const DOCTYPE = /<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?\s*>/iu

/** A feed's text without what parsers trip over: what comes before the first tag, entity declarations, stray characters. */
export function cleanFeed(text: string): string {
  const start = text.search(/[<{]/u)
  const body = start > 0 ? text.slice(start) : text
  if (body.startsWith('{')) return body
  return body.replace(FORBIDDEN, '').replace(DOCTYPE, '').replace(BARE_AMPERSAND, '&amp;')
}

/** The part of a broken feed up to its last whole entry, closed; undefined if it has none. */
export function cutFeed(text: string): string | undefined {
  const ends = [...text.matchAll(/<\/(item|entry)\s*>/giu)]
  const last = ends.at(-1)
  if (last === undefined) return undefined
  const whole = text.slice(0, last.index + last[0].length)
  const open = new Map<string, string>()
  for (const [tag, name = ''] of whole.matchAll(/<(rss|channel|feed|(?:\w+:)?RDF)\b[^>]*>/giu)) {
    if (!tag.endsWith('/>')) open.set(name.toLowerCase(), name)
  }
  for (const [, name = ''] of whole.matchAll(/<\/(rss|channel|feed|(?:\w+:)?RDF)\s*>/giu))
    open.delete(name.toLowerCase())
  return (
    whole +
    [...open.values()]
      .reverse()
      .map((name) => `</${name}>`)
      .join('')
  )
}

import { parsePage, walkTree } from '../text/html-tree.ts'

/** Reads the references of one document: numbers, those of XML and of HTML, and short texts that the document itself declares. */
export interface References {
  read(text: string): string
  /** Takes what stands in a document type declaration, for its `!ENTITY name "text"`. */
  declare(declaration: string): void
}

const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\w.-]{0,40});/giu

/** So much of its own text a document may repeat: more is made to do harm (https://en.wikipedia.org/wiki/Billion_laughs_attack). */
const MOST_REPEATED = 100_000

/** What references that were met mean; HTML knows 2,231 names. */
const KNOWN = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
])
const MOST_KNOWN = 5_000

export function createReferences(): References {
  const declared = new Map<string, string>()
  let repeated = 0

  function characterOf(reference: string): string {
    const own = declared.get(reference)
    if (own === undefined) return htmlCharacter(reference)
    repeated += own.length
    return repeated > MOST_REPEATED ? '' : own
  }
  const read = (text: string) => (text.includes('&') ? text.replace(REFERENCE, characterOf) : text)

  return {
    read,
    declare(declaration) {
      const [, name, , text] = /!ENTITY\s+([a-z][\w.-]*)\s+(["'])(.*?)\2/isu.exec(declaration) ?? []
      // One that stands for others is never what a feed needs.
      if (name === undefined || text === undefined || /&(?!#)/u.test(text)) return
      if (!declared.has(`&${name};`)) declared.set(`&${name};`, read(text))
    },
  }
}

/** What HTML reads a reference as, names and numbers of windows-1252 among them; itself if it is none of HTML’s. */
export function htmlCharacter(reference: string): string {
  const known = KNOWN.get(reference)
  if (known !== undefined) return known
  if (KNOWN.size >= MOST_KNOWN) return reference
  let text = ''
  walkTree(parsePage(`<p>${reference}`), (node) => {
    if (node.nodeName === '#text' && 'value' in node) text += node.value
    return true
  })
  KNOWN.set(reference, text)
  return text
}

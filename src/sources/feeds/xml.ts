import { Parser } from 'htmlparser2'
import { knownName, NO_SCOPE, type Scope, scopeWithin } from './namespaces.ts'
import { createReferences } from './references.ts'

/** An element of a feed. */
export interface XmlElement {
  /** Lower case, with the usual prefix of its namespace; none for the words of RSS, RDF, CDF and Atom themselves. */
  readonly name: string
  /** By name in lower case without prefix, those of `xml:` with it. */
  readonly attributes: ReadonlyMap<string, string>
  /** What `xml:base` or CDF's BASE says here, resolved as far as the document tells. */
  readonly base: string | undefined
  readonly isAtom: boolean
  readonly children: readonly (XmlElement | string)[]
}

export interface XmlFeed {
  /** All but the entries. */
  readonly document: XmlElement
  /** It ends in the middle, or was read no further. */
  readonly isCut: boolean
}

interface Open extends XmlElement {
  readonly written: string
  readonly scope: Scope
  readonly children: (XmlElement | string)[]
}

const ENTRIES: ReadonlySet<string> = new Set(['item', 'entry'])

/** Parts of entries that hold nothing but text: what begins within one stands beside it, and an end tag is missing. */
const TEXT_PARTS: ReadonlySet<string> = new Set([
  ...['title', 'link', 'guid', 'id', 'author', 'category', 'comments', 'description', 'summary'],
  ...['pubdate', 'published', 'updated', 'issued', 'modified', 'created', 'dc:date'],
])
/** What entries consist of. */
const PARTS: ReadonlySet<string> = new Set([
  ...TEXT_PARTS,
  ...['content', 'content:encoded', 'enclosure', 'source', 'dc:creator'],
])

/** Feeds nest about ten deep, with markup of their texts thirty. */
const MOST_DEPTH = 500

/** Thrown by the handlers below to read no further. */
class Enough extends Error {}

/**
 * Reads the XML of a feed, well-formed or not. Each entry is handed over when it ends and kept nowhere, so that memory is that of the
 * largest; `take` returns false to read no further. End tags that are missing are put where the next part or entry begins, those that close
 * nothing are passed over; of an entry that breaks off, the part in which it does is left out.
 */
export function readXml(text: string, take: (entry: XmlElement) => boolean): XmlFeed {
  const document = openElement('', {}, undefined)
  const open: Open[] = [document]
  const references = createReferences()
  let isVerbatim = false
  let atEnd = false
  let isCut = false

  const close = () => {
    const element = open.pop()
    const parent = open.at(-1)
    if (element === undefined || parent === undefined) return
    if (!isEntry(element, parent)) return
    parent.children.splice(parent.children.indexOf(element), 1)
    if (!take(element)) throw new Enough()
  }
  const closeUnmarked = () => {
    const element = open.at(-1)
    const parent = open.at(-2)
    if (element !== undefined && parent !== undefined && TEXT_PARTS.has(element.name)) putBeside(element, parent)
    close()
  }

  const parser = new Parser(
    {
      onopentag(written, attributes) {
        if (open.length > MOST_DEPTH) throw new Enough()
        const decoded = Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, references.read(value)]),
        )
        const element = openElement(written, decoded, open.at(-1))
        if (ENTRIES.has(element.name)) {
          const before = open.findLastIndex(({ name }) => ENTRIES.has(name))
          // An entry within an entry: its end tag is missing, unless it stands in a part that may hold anything.
          const within = open.at(-1)?.name ?? ''
          if (before > 0 && (before === open.length - 1 || TEXT_PARTS.has(within)))
            while (open.length > before) closeUnmarked()
        }
        open.at(-1)?.children.push(element)
        open.push(element)
      },
      onclosetag(written, isMissing) {
        if (atEnd) return
        const at = open.findLastIndex((element) => element.written === written)
        if (at < 1) return
        while (open.length > at + 1) closeUnmarked()
        if (isMissing) closeUnmarked()
        else close()
      },
      ontext(data) {
        if (open.length > 1) open.at(-1)?.children.push(isVerbatim ? data : references.read(data))
      },
      oncdatastart: () => {
        isVerbatim = true
      },
      oncdataend: () => {
        isVerbatim = false
      },
      onprocessinginstruction: (name, data) => {
        if (name.startsWith('!') && open.length === 1) references.declare(data)
      },
    },
    { xmlMode: true, decodeEntities: false },
  )
  try {
    parser.write(text)
    atEnd = true
    parser.end()
    isCut = open.length > 1
    while (open.length > 1) {
      const [element, parent] = [open.at(-1), open.at(-2)]
      if (element !== undefined && parent !== undefined && !ENTRIES.has(element.name) && ENTRIES.has(parent.name))
        parent.children.pop()
      close()
    }
  } catch (error) {
    if (!(error instanceof Enough)) throw error
    isCut = true
  }
  return { document, isCut }
}

/** An entry of the feed, not one that stands in another’s text. */
function isEntry(element: Open, parent: Open): boolean {
  return ENTRIES.has(element.name) && !PARTS.has(parent.name) && !ENTRIES.has(parent.name)
}

function openElement(written: string, attributes: Readonly<Record<string, string>>, parent: Open | undefined): Open {
  const scope = scopeWithin(parent?.scope ?? NO_SCOPE, attributes)
  const { name, isAtom } = knownName(written, scope)
  const known = new Map<string, string>()
  for (const [key, value] of Object.entries(attributes)) {
    const [, prefix = '', local = key] = /^(?:([^:]*):)?(.*)$/su.exec(key.toLowerCase()) ?? []
    if (prefix === 'xmlns' || local === 'xmlns') continue
    const shown = prefix === 'xml' ? `xml:${local}` : local
    if (prefix === '' || !known.has(shown)) known.set(shown, value)
  }
  const base = known.get('xml:base') ?? (name === 'channel' || name === 'item' ? known.get('base') : undefined)
  return {
    written,
    name,
    attributes: known,
    base: base === undefined ? parent?.base : (URL.parse(base, parent?.base)?.href ?? base),
    isAtom: isAtom || name === 'feed' || (parent?.isAtom === true && scope.get('') === undefined),
    children: [],
    scope,
  }
}

/** Parts that ended up within another whose end tag is missing stand beside it. */
function putBeside(element: Open, parent: Open): void {
  const first = element.children.findIndex((child) => typeof child !== 'string' && PARTS.has(child.name))
  if (first < 0) return
  // One by one: there may be more than a call takes arguments.
  for (const child of element.children.splice(first)) parent.children.push(child)
}

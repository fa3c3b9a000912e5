/**
 * Namespaces of feeds by their usual prefixes, in lower case, without `http://`, `www.` and what ends them: feeds spell them in many ways.
 * The empty prefix is that of feeds’ own words, which RSS, RDF, CDF and Atom share.
 */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['', ''],
  ['w3.org/2005/atom', ''],
  ['purl.org/atom/ns', ''],
  ['purl.org/echo', ''],
  ['purl.org/pie', ''],
  ['example.com/newformat', ''],
  ['example.com/necho', ''],
  ['uri/of/echo/namespace', ''],
  ['purl.org/rss/1.0', ''],
  ['purl.org/net/rss1.1', ''],
  ['purl.org/rss/1.0/modules/rss091', ''],
  ['my.netscape.com/rdf/simple/0.9', ''],
  ['my.netscape.com/publish/formats/rss-0.91', ''],
  ['channel.netscape.com/rdf/simple/0.9', ''],
  ['backend.userland.com/rss', ''],
  ['backend.userland.com/rss2', ''],
  ['backend.userland.com/rss091', ''],
  ['backend.userland.com/rss092', ''],
  ['blogs.law.harvard.edu/tech/rss', ''],
  ['cyber.law.harvard.edu/rss', ''],
  ['rssboard.org/rss-specification', ''],
  ['w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['w3.org/1999/xhtml', 'xhtml'],
  ['w3.org/xml/1998/namespace', 'xml'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['search.yahoo.com/mrss', 'media'],
  ['tools.search.yahoo.com/mrss', 'media'],
  ['video.search.yahoo.com/mrss', 'media'],
  ['itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['itunes.com/dtds/podcast-2.0.dtd', 'itunes'],
  ['example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
])

const ATOM: ReadonlySet<string> = new Set([
  'w3.org/2005/atom',
  'purl.org/atom/ns',
  'purl.org/echo',
  'purl.org/pie',
  'example.com/newformat',
  'example.com/necho',
  'uri/of/echo/namespace',
])

/** Prefixes that stand for namespaces at one place of a document; the empty one for its default. */
export type Scope = ReadonlyMap<string, string>

/** Prefixes that are used without being declared mean what they usually mean. */
export const NO_SCOPE: Scope = new Map([['atom', 'w3.org/2005/atom']])

/** The scope within an element with these attributes (https://www.w3.org/TR/xml-names/#scoping). */
export function scopeWithin(scope: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let inner: Map<string, string> | undefined
  for (const [name, value] of Object.entries(attributes)) {
    const prefix = /^xmlns(?::(.*))?$/iu.exec(name)
    if (prefix === null) continue
    inner ??= new Map(scope)
    inner.set((prefix[1] ?? '').toLowerCase(), evenOut(value))
  }
  return inner ?? scope
}

/** A name as the reader knows it: lower case, with the usual prefix of its namespace, or with its own if that is none that feeds use. */
export function knownName(written: string, scope: Scope): { readonly name: string; readonly isAtom: boolean } {
  const lower = written.toLowerCase()
  const colon = lower.indexOf(':')
  const own = colon < 0 ? '' : lower.slice(0, colon)
  const local = lower.slice(colon + 1)
  const uri = scope.get(own)
  const known = uri === undefined ? undefined : PREFIXES.get(uri)
  const prefix = known ?? own
  return { name: prefix === '' ? local : `${prefix}:${local}`, isAtom: uri !== undefined && ATOM.has(uri) }
}

function evenOut(uri: string): string {
  return uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/u, '')
    .replace(/[/#]+$/u, '')
}

import { type Random, seededRandom, zipfRanks } from '../lookup/random.ts'

export type FeedKind = 'RSS' | 'Atom' | 'RDF'
export const FEED_KINDS: readonly FeedKind[] = ['RSS', 'Atom', 'RDF']

export interface FeedPlan {
  /** The same number makes the same feed. */
  readonly number: number
  readonly kind: FeedKind
  readonly entries: number
  /** So many entries have come since the first edition; the oldest fell out. */
  readonly news?: number
  /** Minutes for which it says that it will not change. */
  readonly ttl?: number
}

/** Words an entry, as blogs and papers have them: enough that none is a teaser. */
const WORDS = 160
const SYLLABLES = [
  'ba',
  'co',
  'den',
  'fir',
  'gal',
  'hum',
  'jo',
  'kel',
  'lin',
  'mor',
  'nes',
  'pra',
  'qui',
  'ros',
  'tem',
  'vul',
]
const rankOf = zipfRanks(4_000, 2)

/** A feed of made-up words whose numbers and lengths are those of real ones. */
export function generateFeed(plan: FeedPlan): string {
  const { number, kind, entries, news = 0, ttl } = plan
  const site = `https://site${number}.example/`
  const all = Array.from({ length: entries }, (_, index) => entryOf(kind, site, number, news + entries - index))
  const title = `<title>${wordsOf(seededRandom(number), 3)}</title>`
  if (kind === 'Atom')
    return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">${title}<link href="${site}"/>${all.join('\n')}</feed>`
  const head = `${title}<link>${site}</link><description>Made up</description>`
  if (kind === 'RDF')
    return `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel rdf:about="${site}">${head}</channel>${all.join('\n')}</rdf:RDF>`
  const hint = ttl === undefined ? '' : `<ttl>${ttl}</ttl>`
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>${head}${hint}${all.join('\n')}</channel></rss>`
}

function entryOf(kind: FeedKind, site: string, feed: number, number: number): string {
  const random = seededRandom(feed * 1_000_003 + number)
  const title = `<title>${wordsOf(random, 4 + random.below(8))}</title>`
  const link = `${site}${number}`
  const date = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000 + random.below(3_000) * 1_000)
  const text = htmlOf(random)
  if (kind === 'Atom')
    return `<entry><id>${link}</id>${title}<link href="${link}"/><updated>${date.toISOString()}</updated><content type="html">${escaped(text)}</content></entry>`
  const content = `<link>${link}</link><description>${wordsOf(random, 20)}.</description><content:encoded><![CDATA[${text}]]></content:encoded>`
  return kind === 'RDF'
    ? `<item rdf:about="${link}">${title}${content}<dc:date>${date.toISOString()}</dc:date></item>`
    : `<item>${title}${content}<guid isPermaLink="false">${number}</guid><pubDate>${date.toUTCString()}</pubDate></item>`
}

function htmlOf(random: Random): string {
  const paragraphs = Array.from({ length: 4 }, (_, index) => {
    const words = wordsOf(random, WORDS / 4)
    if (index === 1) return `<p>${words}, <a href="/about?a=1&amp;b=2">${wordsOf(random, 2)}</a>.</p>`
    return index === 2
      ? `<blockquote><p>“${words}” &mdash; <em>${wordsOf(random, 2)}</em></p></blockquote>`
      : `<p>${words}.</p>`
  })
  return `<p><img src="/picture.jpg" alt="${wordsOf(random, 3)}"/></p>${paragraphs.join('\n')}`
}

function wordsOf(random: Random, count: number): string {
  return Array.from({ length: count }, () => wordOf(rankOf(random))).join(' ')
}

function wordOf(rank: number): string {
  const base = SYLLABLES.length
  return `${SYLLABLES[rank % base]}${SYLLABLES[Math.floor(rank / base) % base]}${rank < base * base ? '' : SYLLABLES[Math.floor(rank / base ** 2) % base]}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

import type { Block, FoundDocument } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import type { WebAnswer, WebClient } from '../web/client.ts'
import { getByRules, type Robots } from '../web/ruled-get.ts'
import type { Article } from './article.ts'
import { type ArticleReader, charsetOf } from './reader.ts'

export interface ReadingTools {
  readonly web: WebClient
  readonly robots: Robots
  readonly reader: ArticleReader
  readonly signal?: AbortSignal
}

/** A page's document, before it has a place among those of a topic. */
export type PageDocument = Omit<FoundDocument, 'location' | 'topic'> & { readonly byline?: string }

/** An article of more parts is a book. */
const MOST_PARTS = 5

/**
 * Reads a page that was fetched, with the further parts of its article. Throws `InputError` if it is no page, or none with an article; a further
 * part that cannot be had, or that the site's rules keep programs out of, is left out.
 */
export async function readPage(
  answer: Extract<WebAnswer, { kind: 'content' }>,
  tools: ReadingTools,
): Promise<PageDocument> {
  const first = answer.address
  const article = await readPart(answer, first, 1, tools)
  const blocks: Block[] = [...article.blocks]
  let { next } = article
  for (let part = 2; next !== undefined && part <= MOST_PARTS; part += 1) {
    const more = await fetchPart(next, first, part, tools)
    const known = new Set(blocks.map(({ text }) => text))
    for (const block of more?.blocks ?? []) if (!known.has(block.text)) blocks.push(block)
    next = more?.next
  }
  const { title, byline, date, language, link } = article
  return {
    ...(title === undefined ? {} : { title }),
    ...(byline === undefined ? {} : { byline }),
    ...(date === undefined ? {} : { date }),
    ...(language === undefined ? {} : { language }),
    link: isSameHost(link, first) ? link : first,
    blocks,
  }
}

async function fetchPart(
  address: string,
  first: string,
  part: number,
  tools: ReadingTools,
): Promise<Article | undefined> {
  try {
    const { signal } = tools
    const answer = await getByRules(tools, { address, ...(signal === undefined ? {} : { signal }) })
    return answer.kind === 'content' ? await readPart(answer, first, part, tools) : undefined
  } catch {
    return undefined
  }
}

async function readPart(
  { body, contentType, address }: Extract<WebAnswer, { kind: 'content' }>,
  first: string,
  part: number,
  { reader }: ReadingTools,
): Promise<Article> {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? 'text/html'
  if (type !== 'text/html' && type !== 'application/xhtml+xml')
    throw new InputError(`${new URL(address).hostname}: it is no web page but ${type}`)
  const charset = charsetOf(contentType)
  return await reader.read({ bytes: body, ...(charset === undefined ? {} : { charset }), place: { first, part } })
}

/** What a page calls its own address counts only on its own site: links lead people where the desk has been. */
function isSameHost(link: string | undefined, address: string): link is string {
  return link !== undefined && URL.parse(link)?.host === URL.parse(address)?.host
}

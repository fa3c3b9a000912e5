import { InputError } from '../../core/errors.ts'
import type { ReadText } from '../../core/pointing.ts'
import { readPage } from '../article/page-reading.ts'
import { charsetOf } from '../article/reader.ts'
import { type FileFormat, formatOfName, formatOfType } from '../file/format.ts'
import { readBytes } from '../file/reading.ts'
import type { WebAnswer } from '../web/client.ts'
import type { ReadingTools } from './reading.ts'
import { checkSize } from './size.ts'

const ACCEPT = 'text/html, application/xhtml+xml;q=0.9, application/pdf;q=0.8, */*;q=0.1'

/** Types by which a server says that it does not know, or that a browser is not to know. */
const NO_TYPE = /^(?:application\/(?:octet-stream|x-download|force-download|download)|binary\/octet-stream)?$/u

const FEED = /^(?:application|text)\/(?:rss|atom|rdf|feed)\+(?:xml|json)$/u

/** What to do about a feed, where the operator typed its address and where somebody in a channel did. */
const FEED_TYPED = 'attache feeds add ADDRESS follows it, attache import ADDRESS takes in what it lists'
const FEED_IN_CHANNEL = '/digest feed add follows it'

type Content = Extract<WebAnswer, { kind: 'content' }>

/**
 * Reads the page at an address, or the file if it leads to one. The site’s robots rules hold for the further parts of an article alone, since a person asked for the page. Throws what `WebClient.get` and the readers throw.
 */
export async function readPointedPage(address: string, tools: ReadingTools, signal: AbortSignal): Promise<ReadText> {
  const answer = await tools.web.get({ address, accept: ACCEPT, signal, isOwn: tools.isOwn })
  if (answer.kind !== 'content') throw new InputError('the site says that nothing has changed, though nothing is known')
  return await readFetched(answer, tools, signal)
}

/** Reads the page or file that was fetched. Throws what the readers throw. */
export async function readFetched(answer: Content, tools: ReadingTools, signal: AbortSignal): Promise<ReadText> {
  const format = formatOf(answer, tools)
  checkSize(answer.body.length, format)
  if (format === 'html') return await readPage(asPage(answer), { ...tools, reader: tools.readers.pages, signal })
  const { madeOn, ...draft } = await readBytes(answer.body, format, tools.readers, {
    charset: charsetOf(answer.contentType),
  })
  return {
    title: fileNameOf(answer.address),
    ...(madeOn === undefined ? {} : { date: madeOn }),
    ...draft,
    link: answer.address,
  }
}

function formatOf({ contentType, address, body }: Content, { isOwn }: ReadingTools): FileFormat {
  const byName = formatOfName(fileNameOf(address))
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  const byType = NO_TYPE.test(type) ? (formatByStart(body) ?? byName) : formatOfType(type)
  if (FEED.test(type)) throw new InputError(`it is a feed, not a page; ${isOwn ? FEED_TYPED : FEED_IN_CHANNEL}`)
  if (byType === undefined) {
    throw new InputError(`it is no page, PDF, Word file, mail or text${type === '' ? '' : ` but ${type}`}`)
  }
  // Servers have no type of their own for Markdown.
  return byType === 'plain' && byName === 'markdown' ? 'markdown' : byType
}

function formatByStart(body: Uint8Array): FileFormat | undefined {
  const start = new TextDecoder('latin1').decode(body.subarray(0, 512)).trimStart().toLowerCase()
  if (start.startsWith('%pdf-')) return 'pdf'
  return /^(?:<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)/u.test(start) ? 'html' : undefined
}

/** A page whose server does not say that it is one. */
function asPage(answer: Content): Content {
  return formatOfType(answer.contentType) === 'html' ? answer : { ...answer, contentType: 'text/html' }
}

function fileNameOf(address: string): string {
  const { pathname = '', hostname = address } = URL.parse(address) ?? {}
  const last = pathname.split('/').at(-1) ?? ''
  if (last === '') return hostname
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

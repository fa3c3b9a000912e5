import { parseJsonFeed } from 'feedsmith'
import { InputError } from '../../core/errors.ts'
import { optional } from '../../core/optional.ts'
import { primaryLanguage } from '../text/draft.ts'
import type { RawEntry } from './entry.ts'
import { feedDate } from './feed-date.ts'
import { blocksOf, wordsOf } from './written.ts'

/** What a JSON Feed says (https://www.jsonfeed.org/version/1.1/). Throws `InputError` if it is none. */
export function readJsonFeed(text: string, most: number) {
  const { title, items = [], home_page_url: home, next_url: next, language } = parse(text)
  const words = title === undefined ? '' : wordsOf({ text: title, kind: 'plain' })
  const entries = items.slice(0, most).map((item): RawEntry => {
    const { content_html: html, content_text: plain = item.summary } = item
    const named = item.title === undefined ? '' : wordsOf({ text: item.title, kind: 'plain' })
    const address = item.url ?? item.external_url
    const shown = html === undefined ? [] : blocksOf({ text: html, kind: 'html' })
    return {
      ...optional('id', item.id),
      ...optional('title', named === '' ? undefined : named),
      ...optional('link', address === undefined ? undefined : { written: address }),
      ...optional('date', feedDate(asText(item.date_published)) ?? feedDate(asText(item.date_modified))),
      ...optional('language', primaryLanguage(item.language ?? language)),
      blocks: shown.length > 0 || plain === undefined ? shown : blocksOf({ text: plain, kind: 'plain' }),
    }
  })
  return {
    ...optional('title', words === '' ? undefined : words),
    ...optional('link', home === undefined ? undefined : { written: home }),
    ...optional('older', next === undefined ? undefined : { written: next }),
    entries,
    isCut: items.length > most,
  }
}

function parse(text: string): ReturnType<typeof parseJsonFeed> {
  try {
    const json: unknown = JSON.parse(text)
    // Feeds that write the number of the version in place of its address are feeds all the same.
    const isNumbered =
      typeof json === 'object' && json !== null && 'version' in json && /^[\d.]+$/u.test(`${json.version}`)
    return parseJsonFeed(isNumbered ? { ...json, version: undefined } : json)
  } catch (cause) {
    throw new InputError('it is no feed: neither RSS, Atom, RDF nor JSON Feed', { cause })
  }
}

/** feedsmith gives dates as they stand there. */
function asText(date: unknown): string | undefined {
  return typeof date === 'string' ? date : undefined
}

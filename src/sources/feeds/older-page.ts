import { optional } from '../../core/optional.ts'
import type { Link, Parts } from './entry.ts'

/** The archive before this page (RFC 5005, section 4), else the page that the feed goes on with (section 3). */
const RELATIONS = ['prev-archive', 'next']

/** Where a feed’s older entries stand. */
export function olderOf(parts: Parts): Link | undefined {
  const links = parts.get('link') ?? []
  for (const relation of RELATIONS) {
    const link = links.find(({ attributes }) => attributes.get('rel')?.trim().toLowerCase() === relation)
    const written = link?.attributes.get('href')?.trim() ?? ''
    if (link !== undefined && written !== '') return { written, ...optional('base', link.base) }
  }
  return undefined
}

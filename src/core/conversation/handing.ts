import type { PassageCommand } from '../passage.ts'
import { addressesIn, withoutAddresses } from '../pointing.ts'
import type { HeardMessage } from '../ports.ts'
import type { Spoken } from '../spoken.ts'
import { readWish } from './wish.ts'

/** What stands for the thing itself, in the languages people are likely to use for it; or nothing at all. */
const THIS =
  /^(?:please |bitte )?(?:(?:brief|read|summari[sz]e|lies|fasse) ?)?(?:(?:this|that|it|these|them|the|das|dies|diese[nrs]?|ceci|cela|esto|это) ?)?(?:files?|documents?|docs?|pdfs?|pages?|links?|articles?|attachments?|datei|seite|artikel|anhang|fichier|archivo|файл)?(?:,? (?:please|bitte))?[\s.!:…]*$/iu

/**
 * What somebody hands to the desk with a message that addresses it: files and links, or the message that it forwards or replies to, with no
 * more words than `brief this`. Undefined for a message that asks something, or that hands over nothing.
 */
export function readHandedOver(
  { text: said, files = [], handed, addressed, place, event, thread }: HeardMessage,
  { verb, text }: Spoken,
): PassageCommand | undefined {
  const pages = addressesIn(said)
  const isPlain = files.length + pages.length === 0
  if (!addressed || (isPlain && handed === undefined)) return undefined
  const words = withoutAddresses(verb === 'brief' ? text : said).replace(/\s(?:of|on|von|zu|über|de|sur|о|об)$/iu, '')
  const wish = readWish(words)
  // In a thread of the desk’s, which people answer each other in, “summary” is one of the thread.
  const isInThread = isPlain && thread !== undefined
  const isWish = wish?.kind === 'summary' && THIS.test(wish.of) && !(isInThread && wish.of === '')
  if (!THIS.test(words) && !isWish) return undefined
  return {
    name: 'passage',
    text: '',
    ...handed,
    files: [...files, ...(handed?.files ?? [])],
    pages: [...new Set([...pages, ...(handed?.pages ?? [])])],
    place,
    event,
  }
}

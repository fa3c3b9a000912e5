import type { PassageCommand } from '../passage.ts'
import { addressesIn, withoutAddresses } from '../pointing.ts'
import type { HeardMessage } from '../ports.ts'
import type { Spoken } from '../spoken.ts'
import { readWish } from './wish.ts'

/** What stands for the thing itself, in the languages people are likely to use for it; or nothing at all. */
const THIS =
  /^(?:please |bitte )?(?:(?:brief|read|summari[sz]e|lies|fasse) ?)?(?:(?:this|that|it|these|them|the|das|dies|diese[nrs]?|ceci|cela|esto|это) ?)?(?:files?|documents?|docs?|pdfs?|pages?|links?|articles?|attachments?|datei|seite|artikel|anhang|fichier|archivo|файл)?(?:,? (?:please|bitte))?[\s.!:…]*$/iu

/**
 * What somebody hands to the desk with a message that addresses it: files and links, with no more words than `brief this`. Undefined for a
 * message that asks something, or that hands over nothing.
 */
export function readHandedOver(
  { text: said, files = [], addressed, place, event }: HeardMessage,
  { verb, text }: Spoken,
): PassageCommand | undefined {
  const pages = addressesIn(said)
  if (!addressed || files.length + pages.length === 0) return undefined
  const words = withoutAddresses(verb === 'brief' ? text : said).replace(/\s(?:of|on|von|zu|über|de|sur|о|об)$/iu, '')
  const wish = readWish(words)
  const isWish = wish?.kind === 'summary' && THIS.test(wish.of)
  return THIS.test(words) || isWish ? { name: 'passage', text: '', files, pages, place, event } : undefined
}

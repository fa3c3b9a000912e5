import { InputError } from '../../core/errors.ts'
import { serveParser } from '../sandbox/serving.ts'
import { decodeText } from '../text/decoding.ts'
import { type FeedList, readOpml } from './opml.ts'
import type { OpmlBytes } from './opml-reader.ts'

serveParser<OpmlBytes, FeedList>(({ bytes, charset }) => {
  // As HTML, for the encoding that an XML declaration names.
  const decoded = decodeText(bytes, { html: true, ...(charset === undefined ? {} : { charset }) })
  if ('trouble' in decoded) throw new InputError(decoded.trouble)
  return readOpml(decoded.text)
})

import { InputError } from '../../core/errors.ts'
import { serveParser } from '../sandbox/serving.ts'
import { decodeText } from '../text/decoding.ts'
import type { Feed } from './feed.ts'
import { readFeed } from './parsing.ts'
import type { FeedBytes } from './reader.ts'

serveParser<FeedBytes, Feed>(({ bytes, charset, address }) => {
  const declared = charset ?? declaredEncoding(bytes)
  const decoded = decodeText(bytes, { html: false, ...(declared === undefined ? {} : { charset: declared }) })
  if ('trouble' in decoded) throw new InputError(decoded.trouble)
  return readFeed(decoded.text, address)
})

/** What the XML declaration says (https://www.w3.org/TR/xml/#NT-EncodingDecl). */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  return /<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/iu.exec(head)?.[1]
}

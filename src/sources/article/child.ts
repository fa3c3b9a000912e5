import { InputError } from '../../core/errors.ts'
import { serveParser } from '../sandbox/serving.ts'
import { decodeText } from '../text/decoding.ts'
import { evenLines } from '../text/text-lines.ts'
import { type Article, readArticle } from './article.ts'
import type { PageBytes } from './reader.ts'
import { readSavedPage } from './saved-page.ts'

serveParser<PageBytes, Article>(({ bytes, charset, place, saved }) => {
  const decoded = decodeText(bytes, { html: true, ...(charset === undefined ? {} : { charset }) })
  if ('trouble' in decoded) throw new InputError(decoded.trouble)
  const html = evenLines(decoded.text)
  return saved === true ? readSavedPage(html) : readArticle(html, place)
})

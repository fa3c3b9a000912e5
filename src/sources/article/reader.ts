import { createParser } from '../sandbox/parser.ts'
import type { Article, PagePlace } from './article.ts'

/** A page as its server or a file gave it. */
export interface PageBytes {
  readonly bytes: Uint8Array
  /** What the HTTP header says of the encoding. */
  readonly charset?: string
  /** Where it was found, to look for its next part. */
  readonly place?: PagePlace
  /** Somebody put it down as a file: it may be no page of a site (`readSavedPage`). */
  readonly saved?: boolean
}

/** Reads articles in a child process, since pages may be made to do harm. */
export interface ArticleReader {
  /** Throws `InputError`: no article is there, or it took too long or too much memory. */
  read(page: PageBytes): Promise<Article>
  close(): void
}

/** News pages take some 120 MB and a tenth of a second, a page of 400,000 words 210 MB; what takes more is made to do harm. */
const MEMORY_MB = 280
const TIMEOUT_MS = 20_000

/** Costs nothing until the first page is read. */
export function createArticleReader(): ArticleReader {
  const entry = new URL('child.ts', import.meta.url)
  const parser = createParser<PageBytes, Article>({ entry, memoryMb: MEMORY_MB, timeoutMs: TIMEOUT_MS })
  return { read: (page) => parser.parse(page), close: () => parser.close() }
}

/** The encoding that a `Content-Type` header names. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/iu.exec(contentType ?? '')?.[1]
}

import { type ArticleReader, createArticleReader } from '../article/reader.ts'
import { createPaperReader, type PaperReader } from '../office/reader.ts'

/** What reads files that may be made to do harm, each kind in a process of its own. */
export interface Readers {
  readonly pages: ArticleReader
  readonly papers: PaperReader
  close(): void
}

/** Costs nothing until the first such file is read. */
export function createReaders(): Readers {
  const pages = createArticleReader()
  const papers = createPaperReader()
  return {
    pages,
    papers,
    close() {
      pages.close()
      papers.close()
    },
  }
}

import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { composeText } from '../../src/core/document.ts'
import { InputError } from '../../src/core/errors.ts'
import { readSavedPage } from '../../src/sources/article/saved-page.ts'

/** What each makes of a page's HTML: the text of its article, empty where it finds none. */
export const EXTRACTORS: Readonly<Record<string, (html: string) => string | Promise<string>>> = {
  // As `attache read` does.
  attache(html) {
    try {
      return composeText(readSavedPage(html).blocks).text
    } catch (error) {
      if (error instanceof InputError) return ''
      throw error
    }
  },
  readability(html) {
    const { document } = parseHTML(html)
    return new Readability(document).parse()?.textContent ?? ''
  },
}

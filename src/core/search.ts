import type { Place } from './topic.ts'

/** What is looked for in the full texts. */
export interface Search {
  /** One group a word, whose members are alternatives: `queryTokens`. */
  readonly words: readonly (readonly string[])[]
  /** Whether a document must have every word, or any of them. */
  readonly match: 'every' | 'any'
  /** The topics with these slugs, or all that may be seen at a place. */
  readonly within: { readonly topics: readonly string[] } | { readonly place: Place }
}

import { UNSPACED } from './language/words.ts'
import { slugify, type Topic } from './topic.ts'

const UNSPACED_ONLY = new RegExp(`^[${UNSPACED}ー\\p{M}]+$`, 'v')

/** One spelling for what people type: lower case, no accents, words joined by single hyphens; '' if there is no letter or digit. */
export function spelling(text: string): string {
  return slugify(text.normalize('NFKD').replace(/\p{Diacritic}/gu, ''))
}

/** Every name of a topic (slug, title, aliases) in that spelling, each once. */
export function namesOf({ slug, title, aliases }: Pick<Topic, 'slug' | 'title' | 'aliases'>): string[] {
  return [...new Set([slug, title, ...aliases].map(spelling))].filter((name) => name !== '')
}

/** The different words of a name in that spelling. */
export function wordsOf(name: string): string[] {
  return [...new Set(name.split('-'))].filter((word) => word !== '')
}

/** A name as if it were one word, so that `unscreform`, `UNSC reform` and `un-sc-reform` are the same. */
export function joined(name: string): string {
  return name.replaceAll('-', '')
}

/** Written in a script that puts no space between words (`UNSPACED`): a word of it may begin anywhere. */
export function isUnspaced(word: string): boolean {
  return UNSPACED_ONLY.test(word)
}

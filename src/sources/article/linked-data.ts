import { attribute, findElements, type Parent } from '../text/html-tree.ts'

/** What a page says of its article in JSON-LD (schema.org), the block of data that search engines read. */
export interface LinkedArticle {
  readonly headline?: string
  readonly authors: readonly string[]
  readonly date?: string
  readonly body?: string
  /** False where the page says that it is for subscribers. */
  readonly free: boolean
}

const ARTICLE = /(?:Article|BlogPosting|Report|Posting)$/u
/** Graphs are nested a few levels; what goes deeper is made to do harm. */
const DEEPEST = 6
const LARGEST_BLOCK = 2_000_000

/** The article of the page's JSON-LD with the longest body; undefined if there is none. Blocks that are no JSON are passed over. */
export function readLinkedArticle(page: Parent): LinkedArticle | undefined {
  const found = findElements(page, ({ tagName }) => tagName === 'script')
    .filter((script) => (attribute(script, 'type') ?? '').trim().toLowerCase() === 'application/ld+json')
    .flatMap(({ childNodes: [text] }) => (text !== undefined && 'value' in text ? articlesOf(text.value) : []))
  return found.sort((a, b) => (b.body?.length ?? 0) - (a.body?.length ?? 0))[0]
}

function articlesOf(json: string): LinkedArticle[] {
  if (json.length > LARGEST_BLOCK) return []
  try {
    return collect(JSON.parse(json), 0)
  } catch {
    return []
  }
}

function collect(value: unknown, depth: number): LinkedArticle[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return []
  if (Array.isArray(value)) return value.flatMap((each) => collect(each, depth + 1))
  const thing = new Map<string, unknown>(Object.entries(value))
  const inner = ['@graph', 'mainEntity', 'mainEntityOfPage'].flatMap((key) => collect(thing.get(key), depth + 1))
  const types = [thing.get('@type')].flat().filter((type) => typeof type === 'string')
  return types.some((type) => ARTICLE.test(type)) ? [toArticle(thing), ...inner] : inner
}

function toArticle(thing: ReadonlyMap<string, unknown>): LinkedArticle {
  const [headline, date, body] = [
    textOf(thing.get('headline')),
    textOf(thing.get('datePublished')),
    textOf(thing.get('articleBody')),
  ]
  return {
    ...(headline === undefined ? {} : { headline }),
    authors: [thing.get('author')].flat().flatMap((author) => nameOf(author) ?? []),
    ...(date === undefined ? {} : { date }),
    ...(body === undefined ? {} : { body }),
    free: !/^false$/iu.test(String(thing.get('isAccessibleForFree') ?? true)),
  }
}

function nameOf(author: unknown): string | undefined {
  if (typeof author === 'object' && author !== null && 'name' in author) return textOf(author.name)
  return textOf(author)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

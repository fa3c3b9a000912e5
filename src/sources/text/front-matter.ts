import { parseDocument } from 'yaml'
import { primaryLanguage, webAddress } from './draft.ts'
import { dateOfFileName, parseDate } from './published-date.ts'

/** What the lines between `---` at the head of a file say, and the text below them. */
export interface FrontMatter {
  readonly title?: string | undefined
  readonly date?: string | undefined
  readonly language?: string | undefined
  readonly link?: string | undefined
  readonly rest: string
}

const LONGEST = 20_000

/** Takes YAML front matter off a text. Dates, languages and links that are none are passed over. */
export function takeFrontMatter(text: string): FrontMatter {
  const match = /^\s*---[ \t]*\n(?:([\s\S]*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)/u.exec(text.slice(0, LONGEST))
  const yaml = match?.[1] ?? ''
  if (match === null || !looksLikeFields(yaml)) return { rest: text }
  const fields = readFields(yaml)
  const field = (...names: string[]) => names.map((name) => fields.get(name)).find((value) => value !== undefined)
  return {
    title: field('title')?.replace(/\s+/gu, ' '),
    date: readDate(field('date', 'published', 'pubdate') ?? ''),
    language: primaryLanguage(field('language', 'lang')),
    link: webAddress(field('link', 'url', 'canonical')) ?? webAddress(field('source')),
    rest: text.slice(match[0].length),
  }
}

/** A rule, prose and another rule are no front matter. */
function looksLikeFields(yaml: string): boolean {
  return yaml.split('\n').every((line) => line.trim() === '' || /^(?:[\w-]+\s*:(?:\s|$)|\s|- |#)/u.test(line))
}

/** Here `20240503` is a day; in a text it may be any number. */
function readDate(value: string): string | undefined {
  return parseDate(value) ?? (/^\d{8}$/u.test(value) ? dateOfFileName(value) : undefined)
}

/** Names (lower case) and their text. */
function readFields(yaml: string): ReadonlyMap<string, string> {
  const values = readYaml(yaml)
  const fields = new Map<string, string>()
  if (values !== undefined) {
    if (typeof values !== 'object' || values === null) return fields
    for (const [name, value] of Object.entries(values)) {
      const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
      if (text !== '') fields.set(name.toLowerCase(), text)
    }
    return fields
  }
  // `title: Talks: the second day` is no YAML, but everybody knows what was meant.
  for (const [, name = '', value = ''] of yaml.matchAll(/^([\w-]+)\s*:[ \t]*(\S.*)$/gmu)) {
    fields.set(name.toLowerCase(), value.trim().replace(/^(["'])(.*)\1$/u, '$2'))
  }
  return fields
}

/** What YAML says; undefined where it is none. */
function readYaml(yaml: string): unknown {
  const document = parseDocument(yaml, { prettyErrors: false, uniqueKeys: false, logLevel: 'silent' })
  if (document.errors.length > 0) return undefined
  try {
    return document.toJS({ maxAliasCount: 10 })
  } catch (error) {
    // A reference to nothing, as `title: *Breaking*` is, or more of them than anybody writes by hand.
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}

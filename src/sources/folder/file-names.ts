import { formatOfName, type FileFormat as ReadFormat } from '../file/format.ts'

/** How a file is read, by its name alone; `other` is a document in a format that has no reader yet. */
export type FileFormat = ReadFormat | 'other'

/** The file in a topic's folder that holds its current brief, unless somebody else has written it. */
export const BRIEF_FILE = 'brief.md'

/** Standing orders. */
const OWN_FILES: ReadonlySet<string> = new Set(['topic.yaml', 'desk.yaml'])

/** Left by editors, browsers, sync clients and desktops: half of a file, or none. */
const PASSING =
  /^~|~$|^#.*#$|\.(?:swp|swo|swx|tmp|temp|part|partial|crdownload|download|bak|lock)$|^(?:thumbs\.db|desktop\.ini)$/iu

/** The format of a file; undefined for files that are never documents: standing orders, hidden, temporary. */
export function formatOf(name: string): FileFormat | undefined {
  const lower = name.toLowerCase()
  if (isHidden(name) || OWN_FILES.has(lower) || PASSING.test(lower)) return undefined
  return formatOfName(name) ?? 'other'
}

/** Dotfiles and dot folders, e.g. a `.git` beside the topics. */
export function isHidden(name: string): boolean {
  return name.startsWith('.')
}

/** Files that may stand beside the topics' folders without a word. */
export function belongsAtRoot(name: string): boolean {
  return formatOf(name) === undefined || name.toLowerCase() === 'readme.md'
}

import { isMap, isNode, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '../core/ports.ts'
import { nearestName } from './nearest.ts'

/** A settings file that was understood, or everything that is wrong with it. */
export type YamlFile<Value> =
  | {
      readonly value: Value
      /** Names a place in the file (`desk.yaml:4`), by keys and indexes from the top. */
      place(path: Path): string
    }
  | { readonly problems: readonly Problem[] }

type Path = readonly PropertyKey[]

/**
 * Reads YAML by a schema. Every problem names file and line; for a key that nobody knows also the nearest and all that are allowed
 * (`keysAt` gives them for a path). An empty file is an empty map. Never throws.
 */
export function parseYamlFile<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
  keysAt: (path: Path) => readonly string[],
): YamlFile<z.output<Schema>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  const at = (offset: number) => `${file}:${lines.linePos(offset).line}`
  if (document.errors.length > 0) {
    // One slip makes the parser stumble again and again: the first fault of a line is the one to mend.
    const first = new Map(document.errors.toReversed().map(({ message, pos }) => [at(pos[0]), explainYaml(message)]))
    return { problems: [...first].toReversed().map(([where, what]) => ({ where, what })) }
  }
  let content: unknown
  try {
    content = document.toJS() ?? {}
  } catch (error) {
    return {
      problems: [{ where: `${file}:1`, what: explainYaml(error instanceof Error ? error.message : String(error)) }],
    }
  }
  const place = (path: Path) => at(offsetOf(document.contents, path))
  const result = schema.safeParse(content)
  if (result.success) return { value: result.data, place }
  return { problems: result.error.issues.flatMap((issue) => explainIssue(issue, document.contents, place, at, keysAt)) }
}

function explainIssue(
  issue: z.core.$ZodIssue,
  contents: ParsedNode | null,
  place: (path: Path) => string,
  at: (offset: number) => string,
  keysAt: (path: Path) => readonly string[],
): Problem[] {
  if (issue.code !== 'unrecognized_keys') {
    const key = issue.path.findLast((part) => typeof part === 'string')
    return [{ where: place(issue.path), what: key === undefined ? issue.message : `${key}: ${issue.message}` }]
  }
  const allowed = keysAt(issue.path)
  return issue.keys.map((key) => {
    const near = nearestName(key, allowed)
    const meant = near === undefined ? '.' : `; did you mean “${near}”?`
    const where = at(keyOffset(nodeAt(contents, issue.path), key))
    return { where, what: `“${key}” is not known here${meant} Allowed: ${allowed.join(', ')}` }
  })
}

/** What YAML itself objects to, and the mistake that is most often behind it. */
function explainYaml(message: string): string {
  const said = message.replace(/\s+/gu, ' ').replace(/\.$/u, '')
  if (/alias|anchor/iu.test(said)) return `${said}; put a value that begins with * or & into quotes`
  if (/nested mappings|implicit key|compact mapping/iu.test(said))
    return `${said}; put a value that has a colon in it into quotes`
  if (/tab/iu.test(said)) return `${said}; indent with spaces`
  if (/map keys must be unique/iu.test(said)) return `${said}; keep one of the two`
  return `${said}; see whether indentation, quotes and brackets match`
}

function nodeAt(contents: ParsedNode | null, path: Path): unknown {
  let node: unknown = contents
  for (const part of path) {
    const next: unknown = hasChildren(node) ? node.get(part, true) : undefined
    // What is missing is looked for where it belongs.
    if (!isNode(next)) return node
    node = next
  }
  return node
}

function hasChildren(node: unknown): node is { get(key: unknown, keepScalar: true): unknown } {
  return typeof node === 'object' && node !== null && 'get' in node
}

function offsetOf(contents: ParsedNode | null, path: Path): number {
  const last = path.at(-1)
  if (typeof last === 'string') {
    const parent = nodeAt(contents, path.slice(0, -1))
    if (isMap(parent) && parent.has(last)) return keyOffset(parent, last)
  }
  return startOf(nodeAt(contents, path))
}

function keyOffset(map: unknown, key: string): number {
  if (!isMap(map)) return startOf(map)
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key)
  return startOf(pair?.key ?? map)
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}

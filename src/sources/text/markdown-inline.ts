/** Named character references that people type in Markdown; the rest are left as they stand. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', shy: '' },
  ...{
    ndash: '–',
    mdash: '—',
    hellip: '…',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
  },
  ...{
    euro: '€',
    pound: '£',
    copy: '©',
    reg: '®',
    trade: '™',
    deg: '°',
    sect: '§',
    bull: '•',
    middot: '·',
    times: '×',
  },
}

/** No paragraph is as long: this is data, and looking for markup in it would hold up everything else. */
const LONGEST_LINE = 200_000

/** Punctuation that must not be read as markup waits in the private use area until the end. */
const HIDING_PLACE = 0xe000
const HIDDEN = /[\uE021-\uE07E]/gu

/**
 * The words of a line of Markdown: links reduced to their text, images and footnote marks dropped, emphasis and code marks removed,
 * character references and escapes resolved. `references` are the labels (lower case) that the document defines.
 */
export function plainWords(line: string, references: ReadonlySet<string>): string {
  if (line.length > LONGEST_LINE) return line.replace(/\s+/gu, ' ').trim()
  const escaped = line.replace(/\\([!-/:-@[-`{-~])/gu, (_, mark: string) => hide(mark))
  const safe = hideCode(escaped)
  const unlinked = safe
    .replace(/\[\^[^\]\s]+\]/gu, '')
    .replace(/!\[[^[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\])/gu, '')
    .replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]+)\]\]/gu, '$1')
    .replace(
      /\[([^[\]]*)\]\((?:<[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/gu,
      '$1',
    )
    .replace(/\[([^[\]]+)\](?:\[([^[\]]*)\])?/gu, (all, text: string, label: string | undefined) =>
      references.has((label === undefined || label === '' ? text : label).toLowerCase()) ? text : all,
    )
    .replace(/<((?:https?:\/\/|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>/giu, (_, address: string) =>
      hide(address.replace(/^mailto:/iu, '')),
    )
    .replace(/<br\s*\/?>/giu, ' ')
    .replace(/<\/?[a-z][^<>]*>/giu, '')
  return removeEmphasis(unlinked)
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu, (all, decimal, hex, name) =>
      referenced(all, decimal, hex, name),
    )
    .replace(HIDDEN, (mark) => String.fromCharCode(mark.charCodeAt(0) - HIDING_PLACE))
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Takes the marks off code spans; a run of backticks is closed by the next run of the same length (CommonMark 6.1). */
function hideCode(line: string): string {
  // From the back, so that the next run of each length is known when an earlier one asks for it.
  const next = new Map<number, number>()
  const closers = new Map<number, number>()
  for (const run of [...line.matchAll(/`+/gu)].toReversed()) {
    const closer = next.get(run[0].length)
    if (closer !== undefined) closers.set(run.index, closer)
    next.set(run[0].length, run.index)
  }
  let kept = ''
  let from = 0
  for (const run of line.matchAll(/`+/gu)) {
    const closer = closers.get(run.index)
    if (run.index < from || closer === undefined) continue
    const code = line.slice(run.index + run[0].length, closer)
    kept += line.slice(from, run.index) + hide(code.trim())
    from = closer + run[0].length
  }
  return kept + line.slice(from)
}

function hide(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/gu, (mark) => String.fromCharCode(HIDING_PLACE + mark.charCodeAt(0)))
}

function referenced(
  all: string,
  decimal: string | undefined,
  hex: string | undefined,
  name: string | undefined,
): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 0x9f && code <= 0x10ffff
    ? String.fromCodePoint(code)
    : code >= 0x20 && code < 0x7f
      ? String.fromCharCode(code)
      : ''
}

/**
 * Removes marks of emphasis that come in pairs: `*`, `_` (not within a word), `~~`, `==`. One pass with a stack a mark, so that a line
 * of nothing but asterisks costs no more than its length.
 */
function removeEmphasis(line: string): string {
  const runs = [...line.matchAll(/\*+|_+|~~|==/gu)]
  const open = new Map<string, number[]>()
  const paired = new Set<number>()
  for (const run of runs) {
    const mark = run[0][0] ?? ''
    const before = line[run.index - 1] ?? ' '
    const after = line[run.index + run[0].length] ?? ' '
    const within = mark === '_' && isWordCharacter(before) && isWordCharacter(after)
    const stack = open.get(mark) ?? []
    open.set(mark, stack)
    const opener = /\s/u.test(before) || within ? undefined : stack.pop()
    if (opener !== undefined) paired.add(opener).add(run.index)
    else if (!/\s/u.test(after) && !within) stack.push(run.index)
  }
  let kept = ''
  let from = 0
  for (const run of runs) {
    if (!paired.has(run.index)) continue
    kept += line.slice(from, run.index)
    from = run.index + run[0].length
  }
  return kept + line.slice(from)
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}

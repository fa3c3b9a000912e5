import type { JsonObject } from './json.ts'

/** What a person may type that Slack turns into a reference, already in Slack's own notation. */
const REFERENCE = /<(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+(?:\|[^<>]*)?|![^<>]+|https?:\/\/[^<>\s]+)>/g

/** Typed text as Slack passes it on: `&`, `<` and `>` as entities, references kept. */
export function escapeTyped(text: string): string {
  return split(text)
    .map(({ piece, isReference }) => (isReference ? piece : escapeEntities(piece)))
    .join('')
}

/** The `rich_text` block that Slack makes of typed text. */
export function richTextOf(text: string, blockId: string): JsonObject {
  const elements = split(text).map(({ piece, isReference }) => (isReference ? reference(piece) : plain(piece)))
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] }
}

function split(text: string): { piece: string; isReference: boolean }[] {
  const pieces: { piece: string; isReference: boolean }[] = []
  let end = 0
  for (const match of text.matchAll(REFERENCE)) {
    pieces.push({ piece: text.slice(end, match.index), isReference: false }, { piece: match[0], isReference: true })
    end = match.index + match[0].length
  }
  pieces.push({ piece: text.slice(end), isReference: false })
  return pieces.filter(({ piece }) => piece !== '')
}

function plain(text: string): JsonObject {
  return { type: 'text', text }
}

function reference(piece: string): JsonObject {
  const inner = piece.slice(1, -1)
  if (inner.startsWith('@')) return { type: 'user', user_id: inner.slice(1) }
  if (inner.startsWith('#')) return { type: 'channel', channel_id: inner.slice(1).split('|')[0] }
  if (inner.startsWith('!subteam^')) return { type: 'usergroup', usergroup_id: inner.slice('!subteam^'.length) }
  if (inner.startsWith('!')) return { type: 'broadcast', range: inner.slice(1) }
  return { type: 'link', url: inner }
}

function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

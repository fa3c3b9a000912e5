import { isObject, type JsonObject, stringOf } from './json.ts'
import type { Readable } from './reading.ts'

/** One mention that would notify somebody. */
export interface Mention {
  kind: 'user' | 'usergroup' | 'broadcast'
  /** a user's or user group's id, `here`, `channel`, `everyone`, or a name that Slack would look up */
  target: string
  /** where it stands, as a JSON pointer: `/text`, `/blocks/0/text` */
  path: string
}

const WRITTEN = /<(?:@([UW][A-Z0-9]+)|!subteam\^([A-Z0-9]+)|!(here|channel|everyone|group))(?:\|[^<>]*)?>/g
const BARE = /(?<![\p{L}\p{N}_@./-])@(here|channel|everyone)(?![\p{L}\p{N}_])/gu

/**
 * Every mention in a message that would fire. What is not certain counts as firing:
 * - `<!here>`, `<@U…>`, `<!subteam^…>` in top-level text, mrkdwn, markdown blocks and attachments, verbatim or not
 * - bare `@here` and `@name` in mrkdwn without `verbatim: true` (types composition-objects.d.ts: "certain mentions"),
 *   and in top-level text posted with `link_names` or `parse: full`
 * - `broadcast`, `user` and `usergroup` elements of rich_text
 * Text in plain_text, in rich_text `text` elements and escaped text (`&lt;!here&gt;`) never fires.
 * @param userNames the names that a bare `@name` could mean
 */
export function findMentions(
  message: Readable & { attachments?: readonly JsonObject[]; sentWith?: JsonObject },
  userNames: readonly string[],
): Mention[] {
  const { link_names: linkNames, parse } = message.sentWith ?? {}
  const looksUpNames = parse === 'full' || [true, 'true', 1, '1'].some((yes) => yes === linkNames)
  return [
    ...inText(message.text, '/text', looksUpNames, userNames),
    ...inValue(message.blocks ?? [], '/blocks', userNames),
    ...inAttachment(message.attachments ?? [], '/attachments', userNames),
  ]
}

function inText(text: string, path: string, looksUpNames: boolean, userNames: readonly string[]): Mention[] {
  const written = [...text.matchAll(WRITTEN)].map(([, user, group, range]): Mention => {
    if (user !== undefined) return { kind: 'user', target: user, path }
    if (group !== undefined) return { kind: 'usergroup', target: group, path }
    return { kind: 'broadcast', target: range ?? '', path }
  })
  if (!looksUpNames) return written
  const bare = [...text.matchAll(BARE)].map(([, range]): Mention => ({ kind: 'broadcast', target: range ?? '', path }))
  const words = new Set([...text.matchAll(/(?<![\p{L}\p{N}_./-])@([\p{L}\p{N}_.-]+)/gu)].map(([, word]) => word))
  const named = userNames
    .filter((name) => words.has(name))
    .map((name): Mention => ({ kind: 'user', target: name, path }))
  return [...written, ...bare, ...named]
}

function inValue(value: unknown, path: string, userNames: readonly string[]): Mention[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => inValue(item, `${path}/${index}`, userNames))
  if (!isObject(value)) return []
  switch (value.type) {
    case 'plain_text':
    case 'text':
      return []
    case 'mrkdwn':
      return inText(stringOf(value.text), path, value.verbatim !== true, userNames)
    case 'markdown':
      return inText(stringOf(value.text), path, false, userNames)
    case 'broadcast':
      return [{ kind: 'broadcast', target: stringOf(value.range), path }]
    case 'user':
      return [{ kind: 'user', target: stringOf(value.user_id), path }]
    case 'usergroup':
      return [{ kind: 'usergroup', target: stringOf(value.usergroup_id), path }]
    default:
      return Object.entries(value).flatMap(([name, field]) => inValue(field, `${path}/${name}`, userNames))
  }
}

/** Attachments are old and loosely documented: every text of theirs counts as mrkdwn. */
function inAttachment(value: unknown, path: string, userNames: readonly string[]): Mention[] {
  if (typeof value === 'string') return inText(value, path, true, userNames)
  if (Array.isArray(value)) return value.flatMap((item, index) => inAttachment(item, `${path}/${index}`, userNames))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, field]) =>
    name === 'blocks'
      ? inValue(field, `${path}/${name}`, userNames)
      : inAttachment(field, `${path}/${name}`, userNames),
  )
}

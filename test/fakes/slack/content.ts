import type { Arguments } from './arguments.ts'
import { blockProblems, textTotalOf, withIds } from './blocks.ts'
import { isObject, type JsonObject, objectsOf } from './json.ts'
import { LIMITS } from './limits.ts'
import { readableLines } from './reading.ts'
import { refuse, SlackError } from './slack-error.ts'

/** What a message says, checked. */
export interface Content {
  text: string
  blocks?: JsonObject[]
  attachments?: JsonObject[]
}

/**
 * Reads and checks the content of a message from the arguments of a call.
 * Throws SlackError: no_text, markdown_text_conflict, msg_too_long, invalid_blocks_format, invalid_blocks,
 * msg_blocks_too_long (only with `limitTotal`: response URLs are spared, slackapi/bolt-js#2867), invalid_attachments.
 */
export function readContent(args: Arguments, limitTotal: boolean): Content {
  const markdown = args.text('markdown_text')
  const blocks = readBlocks(args.json('blocks'))
  const attachments = args.json('attachments')
  if (attachments !== undefined && !Array.isArray(attachments)) throw new SlackError('invalid_attachments')
  const text = args.text('text')
  if (markdown !== undefined) {
    if (text !== undefined || blocks !== undefined) throw new SlackError('markdown_text_conflict')
    if (markdown.length > LIMITS.markdownText) throw new SlackError('msg_too_long')
  }
  if (blocks !== undefined && limitTotal) checkTotal(blocks)
  const attached = objectsOf(attachments)
  const hasBlocks = blocks !== undefined && blocks.length > 0
  if (text === undefined && markdown === undefined && !hasBlocks && attached.length === 0) {
    throw new SlackError('no_text')
  }
  const shown = markdown === undefined ? blocks : [{ type: 'markdown', text: markdown }]
  return {
    // Without text, Slack makes one from the blocks, for notifications and screen readers.
    text: (text ?? markdown ?? readableLines(blocks ?? []).join(' ')).slice(0, LIMITS.messageText),
    ...(shown === undefined || shown.length === 0 ? {} : { blocks: withIds(shown) }),
    ...(attached.length === 0 ? {} : { attachments: attached }),
  }
}

/** Throws SlackError: invalid_metadata_format, invalid_metadata_schema, metadata_too_large. */
export function readMetadata(args: Arguments): JsonObject | undefined {
  const metadata = args.json('metadata')
  if (metadata === undefined) return undefined
  if (!isObject(metadata)) throw new SlackError('invalid_metadata_format')
  if (Object.keys(metadata).length === 0) return metadata
  const { event_type: type, event_payload: payload } = metadata
  if (typeof type !== 'string' || type === '' || !isObject(payload)) throw new SlackError('invalid_metadata_format')
  // types message-metadata.d.ts: values are scalars, flat objects, or lists of flat objects
  if (!Object.values(payload).every(isPayloadValue)) throw new SlackError('invalid_metadata_schema')
  if (JSON.stringify(metadata).length > LIMITS.metadata) throw new SlackError('metadata_too_large')
  return metadata
}

function readBlocks(blocks: unknown): JsonObject[] | undefined {
  if (blocks === undefined) return undefined
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format')
  const problems = blockProblems(blocks)
  if (problems.length > 0) throw refuse('invalid_blocks', problems)
  return objectsOf(blocks)
}

function checkTotal(blocks: readonly JsonObject[]): void {
  const markdownOnly = blocks.every((block) => block.type === 'markdown')
  const most = markdownOnly ? LIMITS.markdownTextTotal : LIMITS.blockTextTotal
  if (textTotalOf(blocks) > most) throw new SlackError('msg_blocks_too_long')
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

function isPayloadValue(value: unknown): boolean {
  const flat = (item: unknown) => isObject(item) && Object.values(item).every(isScalar)
  return isScalar(value) || flat(value) || (Array.isArray(value) && value.every(flat))
}

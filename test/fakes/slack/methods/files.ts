import type { Arguments } from '../arguments.ts'
import type { JsonObject } from '../json.ts'
import { type Method, type MethodContext, requireScope } from '../method.ts'
import { SlackError } from '../slack-error.ts'

/** https://docs.slack.dev/reference/methods/files.info */
export const FILE_METHODS: Record<string, Method> = { 'files.info': { token: 'bot', run: fileInfo } }

function fileInfo(args: Arguments, context: MethodContext): JsonObject {
  requireScope(context, 'files:read')
  const file = context.files.info(args.text('file') ?? '')
  if (file === undefined) throw new SlackError('file_not_found')
  return { file }
}

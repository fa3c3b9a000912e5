import type { DeliveryKey, MessageReference, Target } from '../../core/delivery.ts'
import type { Log } from '../../core/log.ts'
import type { Reply } from '../../core/reply.ts'
import { createClient } from './client.ts'
import { goingOn } from './continuation.ts'
import { createLogger } from './logger.ts'
import { renderReply } from './render.ts'

export interface OnePostOptions {
  readonly botToken: string
  /** Base of the Web API; Slack's own if absent. */
  readonly apiUrl?: string
  readonly log: Log
}

/** Posts one message without a desk that is connected. Throws as `Platform.post` does. */
export async function postOnce(
  { log, ...options }: OnePostOptions,
  target: Target,
  reply: Reply,
  key: DeliveryKey,
): Promise<MessageReference> {
  const client = goingOn(createClient({ ...options, logger: createLogger(log) }), { log, now: () => new Date() })
  return await client.post(target, renderReply(reply), key)
}

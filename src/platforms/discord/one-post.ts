import type { DeliveryKey, MessageReference, Target } from '../../core/delivery.ts'
import type { Reply } from '../../core/reply.ts'
import { openRest, type RestOptions } from './application.ts'
import { createClient } from './client.ts'
import { renderReply } from './render.ts'

/** Posts one message without a desk that is connected. Throws as `Platform.post` does. */
export async function postOnce(
  options: RestOptions,
  target: Target,
  reply: Reply,
  key: DeliveryKey,
): Promise<MessageReference> {
  // Whose messages are its own is of use only when one is looked for.
  const client = createClient({ rest: openRest(options), botUser: '', onRefused() {} })
  return await client.post(target, renderReply(reply), key)
}

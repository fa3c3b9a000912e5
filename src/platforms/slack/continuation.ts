import type { DeliveryKey, MessageReference, Target } from '../../core/delivery.ts'
import { AmbiguousError, LaterError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Client } from './client.ts'
import type { Message } from './page.ts'

/** Slack asks a channel to wait a second or so; nobody holds up the outbox for longer. */
const LONGEST_WAIT_MS = 5_000
/** Far more than are ever between a lost answer and the look for the message. */
const MOST_UNFINISHED = 100
/** The first part of a message that has several is the message itself. */
const SECOND = 2

/**
 * A client that posts what a message had no room for in its thread, right after it. The message itself is what counts as posted: a part
 * that cannot be posted within seconds is given up and logged. Where the answer to the message was lost, it goes on once it is found. What
 * the message is edited to its parts are, too.
 */
export function goingOn(client: Client, { log, now }: { readonly log: Log; readonly now: () => Date }): Client {
  const unfinished = new Map<DeliveryKey, readonly Message[]>()

  async function goOn(head: MessageReference, target: Target, key: DeliveryKey): Promise<void> {
    const rest = unfinished.get(key) ?? []
    unfinished.delete(key)
    const thread: Target = { ...target, thread: head.thread ?? head.message }
    try {
      for (const [index, part] of rest.entries()) {
        await postPart(client, thread, part, keyOfPart(head, index + SECOND), now().toISOString())
      }
    } catch (error) {
      log.warn('a long message could not be posted to its end', { key, error })
    }
  }

  return {
    ...client,
    async post(target, message, key) {
      const [oldest] = unfinished.keys()
      if (unfinished.size >= MOST_UNFINISHED && oldest !== undefined) unfinished.delete(oldest)
      if (message.rest !== undefined) unfinished.set(key, message.rest)
      const head = await client.post(target, message, key)
      await goOn(head, target, key)
      return head
    },
    async edit(message, content) {
      await client.edit(message, content)
      const { channel, thread = message.message } = message
      const since = new Date(Number(message.message) * 1_000).toISOString()
      for (let number = SECOND; ; number += 1) {
        const part = await client.find({ platform: 'slack', channel, thread }, keyOfPart(message, number), since)
        if (part === undefined) return
        await client.edit(part, content)
      }
    },
    async find(target, key, since) {
      const head = await client.find(target, key, since)
      if (head !== undefined) await goOn(head, target, key)
      return head
    },
  }
}

/** Names a part by the message that it goes on from, so that it is found by that alone. */
function keyOfPart({ message }: MessageReference, number: number): DeliveryKey {
  return `part-${message}-${number}`
}

/** Two tries: the second after the wait that Slack asked for, or if the first certainly left nothing. */
async function postPart(client: Client, thread: Target, part: Message, key: DeliveryKey, since: string): Promise<void> {
  try {
    await client.post(thread, part, key)
  } catch (error) {
    if (error instanceof LaterError && (error.afterMs ?? 0) <= LONGEST_WAIT_MS) await wait(error.afterMs ?? 1_000)
    else if (!(error instanceof AmbiguousError)) throw error
    else if ((await client.find(thread, key, since)) !== undefined) return
    await client.post(thread, part, key)
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

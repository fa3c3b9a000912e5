import type { RespondFn } from '@slack/bolt'
import type { MessageReference, Target } from '../../core/delivery.ts'
import { AmbiguousError, GoneError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Desk, EventId } from '../../core/ports.ts'
import type { BriefReply } from '../../core/reply.ts'
import { wording } from '../../core/wording.ts'
import { tell } from './answers.ts'
import type { Client, Identity } from './client.ts'
import { type Message, withNote } from './page.ts'
import { renderReply } from './render.ts'

export interface PublishingOptions {
  readonly desk: Desk
  readonly client: Client
  readonly identity: Identity
  readonly log: Log
  readonly now: () => Date
}

/** Where a brief goes, and how its asker is answered instead. */
export interface Publication {
  readonly reply: BriefReply
  readonly target: Target
  readonly event: EventId
  readonly respond: RespondFn
  /** The thread in which they would see what is for them alone. */
  readonly openThread?: string | undefined
}

/**
 * Posts a brief for everybody, by chat.postMessage, since a response address does not tell which message it made. Where that cannot
 * be done the asker alone gets it, with what to do about it.
 */
export async function publish(
  { reply, target, event, respond, openThread }: Publication,
  { desk, client, identity, log, now }: PublishingOptions,
): Promise<void> {
  const message = renderReply(reply)
  let posted: MessageReference
  try {
    posted = await postOrFind(client, target, message, `brief-${event}`.slice(0, 120), now().toISOString())
  } catch (error) {
    log.warn('a brief is shown to its asker alone', { channel: target.channel, error })
    await tell(respond, withNote(renderReply(reply, 'alone'), noteOn(error, target.channel, identity)), openThread)
    return
  }
  await desk.posted(reply, target, posted, identity.team)
}

/** Somebody waits for this, so a post of which nothing is known is looked for at once; after that, a copy for one person does no harm. */
async function postOrFind(client: Client, target: Target, message: Message, key: string, since: string) {
  try {
    return await client.post(target, message, key)
  } catch (error) {
    const found =
      error instanceof AmbiguousError ? await client.find(target, key, since).catch(() => undefined) : undefined
    if (found === undefined) throw error
    return found
  }
}

function noteOn(error: unknown, channel: string, { name }: Identity): string {
  if (!(error instanceof GoneError)) return wording.onlyYouNow
  // Nobody can be invited to other people's direct messages.
  return channel.startsWith('D') ? wording.onlyYouHere : wording.onlyYouInvite(name)
}

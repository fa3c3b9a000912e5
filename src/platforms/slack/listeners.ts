import type { App, BlockButtonAction, RespondFn } from '@slack/bolt'
import type { MessageReference, Target } from '../../core/delivery.ts'
import { AmbiguousError, GoneError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Desk, EventId } from '../../core/ports.ts'
import type { BriefReply } from '../../core/reply.ts'
import { wording } from '../../core/wording.ts'
import { answering, forOne, originOf } from './answers.ts'
import { PRESS_ACTION } from './buttons.ts'
import type { Client, Identity } from './client.ts'
import { listenForForms, takeDigestCommand } from './digests.ts'
import { readBriefCommand, readMessage, readText, type SlackMessage } from './incoming.ts'
import { type Message, withNote } from './page.ts'
import { createPresses, takePress } from './presses.ts'
import { renderReply } from './render.ts'

export interface ListenerOptions {
  readonly desk: Desk
  readonly client: Client
  readonly identity: Identity
  readonly log: Log
  readonly now: () => Date
}

/** Hands what people type, say and press to the desk, and shows them what it says. */
export function listen(app: App, options: ListenerOptions): void {
  const { desk, identity, log } = options
  const idsOf = createPresses()

  app.command('/brief', async ({ command, ack, respond }) => {
    await ack()
    await answering(respond, log, async () => {
      const { topic, isPrivate } = readBriefCommand(command.text)
      const { place, event } = originOf(command)
      const reply = await desk.command({ name: 'brief', topic, place, event })
      if (reply?.kind === 'brief' && !isPrivate) await publish(reply, command.channel_id, event, respond, options)
      else if (reply !== undefined) await respond(forOne(renderReply(reply)))
    })
  })

  app.command('/ask', async ({ command, ack, respond }) => {
    await ack()
    await answering(respond, log, async () => {
      const reply = await desk.command({ name: 'ask', question: readText(command.text), ...originOf(command) })
      if (reply !== undefined) await respond(forOne(renderReply(reply)))
    })
  })

  app.action<BlockButtonAction>(PRESS_ACTION, (given) => takePress(given, idsOf, options))
  listenForForms(app, options)
  app.command('/digest', (given) => takeDigestCommand(given, options))

  const hear = async (message: SlackMessage, team: string) => {
    const heard = readMessage(message, { team, botUser: identity.botUser })
    if (heard !== undefined) await desk.hear(heard)
  }
  app.event('app_mention', ({ event, body }) => hear(event, body.team_id))
  app.event('message', ({ event, body }) => hear(event, body.team_id))
}

/**
 * Posts a brief for everybody, by chat.postMessage, since a response address does not tell which message it made. Where that cannot
 * be done the asker alone gets it, with what to do about it.
 */
async function publish(
  reply: BriefReply,
  channel: string,
  event: EventId,
  respond: RespondFn,
  { desk, client, identity, log, now }: ListenerOptions,
): Promise<void> {
  const target = { platform: 'slack', channel }
  const message = renderReply(reply)
  let posted: MessageReference
  try {
    posted = await postOrFind(client, target, message, `brief-${event}`.slice(0, 120), now().toISOString())
  } catch (error) {
    log.warn('a brief is shown to its asker alone', { channel, error })
    await respond(forOne(withNote(message, noteOn(error, channel, identity))))
    return
  }
  await desk.posted(reply, target, posted)
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

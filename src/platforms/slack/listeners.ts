import type { App, BlockButtonAction, RespondArguments, RespondFn, SlashCommand } from '@slack/bolt'
import type { MessageReference, Target } from '../../core/delivery.ts'
import { stableId } from '../../core/document.ts'
import { AmbiguousError, GoneError, InputError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Desk, EventId } from '../../core/ports.ts'
import type { BriefReply } from '../../core/reply.ts'
import type { Place } from '../../core/topic.ts'
import { wording } from '../../core/wording.ts'
import type { Client, Identity } from './client.ts'
import { readBriefCommand, readMessage, readText, type SlackMessage } from './incoming.ts'
import { type Message, withNote } from './page.ts'
import { createPresses } from './presses.ts'
import { renderNotice, renderReply, SOURCES_ACTION } from './render.ts'

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
  const pressOf = createPresses()

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

  app.action<BlockButtonAction>(SOURCES_ACTION, async ({ action, body, ack, respond }) => {
    await ack()
    await answering(respond, log, async () => {
      const { user, container } = body
      const channel = body.channel?.id ?? container.channel_id
      const team = user.team_id ?? body.team?.id ?? identity.team
      const button = `${SOURCES_ACTION}.${action.value}`
      const press = { team, channel, message: container.message_ts, user: user.id, button, at: action.action_ts }
      const place = { platform: 'slack', workspace: team, channel }
      const reply = await desk.act({ name: 'sources', brief: action.value ?? '', place, event: pressOf(press) })
      if (reply !== undefined) await respond(forOne(renderReply(reply), openThread(body)))
    })
  })

  const hear = async (message: SlackMessage, team: string) => {
    const heard = readMessage(message, { team, botUser: identity.botUser })
    if (heard !== undefined) await desk.hear(heard)
  }
  app.event('app_mention', ({ event, body }) => hear(event, body.team_id))
  app.event('message', ({ event, body }) => hear(event, body.team_id))
}

/**
 * Where and what a command is. Its `trigger_id` is part of the payload and so the same however often that is delivered; the envelope
 * has a new id each time. Should a trigger be missing, the response address is as much the command's own, but secret.
 */
function originOf(command: SlashCommand): { readonly place: Place; readonly event: EventId } {
  const place = { platform: 'slack', workspace: command.team_id, channel: command.channel_id }
  return { place, event: `slack:${command.trigger_id || stableId(command.response_url)}` }
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

/** Answers by the response address; if that goes wrong, says so there, since an unanswered command looks broken. */
async function answering(respond: RespondFn, log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.error('somebody was not answered', { error })
    const words = error instanceof InputError ? error.message : wording.failed
    await respond(forOne(renderNotice(words))).catch((unsaid: unknown) =>
      log.warn('nor were they told', { error: unsaid }),
    )
  }
}

function forOne({ text, blocks }: Message, thread?: string): RespondArguments {
  const shown = { text, blocks, mrkdwn: false, response_type: 'ephemeral', replace_original: false } as const
  return thread === undefined ? shown : { ...shown, thread_ts: thread }
}

/**
 * The thread that a pressed button stands in or heads. One that has no reply yet does not count, for in it nobody would see what is for
 * one person: “Ephemeral messages in threads are only shown if there is already an active thread” (chat.postEphemeral).
 */
function openThread(body: { readonly message?: object; readonly container: object }): string | undefined {
  const { message = {}, container } = body
  if ('thread_ts' in message && typeof message.thread_ts === 'string') return message.thread_ts
  return 'thread_ts' in container && typeof container.thread_ts === 'string' ? container.thread_ts : undefined
}

import type { RespondFn, SlashCommand } from '@slack/bolt'
import { stableId } from '../../core/document.ts'
import { InputError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { passageWording } from '../../core/passage-wording.ts'
import { MOST_POINTED_AT, nameOf, type Pointed } from '../../core/pointing.ts'
import type { EventId } from '../../core/ports.ts'
import type { Place } from '../../core/topic.ts'
import { wording } from '../../core/wording.ts'
import type { Message } from './page.ts'
import { renderNotice } from './render.ts'

/** Where and what something is that somebody did. */
export interface Origin {
  readonly place: Place & { readonly channel: string }
  readonly event: EventId
}

/**
 * Where and what a command is. Its `trigger_id` is part of the payload and so the same however often that is delivered; the envelope
 * has a new id each time. Should a trigger be missing, the response address is as much the command's own, but secret.
 */
export function originOf(command: SlashCommand): Origin {
  const place = { platform: 'slack', workspace: command.team_id, channel: command.channel_id }
  return { place, event: `slack:${command.trigger_id || stableId(command.response_url)}` }
}

/** Where somebody pressed or chose something: in a message, else in a window or on the Home tab, which are in no channel. */
export interface Spot {
  /** The workspace of whoever did. */
  readonly team: string
  readonly user: string
  readonly channel: string | undefined
  /** The message or view. */
  readonly on: string
}

/** What the payloads of interactions have in common, as far as they say where they come from. */
interface Touch {
  readonly user: { readonly id: string; readonly team_id?: string | undefined }
  readonly team: { readonly id: string } | null
  readonly container: Readonly<Record<string, unknown>>
  readonly channel?: { readonly id: string } | undefined
  readonly view?: { readonly id: string } | undefined
}

/** `team` where Slack names none. */
export function spotOf({ user, container, channel, view, ...body }: Touch, team: string): Spot {
  const workspace = user.team_id ?? body.team?.id ?? team
  const named = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return {
    team: workspace,
    user: user.id,
    channel: view === undefined ? (channel?.id ?? named(container.channel_id)) : undefined,
    on: view?.id ?? named(container.message_ts) ?? '',
  }
}

export function placeOf({ team, channel }: Pick<Spot, 'team' | 'channel'>): Place {
  return { platform: 'slack', workspace: team, ...(channel === undefined ? {} : { channel }) }
}

/** Answers by the response address; if that goes wrong, says so there, since an unanswered command looks broken. */
export async function answering(respond: RespondFn, log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    await tell(respond, renderNotice(wordsFor(error, log))).catch((unsaid: unknown) =>
      log.warn('nor were they told', { error: unsaid }),
    )
  }
}

/** What somebody is told of what went wrong; what they cannot mend goes to the log. */
export function wordsFor(error: unknown, log: Log): string {
  if (error instanceof InputError) return error.message
  log.error('somebody was not answered', { error })
  return wording.failed
}

/** Shows a message to one person, in a thread if it is given, and what follows it. Throws what `respond` throws. */
export async function tell(respond: RespondFn, message: Message, thread?: string): Promise<void> {
  for (const { text, blocks } of [message, ...(message.rest ?? [])]) {
    const shown = { text, blocks, mrkdwn: false, response_type: 'ephemeral', replace_original: false } as const
    await respond(thread === undefined ? shown : { ...shown, thread_ts: thread })
  }
}

/** Slack takes a command away once it is acknowledged: whoever waits sees that something is done. */
export async function announceReading(
  things: readonly Pointed[],
  respond: RespondFn,
  log: Log,
  thread?: string,
): Promise<void> {
  if (things.length === 0) return
  const words = passageWording.reading(things.slice(0, MOST_POINTED_AT).map(nameOf))
  await tell(respond, renderNotice(words), thread).catch((error: unknown) =>
    log.debug('it could not be said that something is read', { error }),
  )
}

export function pageAt(address: string): Pointed {
  return { kind: 'page', address }
}

/**
 * The thread that a pressed button stands in or heads. One that has no reply yet does not count, for in it nobody would see what is for
 * one person: “Ephemeral messages in threads are only shown if there is already an active thread” (chat.postEphemeral).
 */
export function openThread(body: { readonly message?: object; readonly container: object }): string | undefined {
  const { message = {}, container } = body
  if ('thread_ts' in message && typeof message.thread_ts === 'string') return message.thread_ts
  return 'thread_ts' in container && typeof container.thread_ts === 'string' ? container.thread_ts : undefined
}

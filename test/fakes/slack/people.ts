import { randomUUID } from 'node:crypto'
import { Arguments } from './arguments.ts'
import type { Ack, Courier, Envelope } from './courier.ts'
import type { Events } from './events.ts'
import type { JsonObject } from './json.ts'
import { LIMITS } from './limits.ts'
import type { Occasion, ResponseUrls } from './response-urls.ts'
import { SlackError } from './slack-error.ts'
import type { Triggers } from './triggers.ts'
import { escapeTyped, richTextOf } from './typing.ts'
import type { Views } from './views.ts'
import type { Channel, Ephemeral, Message, User, Workspace } from './workspace.ts'

/** What the drivers of people and of interactions work with. */
export interface Stage {
  workspace: Workspace
  /** how the app is told: Socket Mode unless it was given an address */
  courier: Courier
  events: Events
  responseUrls: ResponseUrls
  triggers: Triggers
  views: Views
  /** `http://127.0.0.1:port` */
  origin: string
  ackTimeoutMs: number
}

/** A message somebody wrote, and the envelopes that told the app of it (none if it may not hear it). */
export interface Spoken {
  message: Message
  envelopes: Envelope[]
}

/** Something a person did that the app has acknowledged. */
export interface Interaction {
  envelope: Envelope
  ack: Ack
  /** milliseconds on the fake's clock from the first attempt to the first acknowledgement */
  ackMs: number
  /** that is more than Slack waits: the person was told that the app did not respond */
  isLate: boolean
  triggerId: string
  /** what the acknowledgement and, later, the response URL made visible, in order; grows as they arrive */
  responses: (Message | Ephemeral)[]
  /** the code with which Slack would refuse what the acknowledgement wanted to show */
  refusal?: string
}

export interface SayOptions {
  channel: string
  user: string
  /** as typed, with references in Slack's notation (`<@U…>`, `<!here>`); escaped as Slack does */
  text: string
  threadTs?: string
  /** file objects, as `addFile` gives them */
  files?: JsonObject[]
  /** what Slack shows of the links in it */
  attachments?: JsonObject[]
  /** another app's bot that speaks for this user */
  botId?: string
}

/** A person writes. Throws if the channel, the person or the thread does not exist, or the channel is archived. */
export function say(stage: Stage, options: SayOptions): Spoken {
  const { channel: name, user, text, threadTs, botId, files, attachments } = options
  const { workspace, events } = stage
  const channel = channelNamed(workspace, name)
  personNamed(workspace, user)
  if (channel.isArchived) throw new Error(`Fake Slack: nobody can write in archived ${name}`)
  if (threadTs !== undefined && workspace.message(channel.id, threadTs) === undefined) {
    throw new Error(`Fake Slack: no message ${threadTs} in ${name}`)
  }
  if (!channel.members.includes(user)) channel.members.push(user)
  const message = workspace.store({
    channel: channel.id,
    user,
    text: escapeTyped(text),
    blocks: [richTextOf(text, randomUUID().slice(0, 5))],
    broadcast: false,
    sentWith: {},
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(files === undefined ? {} : { files, subtype: 'file_share' }),
    ...(botId === undefined ? {} : { botId, subtype: 'bot_message' }),
  })
  return { message, envelopes: events.posted(message) }
}

export interface CommandOptions {
  /** with its slash: `/brief` */
  command: string
  text?: string
  user: string
  channel: string
}

/**
 * A person uses a slash command; resolves when the app has acknowledged it.
 * Rejects by name if it does not within `ackTimeoutMs`.
 */
export async function command(
  stage: Stage,
  { command: name, text = '', ...who }: CommandOptions,
): Promise<Interaction> {
  const { workspace, triggers } = stage
  const channel = channelNamed(workspace, who.channel)
  const user = personNamed(workspace, who.user)
  const { teamId, teamDomain, appId } = workspace.identity
  const occasion: Occasion = { channel: channel.id, user: user.id, responses: [] }
  const triggerId = triggers.issue(user.id)
  const payload = {
    token: 'fake-verification-token',
    team_id: teamId,
    team_domain: teamDomain,
    channel_id: channel.id,
    channel_name: commandChannelName(channel),
    user_id: user.id,
    user_name: user.name,
    command: name,
    text,
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: stage.origin + stage.responseUrls.issue(occasion),
    trigger_id: triggerId,
  }
  const envelope = stage.courier.send('slash_commands', payload)
  return acknowledged(stage, envelope, occasion, triggerId, `${name} ${text}`.trim())
}

/** Waits for the acknowledgement and shows what it carries. */
export async function acknowledged(
  stage: Stage,
  envelope: Envelope,
  occasion: Occasion,
  triggerId: string,
  what: string,
): Promise<Interaction> {
  const { changes } = stage.workspace
  await changes.until(() => envelope.acks.length > 0, `the acknowledgement of ${what}`, stage.ackTimeoutMs)
  const [ack] = envelope.acks
  const [attempt] = envelope.attempts
  if (ack === undefined || attempt === undefined) throw new Error('Fake Slack: acknowledged without an attempt')
  const ackMs = ack.at - attempt.at
  const refusal = showAck(stage, occasion, ack.payload)
  return {
    envelope,
    ack,
    ackMs,
    isLate: ackMs > LIMITS.ackSeconds * 1000,
    triggerId,
    responses: occasion.responses,
    ...(refusal === undefined ? {} : { refusal }),
  }
}

export function channelNamed(workspace: Workspace, name: string): Channel {
  const channel = workspace.resolveChannel(name)
  if (channel === undefined) throw new Error(`Fake Slack: no channel ${name}`)
  return channel
}

export function personNamed(workspace: Workspace, id: string): User {
  const user = workspace.users.get(id)
  if (user === undefined) throw new Error(`Fake Slack: no user ${id}`)
  return user
}

/** An acknowledgement with text or blocks is a message; one for a view has a `response_action` and is read elsewhere. */
function showAck(stage: Stage, occasion: Occasion, payload: JsonObject): string | undefined {
  if (payload.text === undefined && payload.blocks === undefined) return undefined
  try {
    stage.responseUrls.respond(occasion, new Arguments(payload))
    return undefined
  } catch (error) {
    if (error instanceof SlackError) return error.code
    throw error
  }
}

function commandChannelName(channel: Channel): string {
  return { public: channel.name, private: 'privategroup', im: 'directmessage' }[channel.kind]
}

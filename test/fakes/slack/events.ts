import type { Courier, Envelope } from './courier.ts'
import { type JsonObject, objectOf } from './json.ts'
import { type Channel, type Message, presentMessage, type Workspace } from './workspace.ts'

/** Scope that lets an app hear messages, by kind of channel: https://docs.slack.dev/reference/events/message */
const HISTORY_SCOPE = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const
const CHANNEL_TYPE = { public: 'channel', private: 'group', im: 'im' } as const

/** Decides which events the app hears, and wraps them as the Events API does. */
export class Events {
  readonly #workspace: Workspace
  readonly #courier: () => Courier
  readonly #scopes: ReadonlySet<string>

  constructor(workspace: Workspace, courier: () => Courier, scopes: ReadonlySet<string>) {
    this.#workspace = workspace
    this.#courier = courier
    this.#scopes = scopes
  }

  /**
   * Tells the app of a new message if it may hear it. One that mentions the bot comes twice, as `message` and as
   * `app_mention`, with one ts and two event ids; in direct messages there is no `app_mention`:
   * https://docs.slack.dev/reference/events/app_mention
   */
  posted(message: Message): Envelope[] {
    const channel = this.#channel(message)
    if (!channel.botIsMember) return []
    const shown = { ...presentMessage(this.#workspace, message), channel: channel.id, event_ts: message.ts }
    const sent: Envelope[] = []
    if (this.#hears(channel)) sent.push(this.emit({ ...shown, channel_type: CHANNEL_TYPE[channel.kind] }))
    const own = message.botId === this.#workspace.identity.botId
    const named = message.text.includes(`<@${this.#workspace.identity.botUserId}>`)
    if (named && !own && channel.kind !== 'im' && this.#scopes.has('app_mentions:read')) {
      sent.push(this.emit({ ...shown, type: 'app_mention' }))
    }
    return sent
  }

  /** Somebody reacted to a message, by an emoji's name without its colons: https://docs.slack.dev/reference/events/reaction_added */
  reacted(message: Message, user: string, reaction: string): Envelope[] {
    if (!this.#channel(message).botIsMember || !this.#scopes.has('reactions:read')) return []
    const item = { type: 'message', channel: message.channel, ts: message.ts }
    return [this.emit({ type: 'reaction_added', user, reaction, item_user: message.user, item })]
  }

  changed(message: Message, before: JsonObject): void {
    this.#followUp(message, {
      subtype: 'message_changed',
      message: presentMessage(this.#workspace, message),
      previous_message: before,
    })
  }

  deleted(message: Message, before: JsonObject): void {
    this.#followUp(message, { subtype: 'message_deleted', deleted_ts: message.ts, previous_message: before })
  }

  /** Sends any event, e.g. `{ type: 'channel_archive', channel: 'C…' }`, whatever the scopes. */
  emit(event: JsonObject): Envelope {
    const { identity } = this.#workspace
    const eventTs = typeof event.event_ts === 'string' ? event.event_ts : this.#workspace.nextTs()
    const eventId = this.#workspace.nextId('Ev')
    return this.#courier().send('events_api', {
      token: 'fake-verification-token',
      team_id: identity.teamId,
      context_team_id: identity.teamId,
      context_enterprise_id: null,
      api_app_id: identity.appId,
      event: { ...event, event_ts: eventTs },
      type: 'event_callback',
      event_id: eventId,
      event_time: Math.floor(this.#workspace.now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: identity.teamId,
          user_id: identity.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${eventId}`,
    })
  }

  #followUp(message: Message, event: JsonObject): void {
    const channel = this.#channel(message)
    if (!channel.botIsMember || !this.#hears(channel)) return
    this.emit({
      type: 'message',
      ...objectOf(event),
      channel: channel.id,
      channel_type: CHANNEL_TYPE[channel.kind],
      hidden: true,
      ts: this.#workspace.nextTs(),
    })
  }

  #hears(channel: Channel): boolean {
    return this.#scopes.has(HISTORY_SCOPE[channel.kind])
  }

  #channel(message: Message): Channel {
    const channel = this.#workspace.channels.get(message.channel)
    if (channel === undefined) throw new Error(`Fake Slack: no channel ${message.channel}`)
    return channel
  }
}

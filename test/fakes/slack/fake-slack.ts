import type { Call } from './answers.ts'
import { Changes } from './changes.ts'
import type { Envelope } from './courier.ts'
import { Events } from './events.ts'
import { type Fault, Faults } from './faults.ts'
import { Files, type Upload } from './files.ts'
import * as interactions from './interactions.ts'
import type { JsonObject } from './json.ts'
import { findMentions, type Mention } from './mentions.ts'
import type { PaceRule } from './pace.ts'
import * as people from './people.ts'
import { readable } from './reading.ts'
import { Requests, type RequestUrls } from './requests.ts'
import { ResponseUrls } from './response-urls.ts'
import { createFakeServer, listen } from './server.ts'
import { type ShortcutOptions, shortcut } from './shortcuts.ts'
import { Socket } from './socket.ts'
import { Triggers } from './triggers.ts'
import { type View, Views } from './views.ts'
import { WebApi } from './web-api.ts'
import { type Channel, type Ephemeral, type Identity, type Message, type User, Workspace } from './workspace.ts'

/** What the app may do unless told otherwise. */
export const ALL_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.public',
  'commands',
  'files:read',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:read',
  'users:read',
] as const

export interface FakeSlackOptions {
  /** milliseconds since 1970; Date.now unless told */
  now?: () => number
  scopes?: readonly string[]
  /** how fast one channel takes posts; off unless told. Slack: `{ perSecond: 1, burst: … }` */
  pace?: PaceRule
  /** how fast all channels together take posts; off unless told. Slack: several hundred a minute */
  workspacePace?: PaceRule
  /** one page of 15 messages a minute, as for commercially distributed apps outside the Marketplace */
  restrictedHistory?: boolean
  /**
   * real milliseconds after which a command or click gives up on its acknowledgement; 10,000 unless told. Slack's own
   * patience is shorter and judged on the fake's clock: see Interaction.isLate.
   */
  ackTimeoutMs?: number
  identity?: Partial<Identity>
}

const IDENTITY: Identity = {
  teamId: 'T0FAKETEAM',
  teamDomain: 'fake-team',
  teamName: 'Fake Team',
  appId: 'A0FAKEAPP1',
  botId: 'B0FAKEBOT1',
  botUserId: 'U0FAKEBOT1',
  botName: 'fakebot',
}

/**
 * Starts a Slack of one workspace on 127.0.0.1 that the real Bolt App and WebClient can use: give them `apiUrl` as
 * `slackApiUrl`, `botToken` and `appToken`. Empty but for the bot: add people and channels, then act as them.
 */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const slack = new FakeSlack(options)
  await slack.start()
  return slack
}

export class FakeSlack {
  readonly botToken = 'xoxb-fake-bot-token'
  readonly appToken = 'xapp-fake-app-token'
  readonly identity: Identity
  readonly workspace: Workspace
  readonly socket: Socket
  /** signed requests to the app, once it has an address */
  readonly requests: Requests
  readonly #changes = new Changes()
  readonly #faults = new Faults()
  readonly #calls: Call[] = []
  readonly #revoked = new Set<string>()
  readonly #server = createFakeServer(() => this.#routes())
  /** the file host, on the same port */
  readonly files: Files
  readonly #webApi: WebApi
  readonly #stage: people.Stage

  constructor(options: FakeSlackOptions) {
    const now = options.now ?? (() => Date.now())
    this.identity = { ...IDENTITY, ...options.identity }
    const workspace = new Workspace(this.identity, now, this.#changes)
    const socket = new Socket(this.#server, this.identity.appId, now, this.#changes)
    const scopes = new Set<string>(options.scopes ?? ALL_SCOPES)
    const events = new Events(workspace, () => this.#stage.courier, scopes)
    const responseUrls = new ResponseUrls(workspace, events)
    const triggers = new Triggers(workspace)
    const views = new Views(workspace)
    this.files = new Files(
      workspace,
      (authorization) => authorization === `Bearer ${this.botToken}` && scopes.has('files:read'),
      () => this.#stage.origin,
    )
    this.workspace = workspace
    this.socket = socket
    this.requests = new Requests(now, this.#changes)
    this.#stage = {
      workspace,
      courier: socket,
      events,
      responseUrls,
      triggers,
      views,
      origin: '',
      ackTimeoutMs: options.ackTimeoutMs ?? 10_000,
    }
    this.#webApi = new WebApi(
      {
        workspace,
        events,
        scopes,
        triggers,
        views,
        files: this.files,
        issueSocketUrl: () => this.#stage.origin.replace('http', 'ws') + socket.issuePath(),
      },
      { bot: this.botToken, app: this.appToken, revoked: this.#revoked },
      {
        pace: options.pace,
        workspacePace: options.workspacePace,
        restrictedHistory: options.restrictedHistory ?? false,
      },
    )
    const { botUserId, botName } = this.identity
    workspace.addUser({ id: botUserId, name: botName, isBot: true })
  }

  /** Base of the Web API, with a slash at its end. */
  get apiUrl(): string {
    return `${this.#stage.origin}/api/`
  }

  async start(): Promise<void> {
    this.#stage.origin = `http://127.0.0.1:${await listen(this.#server)}`
  }

  /** Breaks every connection, also those whose answer is withheld, and frees the port. */
  async stop(): Promise<void> {
    this.socket.stop()
    this.requests.stop()
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  /**
   * From now on the app is told by signed requests to its address instead of over sockets, as the switch in its settings does.
   * Throws an Error if it does not answer the challenge.
   */
  async useRequests(to: RequestUrls): Promise<void> {
    await this.requests.verify(to)
    this.#stage.courier = this.requests
  }

  /** Delivers a payload again, by whatever way the app is told now. */
  redeliver(envelope: Envelope): void {
    this.#stage.courier.redeliver(envelope)
  }

  /** Adds a person; what is not given is plain (time zone UTC, no admin). The record may be changed later. */
  addUser(user: Partial<User> & { id: string }): User {
    return this.workspace.addUser(user)
  }

  /**
   * Adds a channel: public, open and joined by the bot unless told. Change the record to archive it (`isArchived`) or to
   * remove the bot (`botIsMember`).
   */
  addChannel(channel: Partial<Channel> & { id: string }): Channel {
    return this.workspace.addChannel(channel)
  }

  /** Uploads a file; the object is for `say`. */
  addFile(upload: Upload): JsonObject {
    return this.files.add(upload)
  }

  /** The messages of a channel, oldest first, thread replies included. */
  messages(channel: string): readonly Message[] {
    return this.workspace.messagesIn(people.channelNamed(this.workspace, channel).id)
  }

  /** A thread, parent first. */
  thread(channel: string, ts: string): Message[] {
    return this.workspace.thread(people.channelNamed(this.workspace, channel).id, ts)
  }

  /** What only this person sees. */
  ephemerals(user: string): Ephemeral[] {
    return this.workspace.ephemerals.filter(({ to, gone }) => to === user && !gone)
  }

  /** The calls so far, all of them or those of one method (`response_url` for posts to response URLs). */
  calls(method?: string): Call[] {
    return this.#calls.filter((call) => method === undefined || call.method === method)
  }

  /** Spoils coming calls. Faults of one method are met in the order they were ordered. */
  fault(fault: Fault): void {
    this.#faults.add(fault)
  }

  /** From now on the token (the bot's unless told) answers `token_revoked`. */
  revokeToken(token: string = this.botToken): void {
    this.#revoked.add(token)
  }

  /** Takes a revocation back, as whoever mends it would. */
  restoreToken(token: string = this.botToken): void {
    this.#revoked.delete(token)
  }

  /**
   * Resolves when `reached` is true; looks again after every call, message, connection and acknowledgement.
   * Rejects after `timeoutMs` milliseconds with an Error that carries `what`.
   */
  until(reached: () => boolean, what: string = reached.toString(), timeoutMs = 5_000): Promise<void> {
    return this.#changes.until(reached, what, timeoutMs)
  }

  /** A person writes; the app hears of it if it is a member and has the scope. */
  say(options: people.SayOptions): people.Spoken {
    return people.say(this.#stage, options)
  }

  /** A person reacts to a message by an emoji's name, as `+1`; the app hears of it if it may. */
  react(message: Message, user: string, reaction: string): Envelope[] {
    return this.#stage.events.reacted(message, user, reaction)
  }

  /** A person uses a slash command; resolves with its acknowledgement and a growing list of responses. */
  command(options: people.CommandOptions): Promise<people.Interaction> {
    return people.command(this.#stage, options)
  }

  /** A person presses a button or chooses from a menu, in a message or a view; resolves with the acknowledgement. */
  click(options: interactions.ClickOptions): Promise<people.Interaction> {
    return interactions.click(this.#stage, options)
  }

  /** A person chooses a shortcut, on a message or without one; resolves with the acknowledgement. */
  shortcut(options: ShortcutOptions): Promise<people.Interaction> {
    return shortcut(this.#stage, options)
  }

  /** A person types into an external menu; resolves with what the app offers. */
  suggest(options: interactions.SuggestOptions): Promise<JsonObject[]> {
    return interactions.suggest(this.#stage, options)
  }

  /** A person fills in and submits a modal; resolves once the app's answer is carried out. */
  submit(options: interactions.SubmitOptions): Promise<interactions.Submission> {
    return interactions.submit(this.#stage, options)
  }

  /** A person closes a modal. */
  close(view: View): Promise<void> {
    return interactions.close(this.#stage, view)
  }

  /** A person opens the app's Home or Messages tab. */
  openHome(user: string, tab: 'home' | 'messages' = 'home'): Envelope {
    return interactions.openHome(this.#stage, user, tab)
  }

  /** The modals a person has open, the topmost last. */
  modals(user: string): View[] {
    return this.#stage.views.modalsOf(user)
  }

  /** What the app published on a person's Home tab. */
  home(user: string): View | undefined {
    return this.#stage.views.homeOf(user)
  }

  /** Sends the app any event, e.g. `{ type: 'app_uninstalled' }`. */
  emit(event: JsonObject): Envelope {
    return this.#stage.events.emit(event)
  }

  /** The message as a person reads it. */
  readable(message: Message): string[] {
    return readable(message)
  }

  /** Every mention in the message that would notify somebody; see findMentions for what counts. */
  mentions(message: Message): Mention[] {
    return findMentions(
      message,
      [...this.workspace.users.values()].map(({ name }) => name),
    )
  }

  #routes() {
    return {
      webApi: this.#webApi,
      responseUrls: this.#stage.responseUrls,
      files: this.files,
      faults: this.#faults,
      calls: this.#calls,
      changes: this.#changes,
      now: this.workspace.now,
    }
  }
}

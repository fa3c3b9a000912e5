import { ApplicationFlags, PermissionFlagsBits } from 'discord.js'
import { z } from 'zod'
import { ApiError } from './api-errors.ts'
import { existingCommand, overwriteCommands, registeredCommands, upsertCommand } from './commands.ts'
import { readForm } from './forms.ts'
import { answerInteraction, deleteAnswer, editAnswer, findAnswer, followUp } from './interactions.ts'
import { messagePayload, messagePayloadFor, nonceOf } from './message-payloads.ts'
import { deleteMessage, editMessage, existingMessage, listMessages, postMessage } from './messages.ts'
import { channelPayload, commandPayload, guildSummary, memberPayload, threadMember, userPayload } from './payloads.ts'
import { requirePermission, visibleChannel } from './permissions.ts'
import { requireActive } from './thread-state.ts'
import { changeThread, joinThread, startThread, startThreadFromMessage } from './threads.ts'
import { directChannel, type Guild, type World } from './world.ts'

export interface ApiRequest {
  /** The variable parts of the path, in order. */
  ids: readonly string[]
  query: URLSearchParams
  body: unknown
}

export interface ApiAnswer {
  status: number
  body?: unknown
}

type Handler = (world: World, request: ApiRequest) => ApiAnswer

export interface Route {
  method: string
  route: string
  /** Whether the path's own token stands for the bot's, as with interactions and webhooks. */
  open: boolean
  handle: Handler
}

const ok = (body: unknown): ApiAnswer => ({ status: 200, body })
const created = (body: unknown): ApiAnswer => ({ status: 201, body })
const done: ApiAnswer = { status: 204 }

/** Makes a table of the routes; `gatewayInformation` answers GET /gateway/bot. */
export function createRoutes(gatewayInformation: () => object): Route[] {
  return [
    on('GET', '/gateway/bot', () => ok(gatewayInformation())),
    on('GET', '/users/@me', (world) => ok(user(world, world.botId))),
    on('GET', '/users/@me/guilds', (world) => ok(ownGuilds(world))),
    on('GET', '/users/:user', (world, { ids: [id = ''] }) => ok(user(world, id))),
    on('POST', '/users/@me/channels', openDirectChannel),
    on('GET', '/applications/@me', (world) => ok(application(world))),
    on('GET', '/oauth2/applications/@me', (world) => ok(application(world))),
    ...commandRoutes('/applications/:application/commands', () => null),
    ...commandRoutes('/applications/:application/guilds/:guild/commands', (ids) => ids[1] ?? null),
    on('GET', '/guilds/:guild', (world, { ids: [id = ''] }) => ok(guildSummary(guildOf(world, id)))),
    on('GET', '/guilds/:guild/members/:user', member),
    on('GET', '/guilds/:guild/channels', guildChannels),
    on('GET', '/guilds/:guild/threads/active', activeThreads),
    on('GET', '/channels/:channel', (world, { ids: [id = ''] }) =>
      ok(channelPayload(world, visibleChannel(world, id))),
    ),
    on('PATCH', '/channels/:channel', (world, { ids: [id = ''], body }) =>
      ok(channelPayload(world, changeThread(world, id, body))),
    ),
    on('GET', '/channels/:channel/messages', (world, { ids: [id = ''], query }) => {
      return ok(
        listMessages(world, id, query).map((message) => messagePayloadFor(world, message, world.privilegedIntents)),
      )
    }),
    on('POST', '/channels/:channel/messages', (world, { ids: [id = ''], body }) => {
      const message = postMessage(world, id, body)
      return ok({ ...messagePayload(world, message), ...nonceOf(message) })
    }),
    on('GET', '/channels/:channel/messages/:message', (world, { ids: [channel = '', id = ''] }) => {
      return ok(messagePayloadFor(world, existingMessage(world, channel, id), world.privilegedIntents))
    }),
    on('PATCH', '/channels/:channel/messages/:message', (world, { ids: [channel = '', id = ''], body }) => {
      return ok(messagePayload(world, editMessage(world, channel, id, body)))
    }),
    on('DELETE', '/channels/:channel/messages/:message', (world, { ids: [channel = '', id = ''] }) => {
      deleteMessage(world, channel, id)
      return done
    }),
    on('POST', '/channels/:channel/messages/:message/threads', (world, { ids: [channel = '', id = ''], body }) => {
      return created(channelPayload(world, startThreadFromMessage(world, channel, id, body)))
    }),
    on('POST', '/channels/:channel/threads', (world, { ids: [id = ''], body }) => {
      return created(channelPayload(world, startThread(world, id, body)))
    }),
    on('PUT', '/channels/:channel/thread-members/@me', (world, { ids: [id = ''] }) => {
      joinThread(world, id, world.botId)
      return done
    }),
    on('GET', '/channels/:channel/thread-members', (world, { ids: [id = ''] }) => {
      const thread = visibleChannel(world, id)
      return ok([...(thread.thread?.memberIds ?? [])].map((userId) => threadMember(thread, userId)))
    }),
    on('POST', '/channels/:channel/typing', (world, { ids: [id = ''] }) => {
      const { SendMessages, SendMessagesInThreads } = PermissionFlagsBits
      const channel = requireActive(world, id)
      requirePermission(world, channel, channel.thread ? SendMessagesInThreads : SendMessages)
      return done
    }),
    open('POST', '/interactions/:interaction/:token/callback', (world, { ids: [id = '', token = ''], query, body }) => {
      const response = answerInteraction(world, id, token, body)
      return query.get('with_response') === 'true' ? ok(response) : done
    }),
    open('POST', '/webhooks/:application/:token', (world, { ids: [app = '', token = ''], body }) => {
      requireOwn(world, app)
      return ok(messagePayload(world, followUp(world, token, body)))
    }),
    open(
      'GET',
      '/webhooks/:application/:token/messages/:message',
      (world, { ids: [app = '', token = '', id = ''] }) => {
        requireOwn(world, app)
        return ok(messagePayload(world, findAnswer(world, token, id)))
      },
    ),
    open(
      'PATCH',
      '/webhooks/:application/:token/messages/:message',
      (world, { ids: [app = '', token = '', id = ''], body }) => {
        requireOwn(world, app)
        return ok(messagePayload(world, editAnswer(world, token, id, body)))
      },
    ),
    open(
      'DELETE',
      '/webhooks/:application/:token/messages/:message',
      (world, { ids: [app = '', token = '', id = ''] }) => {
        requireOwn(world, app)
        deleteAnswer(world, token, id)
        return done
      },
    ),
  ]
}

/** The route of a call and the variable parts of its path. Exact parts win over variable ones by the order of the table. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; ids: string[] } | undefined {
  const parts = path.split('/')
  for (const route of routes) {
    if (route.method !== method) continue
    const wanted = route.route.split('/')
    if (wanted.length !== parts.length) continue
    if (!wanted.every((part, index) => part.startsWith(':') || part === parts[index])) continue
    return { route, ids: parts.filter((_, index) => wanted[index]?.startsWith(':')) }
  }
  return undefined
}

function on(method: string, route: string, handle: Handler): Route {
  return { method, route, open: false, handle }
}

function open(method: string, route: string, handle: Handler): Route {
  return { method, route, open: true, handle }
}

function commandRoutes(route: string, guildOf: (ids: readonly string[]) => string | null): Route[] {
  const payload = commandPayload
  return [
    on('GET', route, (world, { ids }) =>
      ok(registeredCommands(world, guildOf(ids)).map((command) => payload(world, command))),
    ),
    on('PUT', route, (world, { ids, body }) => {
      return ok(overwriteCommands(world, guildOf(ids), body).map((command) => payload(world, command)))
    }),
    on('POST', route, (world, { ids, body }) => {
      const { command, isNew } = upsertCommand(world, guildOf(ids), body)
      return { status: isNew ? 201 : 200, body: payload(world, command) }
    }),
    on('GET', `${route}/:command`, (world, { ids }) => {
      return ok(payload(world, existingCommand(world, guildOf(ids), ids.at(-1) ?? '')))
    }),
    on('DELETE', `${route}/:command`, (world, { ids }) => {
      world.commands.delete(existingCommand(world, guildOf(ids), ids.at(-1) ?? '').id)
      return done
    }),
  ]
}

function openDirectChannel(world: World, { body }: ApiRequest): ApiAnswer {
  const { recipient_id: id } = readForm(z.object({ recipient_id: z.string() }), body)
  if (!world.users.has(id)) throw new ApiError(10013)
  return ok(channelPayload(world, directChannel(world, id)))
}

function member(world: World, { ids: [guildId = '', userId = ''] }: ApiRequest): ApiAnswer {
  const found = guildOf(world, guildId).members.get(userId)
  if (!found) throw new ApiError(10007)
  return ok({ ...memberPayload(found), user: user(world, userId) })
}

/** The servers that the bot is in, in part (docs: resources/user, Get Current User Guilds). */
function ownGuilds(world: World): object[] {
  return [...world.guilds.values()]
    .filter((guild) => guild.members.has(world.botId))
    .map(({ id, name }) => ({ id, name, icon: null, banner: null, owner: false, features: [] }))
}

function guildChannels(world: World, { ids: [guildId = ''] }: ApiRequest): ApiAnswer {
  const { id } = guildOf(world, guildId)
  const channels = [...world.channels.values()].filter((channel) => channel.guildId === id && !channel.thread)
  return ok(channels.map((channel) => channelPayload(world, channel)))
}

function activeThreads(world: World, { ids: [guildId = ''] }: ApiRequest): ApiAnswer {
  const { id } = guildOf(world, guildId)
  const active = [...world.channels.values()].filter(
    (channel) => channel.guildId === id && channel.thread?.archived === false,
  )
  const joined = active.filter((thread) => thread.thread?.memberIds.has(world.botId))
  return ok({
    threads: active.map((thread) => channelPayload(world, thread)),
    members: joined.map((thread) => threadMember(thread, world.botId)),
  })
}

/** A server that the bot is in. Throws ApiError 10004, since Discord hides all others. */
function guildOf(world: World, guildId: string): Guild {
  const guild = world.guilds.get(guildId)
  if (!guild?.members.has(world.botId)) throw new ApiError(10004)
  return guild
}

function requireOwn(world: World, applicationId: string): void {
  if (applicationId !== world.applicationId) throw new ApiError(10015)
}

function user(world: World, userId: string): object {
  const found = world.users.get(userId)
  if (!found) throw new ApiError(10013)
  return userPayload(found)
}

/** What GET /applications/@me answers; its flags say which privileged intents an app under 10,000 users may use. */
export function application(world: World) {
  return {
    id: world.applicationId,
    name: 'fake application',
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: world.privilegedIntents === 0 ? 0 : ApplicationFlags.GatewayMessageContentLimited,
    bot: user(world, world.botId),
    approximate_guild_count: world.guilds.size,
  }
}

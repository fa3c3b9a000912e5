import { once } from 'node:events'
import { createInflate } from 'node:zlib'
import { type Client, type ClientOptions, Events, GatewayIntentBits, Options, REST } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './server.ts'

let discord: FakeDiscord
let clients: Client[]

beforeEach(async () => {
  clients = []
  discord = await startFakeDiscord({ heartbeatIntervalMs: 100 })
})

afterEach(async () => {
  await Promise.all(clients.map((client) => client.destroy()))
  await discord.stop()
  expect(discord.breakdowns).toEqual([])
})

async function start(options: Partial<ClientOptions> = {}): Promise<{ client: Client<true>; heard: string[] }> {
  // discord.js spaces identifies by five seconds; here nobody is to wait.
  const ws = { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => undefined }) }
  const client = await startBot(discord, { ws, ...options })
  clients.push(client)
  const heard: string[] = []
  client.on(Events.MessageCreate, (message) => {
    heard.push(message.content)
    discord.notify()
  })
  return { client, heard }
}

function say(content: string, mentions: string[] = []): void {
  discord.say({ channel: 'general', user: 'ana', content, mentions })
}

test.each([
  ['a cut connection', () => discord.gateway.drop()],
  ['a request to reconnect', () => discord.gateway.askReconnect()],
  ['an unknown error, close code 4000', () => discord.gateway.close(4000)],
])('after %s the client resumes and misses nothing', async (_, interrupt) => {
  const { heard } = await start()
  say('before')
  await discord.until(() => heard.length === 1)
  interrupt()
  await discord.until(() => !discord.gateway.connected)
  say('meanwhile')
  await discord.until(() => heard.length === 2)
  expect(heard).toEqual(['before', 'meanwhile'])
  expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 1 })
})

test('a dead link is noticed by missing heartbeats, and resumed', async () => {
  const { heard } = await start()
  discord.gateway.setZombie(true)
  say('into the void')
  expect(heard).toEqual([])
  await discord.until(() => heard.length === 1)
  expect(discord.gateway).toMatchObject({ identifies: 1, resumes: 1 })
})

test('after an invalid session the client identifies anew, and what happened meanwhile is lost', async () => {
  const { heard } = await start()
  discord.gateway.invalidate()
  await discord.until(() => !discord.gateway.connected)
  say('meanwhile')
  await discord.until(() => discord.gateway.connected)
  say('after')
  await discord.until(() => heard.length === 1)
  expect(heard).toEqual(['after'])
  expect(discord.gateway.identifies).toBe(2)
})

test('a revoked token ends the connection for good, and REST answers 401', async () => {
  const { client } = await start()
  const disconnected = once(client, Events.ShardDisconnect)
  client.on(Events.ShardError, () => undefined)
  discord.revokeToken()
  const [event] = await disconnected
  expect(event).toMatchObject({ code: 4004 })
  await expect(client.rest.get('/users/@me')).rejects.toMatchObject({ status: 401 })
})

test('a privileged intent that is not switched on closes with 4014', async () => {
  await expect(start({ intents: [GatewayIntentBits.GuildMembers] })).rejects.toThrow('disallowed intents')
})

test('a wrong token is refused', async () => {
  await expect(startBot({ ...discord, token: 'wrong' })).rejects.toThrow('invalid token')
})

test('without the MessageContent intent only texts that concern the bot are readable', async () => {
  const { client, heard } = await start({ intents: ['Guilds', 'GuildMessages', 'DirectMessages'] })
  say('secret')
  say('for you', [discord.botUserId])
  discord.say({ channel: discord.directMessages('ana').id, user: 'ana', content: 'private' })
  const channel = await client.channels.fetch(discord.channelId)
  if (channel?.isSendable()) await channel.send('own')
  const own = discord.messages('general').at(-1)
  discord.say({ channel: 'general', user: 'ana', content: 'reply', ...(own && { replyTo: own.id }) })
  await discord.until(() => heard.length === 5)
  expect(heard).toEqual(['', `<@${discord.botUserId}> for you`, 'private', 'own', 'reply'])
})

test('each event goes to one shard, direct messages to the first', async () => {
  const { client, heard } = await start({ shards: [0, 1], shardCount: 2 })
  const shards: number[] = []
  client.on(Events.Raw, (packet: { t: string }, shard: number) => {
    if (packet.t === 'MESSAGE_CREATE') shards.push(shard)
  })
  say('once')
  discord.say({ channel: discord.directMessages('ana').id, user: 'ana', content: 'private' })
  await discord.until(() => heard.length === 2)
  expect(heard).toEqual(expect.arrayContaining(['once', 'private']))
  const home = Number((BigInt(discord.guildId) >> 22n) % 2n)
  expect(shards.toSorted()).toEqual([0, home])
})

test('without the GuildMessages intent no message of a server arrives', async () => {
  const { heard } = await start({ intents: ['Guilds', 'DirectMessages'] })
  say('unheard')
  discord.say({ channel: discord.directMessages('ana').id, user: 'ana', content: 'private' })
  await discord.until(() => heard.length === 1)
  expect(heard).toEqual(['private'])
})

test('a channel that the bot may not see is silent', async () => {
  const { heard } = await start()
  discord.deny('general', 1n << 10n)
  say('behind closed doors')
  discord.addChannel({ name: 'open' })
  discord.say({ channel: 'open', user: 'ana', content: 'in the open' })
  await discord.until(() => heard.length === 1)
  expect(heard).toEqual(['in the open'])
})

test('a client that asks for zlib-stream gets one', async () => {
  const socket = new WebSocket(
    `${discord.apiUrl.replace('http', 'ws').replace('/api', '')}/?v=10&encoding=json&compress=zlib-stream`,
  )
  const inflate = createInflate()
  socket.on('message', (data: Buffer) => inflate.write(data))
  const [hello] = await once(inflate, 'data')
  expect(JSON.parse(String(hello))).toEqual({ op: 10, d: { heartbeat_interval: 100 } })
  socket.send(JSON.stringify({ op: 2, d: { token: discord.token, intents: 0, properties: {} } }))
  const [ready] = await once(inflate, 'data')
  expect(JSON.parse(String(ready))).toMatchObject({ op: 0, t: 'READY', s: 1 })
  socket.close()
})

test.each([
  ['text that is no JSON', 'nonsense', 4002],
  ['an unknown opcode', '{"op":99,"d":null}', 4001],
  ['a presence before identifying', '{"op":3,"d":{}}', 4003],
  ['a shard that does not exist', '{"op":2,"d":{"token":"fake.discord.token","intents":0,"shard":[1,1]}}', 4010],
])('%s closes the connection', async (_, text, code) => {
  const socket = new WebSocket(`${discord.apiUrl.replace('http', 'ws').replace('/api', '')}/?v=10&encoding=json`)
  await once(socket, 'message')
  socket.send(text)
  expect((await once(socket, 'close'))[0]).toBe(code)
})

test('whoever identifies more often than a day allows loses the token', async () => {
  await discord.stop()
  discord = await startFakeDiscord({ sessionStarts: 1 })
  await start()
  const rest = new REST({ api: discord.apiUrl }).setToken(discord.token)
  expect(await rest.get('/gateway/bot')).toMatchObject({ session_start_limit: { total: 1_000, remaining: 0 } })
  // discord.js would heed it.
  const socket = new WebSocket(`${discord.apiUrl.replace('http', 'ws')}?v=10&encoding=json`)
  await once(socket, 'message')
  const identify = { token: discord.token, intents: 0, properties: {} }
  socket.send(JSON.stringify({ op: 2, d: identify }))
  const [code] = await once(socket, 'close')
  expect(code).toBe(4004)
  await expect(rest.get('/gateway/bot')).rejects.toMatchObject({ status: 401 })
})

test('whoever identifies too soon gets no session', async () => {
  let now = Date.now()
  await discord.stop()
  discord = await startFakeDiscord({ maxConcurrency: 1, now: () => now })
  await start()
  const second = start()
  await discord.until(() => discord.gateway.identifies === 2)
  now += 5_000
  await second
  expect(discord.gateway.sessions).toHaveLength(2)
})

test('events may be delivered again', async () => {
  // discord.js leaves out what it remembers.
  const { heard } = await start({ makeCache: Options.cacheWithLimits({ MessageManager: 0 }) })
  say('one')
  await discord.until(() => heard.length === 1)
  discord.gateway.repeat()
  say('two')
  await discord.until(() => heard.length === 3)
  expect(heard).toEqual(['one', 'one', 'two'])
})

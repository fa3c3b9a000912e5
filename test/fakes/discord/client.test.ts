import { Client, Events, GatewayIntentBits, type Interaction, MessageFlags, MessageType, Partials } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from './server.ts'

const COMMAND = {
  name: 'brief',
  description: 'A brief on a topic',
  options: [{ name: 'topic', description: 'Which topic', type: 3, required: true, autocomplete: true }],
}

let discord: FakeDiscord
let client: Client

beforeEach(async () => {
  discord = await startFakeDiscord()
  client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.MessageContent,
    ],
    partials: [Partials.Channel],
    rest: { api: discord.apiUrl },
  })
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(discord.token)
  await ready
})

afterEach(async () => {
  await client.destroy()
  await discord.stop()
  expect(discord.breakdowns).toEqual([])
  expect(discord.unknownCalls()).toEqual([])
})

function onInteraction(handle: (interaction: Interaction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, (interaction) => void handle(interaction))
}

test('the client logs in and knows the server and its channel', () => {
  expect(client.user?.id).toBe(discord.botUserId)
  expect(client.guilds.cache.get(discord.guildId)?.name).toBe('Press Room')
  expect(client.channels.cache.get(discord.channelId)).toMatchObject({ name: 'general' })
})

test('a command is deferred, and the answer becomes a message of the channel', async () => {
  await client.application?.commands.set([COMMAND])
  onInteraction(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    await interaction.editReply(`About ${interaction.options.getString('topic', true)}`)
    await interaction.followUp('More')
  })
  const exchange = await discord.command({
    name: 'brief',
    options: { topic: 'india' },
    user: 'ana',
    channel: 'general',
  })
  expect(exchange.deferred).toBe(true)
  const answer = await exchange.answered()
  expect(answer).toMatchObject({ type: MessageType.ChatInputCommand, content: 'About india', editedAt: null, flags: 0 })
  expect(await exchange.followUp()).toMatchObject({ content: 'More', type: MessageType.Reply })
  expect(discord.messages('general').map(({ content }) => content)).toEqual(['About india', 'More'])
})

test('an ephemeral answer is seen by one person and is in no history', async () => {
  await client.application?.commands.set([COMMAND])
  onInteraction(async (interaction) => {
    if (!interaction.isRepliable()) return
    await interaction.reply({ content: 'Only you', flags: MessageFlags.Ephemeral })
  })
  const exchange = await discord.command({ name: 'brief', options: { topic: 'x' }, user: 'ana', channel: 'general' })
  expect(exchange.ephemeral).toBe(true)
  expect(exchange.message?.content).toBe('Only you')
  expect(discord.messages('general')).toEqual([])
})

test('what people say arrives, in channels, threads and direct messages', async () => {
  const heard: string[] = []
  client.on(Events.MessageCreate, (message) => {
    heard.push(`${message.channel.isThread()} ${message.inGuild()} ${message.content}`)
    discord.notify()
  })
  const root = discord.say({ channel: 'general', user: 'ana', content: 'hello' })
  discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message: root.id })
  discord.say({ channel: 'talk', user: 'ben', content: 'in the thread' })
  discord.say({ channel: discord.directMessages('ana').id, user: 'ana', content: 'in private' })
  await discord.until(() => heard.length === 3)
  expect(heard).toEqual(['false true hello', 'true true in the thread', 'false false in private'])
})

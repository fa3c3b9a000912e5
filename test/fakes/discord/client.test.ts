import { type Client, Events, MessageFlags, MessageType } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onInteraction, startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './server.ts'

const COMMAND = {
  name: 'brief',
  description: 'A brief on a topic',
  options: [{ name: 'topic', description: 'Which topic', type: 3, required: true, autocomplete: true }],
}
const BRIEF = { name: 'brief', options: { topic: 'india' }, user: 'ana', channel: 'general' }

let discord: FakeDiscord
let client: Client<true>

beforeEach(async () => {
  discord = await startFakeDiscord()
  client = await startBot(discord)
})

afterEach(async () => {
  await client.destroy()
  await discord.stop()
  expect(discord.breakdowns).toEqual([])
  expect(discord.unknownCalls()).toEqual([])
})

test('the client logs in and knows itself, the server and its channel', async () => {
  expect(client.user.id).toBe(discord.botUserId)
  expect(client.guilds.cache.get(discord.guildId)?.name).toBe('Press Room')
  const channel = client.channels.cache.get(discord.channelId)
  expect(channel).toMatchObject({ name: 'general' })
  expect((await client.application.fetch()).id).toBe(discord.applicationId)
  expect((await client.guilds.fetch(discord.guildId)).preferredLocale).toBe('en-US')
})

test('a command is deferred, and the answer becomes a message of the channel', async () => {
  await client.application.commands.set([COMMAND])
  const errors = onInteraction(discord, client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    await interaction.editReply(`About ${interaction.options.getString('topic', true)}`)
    await interaction.followUp('More')
  })
  const exchange = await discord.command(BRIEF)
  expect(exchange.deferred).toBe(true)
  const answer = await exchange.answered()
  expect(answer).toMatchObject({ type: MessageType.ChatInputCommand, content: 'About india', editedAt: null, flags: 0 })
  expect(await exchange.followUp()).toMatchObject({ content: 'More', type: MessageType.Reply })
  expect(discord.messages('general').map(({ content }) => content)).toEqual(['About india', 'More'])
  expect(errors).toEqual([])
})

test('with_response gives the message of a first answer', async () => {
  await client.application.commands.set([COMMAND])
  const ids: (string | undefined)[] = []
  onInteraction(discord, client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    const { resource } = await interaction.reply({ content: 'Here', withResponse: true })
    ids.push(resource?.message?.id)
    discord.notify()
  })
  const exchange = await discord.command(BRIEF)
  await discord.until(() => ids.length === 1)
  expect(ids).toEqual([exchange.message?.id])
})

test('an ephemeral answer is seen by one person and is in no history', async () => {
  await client.application.commands.set([COMMAND])
  onInteraction(discord, client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    await interaction.editReply('Only you')
  })
  const exchange = await discord.command(BRIEF)
  expect(exchange.ephemeral).toBe(true)
  expect((await exchange.answered()).content).toBe('Only you')
  expect(discord.messages('general')).toEqual([])
})

test('an interaction says who, where, with which permissions and in which language', async () => {
  await client.application.commands.set([COMMAND])
  discord.addUser({ name: 'eva', locale: 'de', permissions: 0x20n | 0x400n })
  const seen: unknown[] = []
  onInteraction(discord, client, async (interaction) => {
    if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return
    const { user, locale, guildLocale, channelId, context, memberPermissions, appPermissions } = interaction
    const facts = { user: user.globalName, locale, guildLocale, channelId, context }
    seen.push({ ...facts, manages: memberPermissions.has('ManageGuild'), writes: appPermissions.has('SendMessages') })
    await interaction.reply('ok')
  })
  await discord.command({ ...BRIEF, user: 'eva' })
  const facts = { user: 'eva', locale: 'de', guildLocale: 'en-US', channelId: discord.channelId, context: 0 }
  expect(seen).toEqual([{ ...facts, manages: true, writes: true }])
})

test('a command works in direct messages', async () => {
  await client.application.commands.set([COMMAND])
  onInteraction(discord, client, async (interaction) => {
    if (interaction.isRepliable()) await interaction.reply(`guild: ${interaction.inGuild()}`)
  })
  const { id } = discord.directMessages('ana')
  await discord.command({ ...BRIEF, channel: id })
  expect(discord.messages(id).map(({ content }) => content)).toEqual(['guild: false'])
})

test('what people say arrives, in channels, threads and direct messages', async () => {
  const heard: string[] = []
  client.on(Events.MessageCreate, (message) => {
    heard.push(`thread ${message.channel.isThread()}, server ${message.inGuild()}: ${message.content}`)
    discord.notify()
  })
  const root = discord.say({ channel: 'general', user: 'ana', content: 'hello' })
  discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message: root.id })
  discord.say({ channel: 'talk', user: 'ben', content: 'in the thread' })
  discord.say({ channel: discord.directMessages('ana').id, user: 'ana', content: 'in private' })
  await discord.until(() => heard.length === 4)
  expect(heard).toEqual([
    'thread false, server true: hello',
    'thread true, server true: ',
    'thread true, server true: in the thread',
    'thread false, server false: in private',
  ])
})

test('the bot writes to a person directly', async () => {
  const ana = discord.addUser({ name: 'ana' })
  await client.users.send(ana.id, 'psst')
  expect(discord.messages(discord.directMessages('ana').id).map(({ content }) => content)).toEqual(['psst'])
  const eve = discord.addUser({ name: 'eve', refusesDirectMessages: true })
  await expect(client.users.send(eve.id, 'psst')).rejects.toMatchObject({ code: 50007, status: 403 })
})

test('a server joined later, its channels, and being thrown out are announced', async () => {
  const added = new Promise<string>((resolve) => client.once(Events.GuildCreate, ({ name }) => resolve(name)))
  const gone = new Promise<string>((resolve) => client.once(Events.GuildDelete, ({ name }) => resolve(name)))
  const guild = discord.addGuild('Second')
  const { id } = discord.addChannel({ name: 'news', guild: 'Second' })
  expect(await added).toBe('Second')
  discord.kickBot('Second')
  expect(await gone).toBe('Second')
  await expect(client.rest.get(`/channels/${id}`)).rejects.toMatchObject({ code: 50001, status: 403 })
  await expect(client.rest.get(`/guilds/${guild.id}`)).rejects.toMatchObject({ code: 10004, status: 404 })
})

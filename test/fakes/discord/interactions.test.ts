import { type Client, type Interaction, MessageFlags } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { onInteraction, startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './server.ts'

const START = Date.parse('2026-03-01T08:00:00Z')
const COMMANDS = [
  {
    name: 'brief',
    description: 'A brief on a topic',
    options: [{ name: 'topic', description: 'Which topic', type: 3, required: true, autocomplete: true }],
  },
  {
    name: 'digest',
    description: 'Digests',
    options: [
      {
        name: 'add',
        description: 'Add one',
        type: 1,
        options: [{ name: 'hour', description: 'When', type: 4, choices: [{ name: 'nine', value: 9 }] }],
      },
    ],
  },
  { name: 'Explain', type: 3 },
]
const BRIEF = { name: 'brief', options: { topic: 'india' }, user: 'ana', channel: 'general' }

let now = START
let discord: FakeDiscord
let client: Client<true>
let errors: unknown[]

beforeEach(async () => {
  now = START
  discord = await startFakeDiscord({ now: () => now })
  client = await startBot(discord)
  await client.application.commands.set(COMMANDS)
})

afterEach(async () => {
  await client.destroy()
  await discord.stop()
  expect(discord.breakdowns).toEqual([])
})

function answer(handle: (interaction: Interaction) => Promise<unknown>): void {
  errors = onInteraction(discord, client, handle)
}

describe('commands', () => {
  test('autocompletion resolves with the choices', async () => {
    answer(async (interaction) => {
      if (!interaction.isAutocomplete()) return
      const typed = interaction.options.getFocused()
      await interaction.respond([{ name: `${typed}dia`, value: 'india' }])
    })
    const choices = await discord.autocomplete({ ...BRIEF, options: {}, option: 'topic', value: 'in' })
    expect(choices).toEqual([{ name: 'india', value: 'india' }])
  })

  test('more than 25 choices are refused', async () => {
    answer(async (interaction) => {
      if (!interaction.isAutocomplete()) return
      await interaction.respond(Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` })))
    })
    const typing = { ...BRIEF, options: {}, option: 'topic', value: 'in' }
    await expect(discord.autocomplete(typing, { timeoutMs: 100 })).rejects.toThrow('an acknowledgement of /brief')
    expect(errors).toMatchObject([{ code: 50035 }])
  })

  test('subcommands carry their options', async () => {
    answer(async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      await interaction.reply(`${interaction.options.getSubcommand()} ${interaction.options.getInteger('hour')}`)
    })
    const exchange = await discord.command({
      name: 'digest add',
      options: { hour: 9 },
      user: 'ana',
      channel: 'general',
    })
    expect(exchange.message?.content).toBe('add 9')
  })

  test('message commands carry the text of the message', async () => {
    const { id } = discord.say({ channel: 'general', user: 'ben', content: 'the text' })
    answer(async (interaction) => {
      if (!interaction.isMessageContextMenuCommand()) return
      await interaction.reply({ content: interaction.targetMessage.content, flags: MessageFlags.Ephemeral })
    })
    const exchange = await discord.messageCommand({ name: 'Explain', message: id, user: 'ana', channel: 'general' })
    expect(exchange).toMatchObject({ ephemeral: true, message: { content: 'the text' } })
  })

  test('what a client would not send is an error of the test', async () => {
    await expect(async () => discord.command({ ...BRIEF, name: 'missing' })).rejects.toThrow('no "missing"')
    await expect(async () => discord.command({ ...BRIEF, options: {} })).rejects.toThrow('needs "topic"')
    await expect(async () => discord.command({ ...BRIEF, name: 'digest' })).rejects.toThrow('"add"')
    const odd = { name: 'digest add', options: { hour: 8 }, user: 'ana', channel: 'general' }
    await expect(async () => discord.command(odd)).rejects.toThrow('no choice')
  })

  test('a command is offered only to those who may use it, and where it may be used', async () => {
    const restricted = { name: 'manage', description: 'd', defaultMemberPermissions: 0x20n, contexts: [0] }
    await client.application.commands.create(restricted)
    answer(async (interaction) => {
      if (interaction.isRepliable()) await interaction.reply('done')
    })
    const use = { name: 'manage', user: 'ana', channel: 'general' }
    await expect(async () => discord.command(use)).rejects.toThrow('not offered to ana')
    const { id } = discord.directMessages('ana')
    await expect(async () => discord.command({ ...use, channel: id })).rejects.toThrow('not offered here')
    discord.addUser({ name: 'eva', permissions: 0x20n | 0x400n })
    expect((await discord.command({ ...use, user: 'eva' })).message?.content).toBe('done')
  })

  test('registering checks names, keeps ids, and knows servers of their own', async () => {
    const create = (name: string) => client.application.commands.create({ name, description: 'd' })
    await expect(create('Not Lower')).rejects.toMatchObject({ code: 50035 })
    const first = await create('again')
    expect((await create('again')).id).toBe(first.id)
    await client.application.commands.set([{ name: 'own', description: 'd' }], discord.guildId)
    expect((await client.application.commands.fetch({ guildId: discord.guildId })).map(({ name }) => name)).toEqual([
      'own',
    ])
    expect((await client.application.commands.fetch()).size).toBe(COMMANDS.length + 1)
  })
})

describe('answers', () => {
  test('a second first answer is 40060', async () => {
    answer(async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      await interaction.reply('first')
      const body = { type: 4, data: { content: 'second' } }
      await client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, { body, auth: false })
    })
    const exchange = await discord.command(BRIEF)
    await discord.until(() => errors.length === 1)
    expect(errors).toMatchObject([{ code: 40060, status: 400 }])
    expect(exchange.message?.content).toBe('first')
  })

  test('after three seconds an interaction is unknown: 10062', async () => {
    answer(async (interaction) => {
      now += 3001
      if (interaction.isRepliable()) await interaction.deferReply()
    })
    discord.sendCommand(BRIEF)
    await discord.until(() => errors.length === 1)
    expect(errors).toMatchObject([{ code: 10062, status: 404 }])
  })

  test('a deferred answer can be filled for 15 minutes, then its token is refused, and the bot stays logged in', async () => {
    answer(async (interaction) => {
      if (!interaction.isRepliable()) return
      await interaction.deferReply()
      now += 15 * 60_000 - 1
      await interaction.editReply('just in time')
      now += 1
      await interaction.editReply('too late')
    })
    const exchange = await discord.command(BRIEF)
    await discord.until(() => errors.length === 1)
    expect(errors).toMatchObject([{ code: 50027, status: 401 }])
    expect(exchange.message?.content).toBe('just in time')
    await expect(client.rest.get('/users/@me')).resolves.toMatchObject({ id: discord.botUserId })
  })

  test('before the first answer there is no webhook: 10015', async () => {
    answer(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.webhook.send('early')
    })
    discord.sendCommand(BRIEF)
    await discord.until(() => errors.length === 1)
    expect(errors).toMatchObject([{ code: 10015, status: 404 }])
  })

  test('the first follow-up after deferring fills the placeholder', async () => {
    answer(async (interaction) => {
      if (!interaction.isRepliable()) return
      await interaction.deferReply()
      await interaction.followUp('filled')
    })
    const exchange = await discord.command(BRIEF)
    expect((await exchange.answered()).content).toBe('filled')
    expect(exchange.followUps).toEqual([])
  })

  test('a deleted answer is gone', async () => {
    answer(async (interaction) => {
      if (!interaction.isRepliable()) return
      await interaction.reply('oops')
      await interaction.deleteReply()
    })
    const exchange = await discord.command(BRIEF)
    await discord.until(() => exchange.message === null)
    expect(discord.messages('general')).toEqual([])
  })

  test('in an archived and locked thread commands fail with 50083', async () => {
    discord.openThread({ channel: 'general', user: 'ana', name: 'talk' })
    answer(async (interaction) => {
      if (interaction.isRepliable()) await interaction.reply('hi')
    })
    discord.archiveThread('talk', { locked: true })
    discord.sendCommand({ ...BRIEF, channel: 'talk' })
    await discord.until(() => errors.length === 1)
    expect(errors).toMatchObject([{ code: 50083 }])
  })

  test('by default they ping users, but not everyone', async () => {
    const ana = discord.addUser({ name: 'ana' })
    answer(async (interaction) => {
      if (interaction.isRepliable()) await interaction.reply(`@everyone <@${ana.id}>`)
    })
    const { message } = await discord.command(BRIEF)
    expect(message && discord.mentions(message)).toEqual([`<@${ana.id}>`])
  })
})

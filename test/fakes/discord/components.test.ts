import { type Client, DiscordjsError, type Interaction, MessageType } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onInteraction, startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './server.ts'

const FORM = { name: 'form', user: 'ana', channel: 'general' }
const BUTTONS = [
  {
    type: 1,
    components: [
      { type: 2, style: 1, label: 'More', custom_id: 'more' },
      { type: 2, style: 1, label: 'No', custom_id: 'no', disabled: true },
    ],
  },
]
const MODAL = {
  custom_id: 'form',
  title: 'Form',
  components: [{ type: 18, label: 'Question', component: { type: 4, custom_id: 'q', style: 1, max_length: 10 } }],
}

let discord: FakeDiscord
let client: Client<true>
let errors: unknown[]

beforeEach(async () => {
  discord = await startFakeDiscord()
  client = await startBot(discord)
  await client.application.commands.set([{ name: 'form', description: 'A form' }])
})

afterEach(async () => {
  await client.destroy()
  await discord.stop()
  expect(discord.breakdowns).toEqual([])
})

function answer(handle: (interaction: Interaction) => Promise<unknown>): void {
  errors = onInteraction(discord, client, handle)
}

async function post() {
  await client.rest.post(`/channels/${discord.channelId}/messages`, {
    body: { content: 'Brief', components: BUTTONS },
  })
  const message = discord.messages('general').at(-1)
  if (!message) throw new Error('nothing posted')
  return message
}

test('a click can be answered with a message, which replies to the clicked one', async () => {
  const message = await post()
  answer(async (interaction) => {
    if (interaction.isButton()) await interaction.reply(`${interaction.customId} on ${interaction.message.content}`)
  })
  const exchange = await discord.click({ message, customId: 'more', user: 'ana' })
  expect(exchange.message).toMatchObject({ content: 'more on Brief', type: MessageType.Reply })
  expect(exchange.message?.reference?.messageId).toBe(message.id)
})

test('a click can change the message, at once or later', async () => {
  const message = await post()
  answer(async (interaction) => {
    if (!interaction.isButton()) return
    if (message.content === 'Brief') return interaction.update('Changed')
    await interaction.deferUpdate()
    await interaction.editReply('Changed again')
  })
  await discord.click({ message, customId: 'more', user: 'ana' })
  expect(message).toMatchObject({ content: 'Changed', components: BUTTONS })
  const exchange = await discord.click({ message, customId: 'more', user: 'ana' })
  expect(exchange.deferred).toBe(true)
  await discord.until(() => message.content === 'Changed again')
})

test('a choice from a menu carries its values', async () => {
  const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }))
  const menu = { type: 1, components: [{ type: 3, custom_id: 'menu', max_values: 2, options }] }
  await client.rest.post(`/channels/${discord.channelId}/messages`, { body: { components: [menu] } })
  const [message] = discord.messages('general')
  if (!message) throw new Error('nothing posted')
  answer(async (interaction) => {
    if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join('+'))
  })
  const click = { message, customId: 'menu', user: 'ana' }
  expect((await discord.click({ ...click, values: ['a', 'c'] })).message?.content).toBe('a+c')
  await expect(async () => discord.click({ ...click, values: ['a', 'b', 'c'] })).rejects.toThrow('does not fit')
  await expect(async () => discord.click({ ...click, values: ['z'] })).rejects.toThrow('does not fit')
})

test('only what is there and enabled can be clicked', async () => {
  const message = await post()
  await expect(async () => discord.click({ message, customId: 'x', user: 'ana' })).rejects.toThrow('among: more, no')
  await expect(async () => discord.click({ message, customId: 'no', user: 'ana' })).rejects.toThrow('disabled')
})

test('a modal is shown, filled in and answered', async () => {
  answer(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(MODAL)
    if (interaction.isModalSubmit()) await interaction.reply(interaction.fields.getTextInputValue('q'))
  })
  const opener = await discord.command(FORM)
  expect(opener.modal?.title).toBe('Form')
  await expect(async () => discord.submitModal(opener, { q: 'far too long' })).rejects.toThrow('does not fit')
  await expect(async () => discord.submitModal(opener, { other: 'x' })).rejects.toThrow('no "other"')
  const exchange = await discord.submitModal(opener, { q: 'why?' })
  expect(exchange.message?.content).toBe('why?')
})

test('a modal must be the first answer', async () => {
  answer(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    await interaction.showModal(MODAL)
  })
  await discord.command(FORM)
  await discord.until(() => errors.length === 1)
  expect(errors[0]).toBeInstanceOf(DiscordjsError)
})

test('a modal with a long title is refused', async () => {
  answer(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal({ ...MODAL, title: 't'.repeat(46) })
  })
  discord.sendCommand(FORM)
  await discord.until(() => errors.length === 1)
  expect(errors).toMatchObject([{ code: 50035, rawError: { errors: { title: {} } } }])
})

test('a form that takes more letters than Discord does is refused', async () => {
  const input = { type: 4, custom_id: 'q', style: 1, max_length: 4_001 }
  answer(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.showModal({ ...MODAL, components: [{ type: 18, label: 'Question', component: input }] })
  })
  discord.sendCommand(FORM)
  await discord.until(() => errors.length === 1)
  expect(errors).toMatchObject([{ code: 50035, rawError: { errors: { components: {} } } }])
})

test('a button without a word or picture is refused', async () => {
  const components = [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'b' }] }]
  answer(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'x', components })
  })
  discord.sendCommand(FORM)
  await discord.until(() => errors.length === 1)
  expect(errors).toMatchObject([{ code: 50035, rawError: { errors: { components: {} } } }])
})

import { GatewayIntentBits, type REST } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { restOf } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './server.ts'

const START = Date.parse('2026-03-01T08:00:00Z')

let now = START
let discord: FakeDiscord
let rest: REST
let path: `/channels/${string}/messages`

beforeEach(async () => {
  now = START
  discord = await startFakeDiscord({ now: () => now })
  rest = restOf(discord)
  path = `/channels/${discord.channelId}/messages`
})

afterEach(async () => {
  await discord.stop()
  expect(discord.breakdowns).toEqual([])
})

const post = (body: object) => rest.post(path, { body })
const contents = () => discord.messages('general').map(({ content }) => content)
const refusal = (body: object) => post(body).catch((error) => error.rawError)

describe('nonce', () => {
  test('the same nonce gives the first message again, for some minutes', async () => {
    const body = { content: 'once', nonce: 'edition-1', enforce_nonce: true }
    const first = await post(body)
    expect(await post({ ...body, content: 'twice' })).toMatchObject({ id: Object(first).id, content: 'once' })
    expect(contents()).toEqual(['once'])
    now += 5 * 60_000
    await post({ ...body, content: 'much later' })
    expect(contents()).toEqual(['once', 'much later'])
  })

  test('without enforce_nonce it is only carried', async () => {
    await post({ content: 'a', nonce: '1' })
    await post({ content: 'b', nonce: '1' })
    expect(contents()).toEqual(['a', 'b'])
  })

  test('it is lost when the message is fetched', async () => {
    const posted = await post({ content: 'x', nonce: 'n' })
    expect(posted).toMatchObject({ nonce: 'n' })
    expect(await rest.get(`${path}/${Object(posted).id}`)).not.toHaveProperty('nonce')
  })

  test('a deleted original is an unknown message', async () => {
    const body = { content: 'once', nonce: 'n', enforce_nonce: true }
    const first = await post(body)
    await rest.delete(`${path}/${Object(first).id}`)
    expect(await refusal(body)).toEqual({ code: 10008, message: 'Unknown Message' })
  })
})

describe('limits', () => {
  const text = (length: number) => 'x'.repeat(length)
  const button = (id: string) => ({ type: 2, style: 1, label: 'go', custom_id: id })
  const row = (...components: object[]) => ({ type: 1, components })
  const option = (value: string) => ({ label: value, value })
  const long = { code: 'BASE_TYPE_MAX_LENGTH' }
  const bad = { code: 'BASE_TYPE_BAD_LENGTH' }

  test.each([
    ['content of 2,000', { content: text(2000) }],
    ['ten embeds', { embeds: Array.from({ length: 10 }, () => ({ title: 't' })) }],
    ['6,000 characters of embeds', { embeds: [{ description: text(4000) }, { description: text(2000) }] }],
    [
      'five rows of five buttons',
      {
        components: [1, 2, 3, 4, 5].map((r) => row(...[1, 2, 3, 4, 5].map((b) => button(`${r}.${b}`)))),
      },
    ],
    ['a custom_id of 100', { components: [row(button(text(100)))] }],
    ['components v2', { flags: 1 << 15, components: [{ type: 17, components: [{ type: 10, content: text(4000) }] }] }],
  ])('%s is accepted', async (_, body) => {
    await expect(post(body)).resolves.toMatchObject({ channel_id: discord.channelId })
  })

  test.each([
    ['content of 2,001', { content: text(2001) }, { content: { _errors: [long] } }],
    ['eleven embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 't' })) }, { embeds: { _errors: [long] } }],
    ['an embed title of 257', { embeds: [{ title: text(257) }] }, { embeds: { 0: { title: { _errors: [long] } } } }],
    [
      'an empty field name',
      { embeds: [{ fields: [{ name: '', value: 'v' }] }] },
      {
        embeds: { 0: { fields: { 0: { name: { _errors: [bad] } } } } },
      },
    ],
    [
      '6,001 characters of embeds',
      { embeds: [{ description: text(4000) }, { description: text(2001) }] },
      {
        embeds: { _errors: [{ code: 'MAX_EMBED_SIZE_EXCEEDED' }] },
      },
    ],
    [
      'six rows',
      { components: [1, 2, 3, 4, 5, 6].map((id) => row(button(`${id}`))) },
      { components: { _errors: [long] } },
    ],
    [
      'six buttons in a row',
      { components: [row(...[1, 2, 3, 4, 5, 6].map((id) => button(`${id}`)))] },
      {
        components: { 0: { components: { _errors: [bad] } } },
      },
    ],
    [
      'a button without custom_id',
      { components: [row({ type: 2, style: 1, label: 'go' })] },
      {
        components: { 0: { components: { 0: { custom_id: { _errors: [{ code: 'BASE_TYPE_REQUIRED' }] } } } } },
      },
    ],
    [
      'a custom_id of 101',
      { components: [row(button(text(101)))] },
      {
        components: { 0: { components: { 0: { custom_id: { _errors: [bad] } } } } },
      },
    ],
    [
      'a custom_id twice',
      { components: [row(button('a')), row(button('a'))] },
      {
        components: {
          1: { components: { 0: { custom_id: { _errors: [{ code: 'COMPONENT_CUSTOM_ID_DUPLICATED' }] } } } },
        },
      },
    ],
    [
      'a label of 81',
      { components: [row({ ...button('a'), label: text(81) })] },
      {
        components: { 0: { components: { 0: { label: { _errors: [long] } } } } },
      },
    ],
    [
      '26 options',
      { components: [row({ type: 3, custom_id: 's', options: [...text(26)].map((_, i) => option(`${i}`)) })] },
      {
        components: { 0: { components: { 0: { options: { _errors: [bad] } } } } },
      },
    ],
    ['a nonce of 26', { content: 'x', nonce: text(26) }, { nonce: { _errors: [long] } }],
    [
      'content with components v2',
      { content: 'x', flags: 1 << 15, components: [{ type: 10, content: 'y' }] },
      {
        content: { _errors: [{ code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2' }] },
      },
    ],
    [
      'a text display without components v2',
      { components: [{ type: 10, content: 'y' }] },
      {
        components: { 0: { type: { _errors: [{ code: 'BASE_TYPE_CHOICES' }] } } },
      },
    ],
    ['content that is a number', { content: 5 }, { content: { _errors: [{ code: 'STRING_TYPE_CONVERT' }] } }],
  ])('%s is refused', async (_, body, errors) => {
    expect(await refusal(body)).toMatchObject({ code: 50035, message: 'Invalid Form Body', errors })
    expect(contents()).toEqual([])
  })

  test('an empty message is 50006, also if only white space is in it', async () => {
    expect(await refusal({})).toMatchObject({ code: 50006 })
    expect(await refusal({ content: ' \n ' })).toMatchObject({ code: 50006 })
  })
})

describe('history', () => {
  const list = async (query: string) => {
    const found = await rest.get(path, { query: new URLSearchParams(query) })
    return Array.isArray(found) ? found.map(({ content }) => content) : found
  }

  test('is read newest first, by before, after and around', async () => {
    const said = [1, 2, 3, 4, 5].map((n) => discord.say({ channel: 'general', user: 'ana', content: `${n}` }))
    const third = said[2]?.id
    expect(await list('limit=2')).toEqual(['5', '4'])
    expect(await list(`before=${third}`)).toEqual(['2', '1'])
    expect(await list(`after=${third}&limit=1`)).toEqual(['4'])
    expect(await list(`around=${third}&limit=3`)).toEqual(['4', '3', '2'])
    await expect(list('limit=101')).rejects.toMatchObject({ code: 50035 })
  })

  test('is empty without ReadMessageHistory', async () => {
    discord.say({ channel: 'general', user: 'ana', content: 'hi' })
    discord.deny('general', 1n << 16n)
    expect(await list('')).toEqual([])
  })

  test('is without content unless the app may read it', async () => {
    await discord.stop()
    discord = await startFakeDiscord({ privilegedIntents: GatewayIntentBits.GuildMembers })
    rest = restOf(discord)
    path = `/channels/${discord.channelId}/messages`
    discord.say({ channel: 'general', user: 'ana', content: 'secret' })
    await post({ content: 'own' })
    expect(await list('')).toEqual(['own', ''])
  })
})

describe('messages', () => {
  test('are edited and deleted, but not those of others', async () => {
    const { id } = Object(await post({ content: 'a' }))
    expect(await rest.patch(`${path}/${id}`, { body: { content: 'b' } })).toMatchObject({ content: 'b' })
    const other = discord.say({ channel: 'general', user: 'ana', content: 'mine' })
    const edit = rest.patch(`${path}/${other.id}`, { body: { content: 'b' } })
    await expect(edit).rejects.toMatchObject({ code: 50005 })
    await expect(rest.delete(`${path}/${other.id}`)).rejects.toMatchObject({ code: 50013 })
    await rest.delete(`${path}/${id}`)
    await expect(rest.get(`${path}/${id}`)).rejects.toMatchObject({ code: 10008 })
  })

  test('ping everything by default, and nothing if told so', async () => {
    const ana = discord.addUser({ name: 'ana' })
    const content = `@everyone <@${ana.id}> <@&123>`
    await post({ content })
    await post({ content, allowed_mentions: { parse: [] } })
    await post({ content, allowed_mentions: { parse: ['users'] } })
    expect(discord.messages('general').map(discord.mentions)).toEqual([
      ['@everyone', `<@${ana.id}>`, '<@&123>'],
      [],
      [`<@${ana.id}>`],
    ])
  })

  test('lose their embeds where the bot may not embed links', async () => {
    discord.deny('general', 1n << 14n)
    await post({ content: 'text', embeds: [{ title: 'gone' }] })
    expect(discord.messages('general')[0]).toMatchObject({ content: 'text', embeds: [] })
  })

  test('carry files, whose form holds the rest of the message', async () => {
    await rest.post(path, { body: { content: 'see' }, files: [{ name: 'brief.txt', data: 'text' }] })
    expect(discord.messages('general')[0]).toMatchObject({ content: 'see', attachments: [{ filename: 'brief.txt' }] })
  })

  test('can be read as plain lines', async () => {
    await post({
      content: 'Top',
      embeds: [
        {
          title: 'Title',
          description: 'Line 1\n\nLine 2',
          fields: [{ name: 'F', value: 'V' }],
          footer: { text: 'Foot' },
        },
      ],
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'More', custom_id: 'm' }] }],
    })
    const [message] = discord.messages('general')
    expect(message && discord.readable(message)).toBe('Top\nTitle\nLine 1\nLine 2\nF\nV\nFoot\n[More]')
  })

  test('reply to others, and fail if those are gone', async () => {
    const { id } = discord.say({ channel: 'general', user: 'ana', content: 'hi' })
    const replied = await post({ content: 're', message_reference: { message_id: id } })
    expect(replied).toMatchObject({ type: 19, referenced_message: { id, content: 'hi' } })
    expect(await refusal({ content: 're', message_reference: { message_id: '1' } })).toMatchObject({ code: 50035 })
    const lenient = { message_id: '1', fail_if_not_exists: false }
    expect(await post({ content: 're', message_reference: lenient })).toMatchObject({ type: 0 })
    discord.deny('general', 1n << 16n)
    expect(await refusal({ content: 're', message_reference: { message_id: id } })).toMatchObject({ code: 160002 })
  })
})

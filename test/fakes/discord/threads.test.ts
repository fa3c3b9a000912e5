import {
  ChannelType,
  type Client,
  Events,
  MessageType,
  PermissionFlagsBits,
  type PublicThreadChannel,
  type TextChannel,
} from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startBot } from './bot.ts'
import { type FakeDiscord, startFakeDiscord } from './server.ts'

const START = Date.parse('2026-03-01T08:00:00Z')
const HOUR_MS = 3_600_000

let now = START
let discord: FakeDiscord
let client: Client<true>
let channel: TextChannel

beforeEach(async () => {
  now = START
  discord = await startFakeDiscord({ now: () => now })
  client = await startBot(discord)
  const found = await client.channels.fetch(discord.channelId)
  if (found?.type !== ChannelType.GuildText) throw new Error('no text channel')
  channel = found
})

afterEach(async () => {
  await client.destroy()
  await discord.stop()
  expect(discord.breakdowns).toEqual([])
})

async function openThread(): Promise<PublicThreadChannel> {
  const root = await channel.send('root')
  return root.startThread({ name: 'talk', autoArchiveDuration: 60 })
}

test('a thread takes the id of its message and is posted to', async () => {
  const thread = await openThread()
  expect(thread.id).toBe(discord.messages('general')[0]?.id)
  await thread.send('inside')
  expect(discord.messages('talk').map(({ type, content }) => [type, content])).toEqual([
    [21, ''],
    [0, 'inside'],
  ])
  expect((await channel.messages.fetch({ message: thread.id, force: true })).hasThread).toBe(true)
})

test('a second thread from one message is refused with 160004', async () => {
  const { id } = await openThread()
  const start = () => client.rest.post(`/channels/${channel.id}/messages/${id}/threads`, { body: { name: 'again' } })
  await expect(start()).rejects.toMatchObject({ code: 160004, status: 400 })
})

test('too many active threads are refused with 160006', async () => {
  discord.world.activeThreadLimit = 1
  await openThread()
  await expect(openThread()).rejects.toMatchObject({ code: 160006 })
})

test('a thread left alone is archived, a message opens it again', async () => {
  const thread = await openThread()
  const sent = await thread.send('before')
  now += HOUR_MS
  await expect(sent.edit('after')).rejects.toMatchObject({ code: 50083 })
  expect(discord.channel('talk').thread?.archived).toBe(true)
  await thread.send('again')
  expect(discord.channel('talk').thread?.archived).toBe(false)
  await sent.edit('after')
})

test('a locked thread stays shut: 160005 on sending, 50013 on unarchiving', async () => {
  const thread = await openThread()
  discord.archiveThread('talk', { locked: true })
  await expect(thread.send('hello?')).rejects.toMatchObject({ code: 160005 })
  await expect(thread.setArchived(false)).rejects.toMatchObject({ code: 50013 })
  expect(discord.messages('talk')).toHaveLength(1)
})

test('a thread can start without a message, and shows typing until it is archived', async () => {
  const thread = await channel.threads.create({ name: 'free' })
  expect(discord.messages('general').map(({ type }) => type)).toEqual([MessageType.ThreadCreated])
  await thread.sendTyping()
  discord.archiveThread('free')
  await expect(thread.sendTyping()).rejects.toMatchObject({ code: 50083 })
})

test('an archived thread cannot be locked or joined, only opened', async () => {
  const thread = await openThread()
  await thread.setArchived(true)
  await expect(thread.setName('other')).rejects.toMatchObject({ code: 50083 })
  await expect(thread.join()).rejects.toMatchObject({ code: 50083 })
  const opened = await thread.setArchived(false)
  expect(opened.archived).toBe(false)
})

test('SendMessages has no effect in threads, SendMessagesInThreads has', async () => {
  const thread = await openThread()
  discord.deny('general', PermissionFlagsBits.SendMessages)
  await thread.send('still here')
  await expect(channel.send('no')).rejects.toMatchObject({ code: 50013, status: 403 })
  discord.deny('general', PermissionFlagsBits.SendMessagesInThreads)
  await expect(thread.send('no')).rejects.toMatchObject({ code: 50013 })
})

test('a hidden channel is 50001, a deleted one 10003, with its thread', async () => {
  const thread = await openThread()
  discord.deny('general', PermissionFlagsBits.ViewChannel)
  await expect(channel.send('no')).rejects.toMatchObject({ code: 50001, status: 403 })
  const gone = new Promise((resolve) => client.once(Events.ChannelDelete, resolve))
  discord.deleteChannel('general')
  await gone
  for (const id of [channel.id, thread.id]) {
    await expect(client.rest.post(`/channels/${id}/messages`, { body: { content: 'x' } })).rejects.toMatchObject({
      code: 10003,
    })
  }
})

test('names and durations are checked', async () => {
  const root = await channel.send('root')
  const body = { name: 'n'.repeat(101), auto_archive_duration: 61 }
  const error = await client.rest
    .post(`/channels/${channel.id}/messages/${root.id}/threads`, { body })
    .catch((thrown) => thrown)
  expect(error).toMatchObject({
    code: 50035,
    rawError: {
      errors: {
        name: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' }] },
        auto_archive_duration: { _errors: [{ message: 'Value must be one of (60, 1440, 4320, 10080).' }] },
      },
    },
  })
})

import { copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FakeDiscord } from '../fakes/discord/server.ts'
import type { FakeSlack } from '../fakes/slack/fake-slack.ts'
import { type BothPlatforms, openBothPlatforms, until } from './both-platforms.ts'

const MARCH = '2024-03-14-aleinik-in-new-delhi.md'
const JULY = '2024-07-04-astana-summit.txt'
const TENTH = 'Belarus became the tenth member of the Shanghai Cooperation Organisation'
const HOPES = 'hopes to become a full member'

let stage: BothPlatforms
let slack: FakeSlack
let discord: FakeDiscord

beforeEach(async () => {
  stage = await openBothPlatforms('[india-belarus]')
  ;({ slack, discord } = stage)
  await copyFile('briefs/india-belarus/topic.yaml', join(stage.topicFolder, 'topic.yaml'))
})
afterEach(() => stage.close())

async function restart(): Promise<void> {
  expect(await stage.desk?.stop()).toBe(0)
  await stage.start()
}

const sample = async (name: string) => await readFile(join('briefs', 'india-belarus', name), 'utf8')

/** What people see in the thread of the first message of each channel. */
const discordIn = (channel: string) => stage.seenOnDiscord(channel)
const inSlack = () => {
  const [head] = slack.messages('C1')
  const replies = slack.messages('C1').filter(({ threadTs, ts }) => threadTs === head?.ts && ts !== head?.ts)
  return replies.map((message) => slack.readable(message).join('\n'))
}
const inDiscord = () => discordIn(discordIn(discord.channelId)[0]?.id ?? '').map((message) => discord.readable(message))
const both = () => [inSlack(), inDiscord()]
const lengths = () => both().map(({ length }) => length)
const last = () => both().map((texts) => texts.at(-1) ?? '')

/** Resolves once the desk has read its folder again, and has had another beat after that. */
async function beats(): Promise<void> {
  await stage.readsFolder()
  await stage.readsFolder()
}

/** So that the document is read, and then the ten minutes are over that others are waited for. */
async function passTenMinutes(): Promise<void> {
  await beats()
  vi.setSystemTime(Date.now() + 10 * 60_000 + 1_000)
}

async function askInBoth(question: string): Promise<void> {
  const [head] = slack.messages('C1')
  const text = `<@${slack.identity.botUserId}> ${question}`
  slack.say({ channel: 'C1', user: 'U1', text, threadTs: head?.ts ?? '' })
  discord.say({
    channel: discordIn(discord.channelId)[0]?.id ?? '',
    user: 'ana',
    content: question,
    mentions: [discord.botUserId],
  })
  await until(() => last().every((text) => text !== '' && !text.includes(question)))
}

test('a story in its thread: answers, one update, silence, a correction, and a restart between each', async () => {
  await stage.drop(MARCH, await sample(MARCH))
  await stage.start()
  await until(() => stage.desk?.printed.out.includes('1 topic briefed') === true)
  vi.setSystemTime(new Date('2026-11-24T08:00:00Z'))
  await until(() => lengths().every((count) => count === 1))
  for (const text of last()) expect(text).toContain('Sergei Aleinik')

  await restart()
  await askInBoth("Which country ratified Belarus's SCO memorandum first?")
  for (const text of last()) {
    expect(text).toContain('India was the first country to ratify the memorandum')
    expect(text).toContain('14 March 2024')
  }
  await askInBoth('When did Aleinik meet Modi?')
  for (const text of last()) expect(text).toContain('The documents do not say')

  await restart()
  let before = lengths()
  await stage.drop(JULY, await sample(JULY))
  await passTenMinutes()
  await until(() => lengths().every((count, index) => count === (before[index] ?? 0) + 1))
  for (const text of last()) {
    expect(text).toContain(TENTH)
    expect(text).toContain(HOPES)
    expect(text).toContain('4 July 2024')
  }

  // The same text from another file, and then from a site that reworded it a little.
  await restart()
  before = lengths()
  await stage.drop('wire.txt', await sample(JULY))
  await stage.drop('site.txt', (await sample(JULY)).replace('lies entirely in Europe', 'is entirely in Europe'))
  await passTenMinutes()
  await beats()
  expect(lengths()).toEqual(before)
  await rm(join(stage.topicFolder, 'wire.txt'))
  await rm(join(stage.topicFolder, 'site.txt'))

  await restart()
  before = lengths()
  await stage.drop(JULY, (await sample(JULY)).replace('since 2015', 'since 2010'))
  await passTenMinutes()
  await until(() => lengths().every((count, index) => count === (before[index] ?? 0) + 1))
  for (const text of last()) {
    expect(text).toContain('since 2010')
    expect(text).toContain('since 2015')
  }

  // The next digest has nothing to add to what the thread was told.
  await restart()
  const heads = () => [
    slack.messages('C1').filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts).length,
    discordIn(discord.channelId).length,
  ]
  const seen = [lengths(), heads()]
  vi.setSystemTime(new Date('2026-11-25T08:00:05Z'))
  await beats()
  expect([lengths(), heads()]).toEqual(seen)
  const own = slack.messages('C1').filter(({ user }) => user === slack.identity.botUserId)
  expect(own.flatMap((message) => slack.mentions(message))).toEqual([])
  expect(discord.unknownCalls()).toEqual([])
}, 180_000)

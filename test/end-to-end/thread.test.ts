import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MessageType } from 'discord.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts'
import { type FakeSlack, startFakeSlack } from '../fakes/slack/fake-slack.ts'
import { openFolder, type StartedDesk, startDesk } from './running-process.ts'

const MARCH = '2024-03-14-aleinik-in-new-delhi.md'
const JULY = '2024-07-04-astana-summit.txt'
const TENTH = 'Belarus became the tenth member of the Shanghai Cooperation Organisation'
const HOPES = 'hopes to become a full member'

let folder: Awaited<ReturnType<typeof openFolder>>
let slack: FakeSlack
let discord: FakeDiscord
let desk: StartedDesk | undefined

beforeEach(async () => {
  // Only the date is moved: timers and sockets stay real, so that node-cron itself fires the ticks.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T07:58:00Z'), shouldAdvanceTime: true })
  folder = await openFolder()
  slack = await startFakeSlack()
  slack.addUser({ id: 'U1', name: 'ana' })
  slack.addChannel({ id: 'C1', name: 'briefings' })
  discord = await startFakeDiscord()
  await mkdir(topicFolder(), { recursive: true })
  await copyFile('briefs/india-belarus/topic.yaml', join(topicFolder(), 'topic.yaml'))
  await writeFile(
    join(folder.path, 'briefs', 'desk.yaml'),
    `digests:
  - { channel: "slack:C1", topics: [india-belarus], at: "0 8 * * *", zone: UTC }
  - { channel: "discord:${discord.channelId}", topics: [india-belarus], at: "0 8 * * *", zone: UTC }
`,
  )
})

afterEach(async () => {
  await desk?.stop()
  desk = undefined
  vi.useRealTimers()
  await slack.stop()
  await discord.stop()
  await folder.remove()
})

const topicFolder = () => join(folder.path, 'briefs', 'india-belarus')

const until = (reached: () => boolean, timeout = 20_000) =>
  vi.waitFor(
    () => {
      if (!reached()) throw new Error(`not yet: ${reached.toString()}`)
    },
    { timeout, interval: 20 },
  )

async function start(): Promise<StartedDesk> {
  const started = startDesk({
    ATTACHE_BRIEFS: join(folder.path, 'briefs'),
    ATTACHE_DATA: join(folder.path, 'data'),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  })
  desk = started
  await until(() =>
    ['Slack', 'Discord', 'Discord gateway'].every((name) => started.printed.out.includes(`${name} is connected`)),
  )
  return started
}

async function restart(): Promise<void> {
  expect(await desk?.stop()).toBe(0)
  await start()
}

/** Copied as a person does it: it is there at once, and whole. */
async function drop(name: string, text: string): Promise<void> {
  const draft = join(folder.path, 'draft')
  await writeFile(draft, text)
  await rename(draft, join(topicFolder(), name))
}

const sample = async (name: string) => await readFile(join('briefs', 'india-belarus', name), 'utf8')

/** What people see in the thread of the first message of each channel. */
const discordIn = (channel: string) =>
  discord.messages(channel).filter(({ type }) => type !== MessageType.ThreadStarterMessage)
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
  for (const pass of ['first', 'second']) {
    const name = `${pass}-${desk?.printed.out.length}`
    await mkdir(join(folder.path, 'briefs', 'desk-log'), { recursive: true })
    await writeFile(join(folder.path, 'briefs', 'desk-log', `${name}.pdf`), 'x')
    await until(() => desk?.printed.out.includes(`${name}.pdf`) === true)
  }
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
  await drop(MARCH, await sample(MARCH))
  await start()
  await until(() => desk?.printed.out.includes('1 topic briefed') === true)
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
  await drop(JULY, await sample(JULY))
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
  await drop('wire.txt', await sample(JULY))
  await drop('site.txt', (await sample(JULY)).replace('lies entirely in Europe', 'is entirely in Europe'))
  await passTenMinutes()
  await beats()
  expect(lengths()).toEqual(before)
  await rm(join(topicFolder(), 'wire.txt'))
  await rm(join(topicFolder(), 'site.txt'))

  await restart()
  before = lengths()
  await drop(JULY, (await sample(JULY)).replace('since 2015', 'since 2010'))
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

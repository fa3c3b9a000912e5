import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MessageType } from 'discord.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts'
import { type FakeSlack, startFakeSlack } from '../fakes/slack/fake-slack.ts'
import { openFolder, type StartedDesk, startDesk } from './running-process.ts'

const DOCUMENT = `---
title: Belarus backs India for a permanent Security Council seat
date: 2024-03-14
---

Belarus supports India's bid for a permanent seat in the Security Council, Foreign Minister Sergei Aleinik said in New Delhi.

India was the first country to ratify the memorandum on Belarus's accession to the Shanghai Cooperation Organisation (SCO).
Belarus is also interested in joining BRICS, the foreign minister said. The two governments aim at a strategic partnership.
`
const QUESTION = "Which country was the first to ratify the memorandum on Belarus's accession?"

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
  await mkdir(join(folder.path, 'briefs', 'india-belarus'), { recursive: true })
  await writeFile(
    join(folder.path, 'briefs', 'desk.yaml'),
    `digests:
  - { channel: "slack:C1", topics: all, at: "0 8 * * *", zone: UTC }
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

function start(): StartedDesk {
  desk = startDesk({
    ATTACHE_BRIEFS: join(folder.path, 'briefs'),
    ATTACHE_DATA: join(folder.path, 'data'),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  })
  return desk
}

const until = (reached: () => boolean, timeout = 10_000) =>
  vi.waitFor(
    () => {
      if (!reached()) throw new Error(`not yet: ${reached.toString()}`)
    },
    { timeout, interval: 20 },
  )
/** What people see in a channel or thread: without the empty message that Discord opens a thread with. */
const discordMessages = (channel = discord.channelId) =>
  discord.messages(channel).filter(({ type }) => type !== MessageType.ThreadStarterMessage)
const slackTexts = () => slack.messages('C1').map((message) => slack.readable(message).join('\n'))
const discordTexts = (channel = discord.channelId) =>
  discordMessages(channel).map((message) => discord.readable(message))

test('from a document dropped at 07:58 to an answer in the thread, a quiet day, and a restart', async () => {
  const started = start()
  await until(
    () => started.printed.out.includes('Slack is connected') && started.printed.out.includes('Discord is connected'),
  )

  // 07:58: somebody drops a document, as a copy that is renamed into place.
  const draft = join(folder.path, 'draft')
  await writeFile(draft, DOCUMENT)
  await rename(draft, join(folder.path, 'briefs', 'india-belarus', '2024-03-14-aleinik.md'))
  await until(() => started.printed.out.includes('1 topic briefed'))
  expect(slack.messages('C1')).toEqual([])

  // 08:00: one digest goes to each channel, its brief in its thread.
  vi.setSystemTime(new Date('2026-11-24T08:00:00Z'))
  await until(() => slack.messages('C1').length === 2 && discordMessages().length === 1)
  const [edition, brief] = slack.messages('C1')
  expect(slackTexts()[0]).toContain('Belarus backs India')
  expect(brief?.threadTs).toBe(edition?.ts)
  expect(slackTexts()[1]).toContain('Sergei Aleinik')
  const [discordEdition] = discordMessages()
  const thread = discordEdition?.id ?? ''
  await until(() => discordMessages(thread).length === 1)
  expect(discordTexts()[0]).toContain('Belarus backs India')
  expect(discordTexts(thread)[0]).toContain('Sergei Aleinik')

  // Somebody asks in each thread.
  slack.say({
    channel: 'C1',
    user: 'U1',
    text: `<@${slack.identity.botUserId}> ${QUESTION}`,
    threadTs: edition?.ts ?? '',
  })
  await until(() =>
    slackTexts().some((text) => text.includes('India was the first country to ratify') && text !== slackTexts()[1]),
  )
  const answer = slack.messages('C1').at(-1)
  expect(answer?.threadTs).toBe(edition?.ts)
  expect(slackTexts().at(-1)).toContain('14 March 2024')
  discord.say({ channel: thread, user: 'ana', content: QUESTION, mentions: [discord.botUserId] })
  await until(() => discordTexts(thread).at(-1)?.includes('India was the first country to ratify') === true)
  expect(discordMessages(thread)).toHaveLength(3)

  // The next slot has nothing new: quiet.
  const before = [slack.messages('C1').length, discordMessages().length, discordMessages(thread).length]
  const now = () => [slack.messages('C1').length, discordMessages().length, discordMessages(thread).length]
  vi.setSystemTime(new Date('2026-11-25T08:00:05Z'))
  await ticks(started)
  expect(now()).toEqual(before)

  // Restarted, it posts nothing twice, and its threads still answer.
  expect(await started.stop()).toBe(0)
  const restarted = start()
  await until(
    () =>
      restarted.printed.out.includes('Slack is connected') && restarted.printed.out.includes('Discord is connected'),
  )
  vi.setSystemTime(new Date('2026-11-26T08:00:05Z'))
  await ticks(restarted)
  expect(now()).toEqual(before)
  slack.say({
    channel: 'C1',
    user: 'U1',
    text: `<@${slack.identity.botUserId}> What do the two governments aim at?`,
    threadTs: edition?.ts ?? '',
  })
  await until(() => slackTexts().at(-1)?.includes('strategic partnership') === true)

  const own = slack.messages('C1').filter(({ user }) => user === slack.identity.botUserId)
  expect(own.flatMap((message) => slack.mentions(message))).toEqual([])
  expect(discord.unknownCalls()).toEqual([])
})

/** Resolves after at least two more ticks: a document that is dropped now is briefed by a tick that begins later. */
async function ticks(started: StartedDesk): Promise<void> {
  const name = `tick-${started.printed.out.length}`
  await mkdir(join(folder.path, 'briefs', 'desk-log'), { recursive: true })
  await writeFile(join(folder.path, 'briefs', 'desk-log', `${name}.pdf`), 'x')
  await until(() => started.printed.out.includes(`${name}.pdf`))
}

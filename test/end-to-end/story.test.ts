import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FakeDiscord } from '../fakes/discord/server.ts'
import type { FakeSlack } from '../fakes/slack/fake-slack.ts'
import { type BothPlatforms, openBothPlatforms, until } from './both-platforms.ts'

const DOCUMENT = `---
title: Belarus backs India for a permanent Security Council seat
date: 2024-03-14
---

Belarus supports India's bid for a permanent seat in the Security Council, Foreign Minister Sergei Aleinik said in New Delhi.

India was the first country to ratify the memorandum on Belarus's accession to the Shanghai Cooperation Organisation (SCO).
Belarus is also interested in joining BRICS, the foreign minister said. The two governments aim at a strategic partnership.
`
const QUESTION = "Which country was the first to ratify the memorandum on Belarus's accession?"

let stage: BothPlatforms
let slack: FakeSlack
let discord: FakeDiscord

beforeEach(async () => {
  stage = await openBothPlatforms('all')
  ;({ slack, discord } = stage)
})
afterEach(() => stage.close())

const discordMessages = (channel = discord.channelId) => stage.seenOnDiscord(channel)
const slackTexts = () => slack.messages('C1').map((message) => slack.readable(message).join('\n'))
const discordTexts = (channel = discord.channelId) =>
  discordMessages(channel).map((message) => discord.readable(message))

test('from a document dropped at 07:58 to an answer in the thread, a quiet day, and a restart', async () => {
  const started = await stage.start()

  // 07:58: somebody drops a document, as a copy that is renamed into place.
  await stage.drop('2024-03-14-aleinik.md', DOCUMENT)
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
  await stage.readsFolder()
  expect(now()).toEqual(before)

  // Restarted, it posts nothing twice, and its threads still answer.
  expect(await started.stop()).toBe(0)
  await stage.start()
  vi.setSystemTime(new Date('2026-11-26T08:00:05Z'))
  await stage.readsFolder()
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

import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { threadWording } from '../../../src/core/conversation/thread-wording.ts'
import { wording } from '../../../src/core/wording.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import type { Ephemeral, Message } from '../../fakes/slack/workspace.ts'
import { openRealDesk, type RealDesk } from './real-desk.ts'

const LONG = Array.from({ length: 14 }, (_, index) => {
  return `On ${index + 1} March 2024 the council of Burgas paid ${index + 3} million for pier ${index + 20} of its harbour.`
}).join(' ')

let real: RealDesk
let slack: FakeSlack

beforeEach(async () => {
  real = await openRealDesk()
  slack = real.slack
  real.desk.source.put('burgas/piers.md', LONG)
  await real.desk.tick()
})

afterEach(async () => await real.stop())

/** A brief in the channel whose thread the desk knows. */
async function post(topic: string): Promise<Message> {
  const before = slack.messages('C1').length
  await slack.command({ command: '/brief', text: topic, user: 'U1', channel: 'C1' })
  await slack.until(() => slack.messages('C1').length > before)
  const message = slack.messages('C1').at(-1)
  if (message === undefined) throw new Error('not posted')
  const target = { platform: 'slack', channel: 'C1' }
  await vi.waitFor(async () => expect(await real.desk.store.topicsOfThread(target, message.ts)).toEqual([topic]))
  return message
}

async function press(message: Message | Ephemeral, actionId: string, user = 'U1'): Promise<string[]> {
  const { responses } = await slack.click({ message, actionId, user })
  await slack.until(() => responses.length > 0)
  return responses.flatMap((response) => slack.readable(response))
}

it('Sources quotes what the brief rests on, for whoever pressed it', async () => {
  const shown = await press(await post('varna'), 'sources')
  expect(shown).toContain(
    '> The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.',
  )
  expect(slack.messages('C1')).toHaveLength(1)
})

it('More says what the brief had no room for, and nothing that it shows', async () => {
  for (const name of ['2024-02-12-how-the-council-is-made-up.md', '2024-05-20-who-wants-what.txt']) {
    const text = await readFile(`briefs/unsc-reform/${name}`, 'utf8')
    real.desk.source.put(`council/${name}`, text.replace(/^---.*?---/su, ''))
  }
  await real.desk.tick()
  const message = await post('council')
  const shown = await press(message, 'more')
  const more = shown.filter((line) => line.startsWith('• '))
  expect(more.length).toBeGreaterThan(0)
  const said = slack.readable(message).join('\n')
  for (const line of more) expect(said).not.toContain(line.slice(2).replace(/ \[\d+\]$/u, ''))
})

it('Follow and Unfollow are for whoever may set up digests here', async () => {
  const message = await post('varna')
  const follows = async () =>
    (await real.desk.store.followsIn({ platform: 'slack', channel: 'C1' })).map(({ topic }) => topic)
  expect((await press(message, 'follow'))[0]).toContain('Only some may set up a digest here')
  expect(await follows()).toEqual([])
  expect(await press(message, 'follow', 'U2')).toEqual([threadWording.followed('Varna')])
  expect(await follows()).toEqual(['varna'])
  const channel = slack.workspace.channels.get('C1')
  if (channel !== undefined) channel.botIsMember = false
  real.now += 60_000
  expect((await press(message, 'follow', 'U2'))[0]).toContain('/invite @fakebot')
})

it('is not offered to follow what one person alone sees', async () => {
  const { responses } = await slack.command({ command: '/brief', text: 'varna private', user: 'U2', channel: 'C1' })
  await slack.until(() => responses.length > 0)
  const [shown] = responses
  expect(shown === undefined ? '' : slack.readable(shown).at(-1)).toBe(`[${wording.sources}] [${wording.moreButton}]`)
})

it('looks in all topics for what the thread’s own do not say', async () => {
  const message = await post('varna')
  const text = '<@U0FAKEBOT1> How much did the council of Burgas pay for pier 22?'
  slack.say({ channel: 'C1', user: 'U1', text, threadTs: message.ts })
  await slack.until(() => slack.thread('C1', message.ts).length > 2)
  const answer = slack.thread('C1', message.ts)[2]
  if (answer === undefined) throw new Error('no answer')
  expect(slack.readable(answer).at(-1)).toBe(`[${threadWording.everywhere}]`)
  expect((await press(answer, 'everywhere')).join('\n')).toContain('5 million for pier 22')
})

it('keeps what people think of what it posted, once for each, and of nothing else', async () => {
  const message = await post('varna')
  const { message: chat } = slack.say({ channel: 'C1', user: 'U1', text: 'Good morning' })
  const reactions = [
    ...slack.react(message, 'U1', '+1'),
    ...slack.react(message, 'U1', '+1::skin-tone-3'),
    ...slack.react(message, 'U2', 'thumbsdown'),
    ...slack.react(message, 'U2', 'eyes'),
    ...slack.react(chat, 'U1', '+1'),
  ]
  for (const envelope of reactions) slack.redeliver(envelope)
  await slack.until(() => reactions.every(({ acks }) => acks.length === 2))
  const kept = await real.desk.store.feedbackSince('2026-01-01T00:00:00.000Z')
  expect(kept.map(({ verdict }) => verdict).sort()).toEqual(['useful', 'useless'])
  expect(kept[0]?.shown).toContain('The harbour of Varna was closed')
  expect(JSON.stringify(kept)).not.toMatch(/U[12]\b/u)
  expect(slack.ephemerals('U1')).toEqual([])
})

import { MessageType, PermissionFlagsBits } from 'discord.js'
import { expect, test, vi } from 'vitest'
import { createDiscord } from '../../src/platforms/discord/platform.ts'
import { startFakeDiscord } from '../fakes/discord/server.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openDeskOn } from '../platforms/running-desk.ts'
import { openRealDesk } from '../platforms/slack/real-desk.ts'

const LATER = 'A dredger from Burgas deepened the channel to 14 metres on 9 May 2024, the port authority announced.'
const TEN_MINUTES = 10 * 60_000

/** A brief that was looked up follows nothing; once its *Follow* was pressed, its thread is told what comes later, until *Unfollow*. */
test('on Slack, the thread of a looked-up brief is told of later documents once somebody wants it', async () => {
  const real = await openRealDesk()
  const { slack, desk } = real
  try {
    await slack.command({ command: '/brief', text: 'varna', user: 'U1', channel: 'C1' })
    await slack.until(() => slack.messages('C1').length === 1)
    const [brief] = slack.messages('C1')
    if (brief === undefined) throw new Error('no brief')
    const inThread = () => slack.thread('C1', brief.ts).slice(1)
    const later = async (location: string, text: string) => {
      desk.source.put(`varna/${location}`, text)
      await desk.tick()
      real.now += TEN_MINUTES
      await desk.tick()
    }
    await later(
      'first.md',
      'A crane fell into the basin on 4 May 2024 while the pilots were away, said the harbour master.',
    )
    expect(inThread()).toEqual([])
    await slack.click({ message: brief, user: 'U2', actionId: 'follow' })
    await vi.waitFor(async () => expect(await desk.store.followsOf('varna')).toHaveLength(1))
    await later('second.md', LATER)
    expect(inThread()).toHaveLength(1)
    const [update] = inThread()
    if (update === undefined) throw new Error('no update')
    expect(slack.readable(update).join('\n')).toContain('A dredger from Burgas')
    await slack.click({ message: update, user: 'U2', actionId: 'unfollow' })
    await vi.waitFor(async () => expect(await desk.store.followsOf('varna')).toEqual([]))
    await later('third.md', LATER.replace('14 metres on 9 May', '15 metres on 19 May'))
    expect(inThread()).toHaveLength(1)
  } finally {
    await real.stop()
  }
})

test('on Discord, the thread of a looked-up brief is told of later documents once somebody wants it', async () => {
  let now = Date.parse('2026-11-24T12:00:00Z')
  const discord = await startFakeDiscord({ now: () => now })
  discord.addUser({ name: 'ben' })
  discord.addUser({
    name: 'mia',
    permissions:
      PermissionFlagsBits.ManageChannels | PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages,
  })
  const { token, apiUrl } = discord
  const platform = createDiscord({ token, apiUrl, log: createKeptLog(), now: () => new Date(now) })
  const desk = await openDeskOn(platform, () => now, [], [platform.ear])
  try {
    const exchange = await discord.command({
      name: 'brief',
      options: { topic: 'varna' },
      user: 'ben',
      channel: 'general',
    })
    const brief = await exchange.answered()
    const inThread = () => discord.messages(brief.id).filter(({ type }) => type !== MessageType.ThreadStarterMessage)
    const later = async (location: string, text: string) => {
      desk.source.put(`varna/${location}`, text)
      await desk.tick()
      now += TEN_MINUTES
      await desk.tick()
    }
    const button = (message: typeof brief, label: string) => {
      const buttons = message.components.flatMap(({ components }) => components ?? [])
      const found = buttons.find((each) => each.label === label)
      if (found?.custom_id === undefined) throw new Error(`no button ${label}`)
      return found.custom_id
    }
    await later(
      'first.md',
      'A crane fell into the basin on 4 May 2024 while the pilots were away, said the harbour master.',
    )
    const refused = await discord.click({ message: brief, customId: button(brief, 'Follow'), user: 'ben' })
    await refused.answered()
    expect(await desk.store.followsOf('varna')).toEqual([])
    await (await discord.click({ message: brief, customId: button(brief, 'Follow'), user: 'mia' })).answered()
    expect(await desk.store.followsOf('varna')).toHaveLength(1)
    await later('second.md', LATER)
    expect(inThread().map((message) => discord.readable(message))).toEqual([
      expect.stringContaining('A dredger from Burgas'),
    ])
    const [update] = inThread()
    if (update === undefined) throw new Error('no update')
    await (await discord.click({ message: update, customId: button(update, 'Unfollow'), user: 'mia' })).answered()
    expect(await desk.store.followsOf('varna')).toEqual([])
    await later('third.md', LATER.replace('14 metres on 9 May', '15 metres on 19 May'))
    expect(inThread()).toHaveLength(1)
    expect(discord.breakdowns).toEqual([])
  } finally {
    await desk.stop()
    await discord.stop()
  }
})

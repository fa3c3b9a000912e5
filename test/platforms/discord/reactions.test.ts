import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openDeskOn } from '../running-desk.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeEach(async () => {
  // Neither reactions nor whose message they are on need a privileged intent.
  stage = await openStage({ privilegedIntents: 0 })
})

afterEach(async () => {
  await stage.end()
  expect(stage.discord.breakdowns).toEqual([])
})

/** What the desk was told by the time that it hears a last mention. */
async function told() {
  const { discord, desk } = stage
  discord.say({ channel: 'other', user: 'zoe', content: 'last', mentions: ['bot'] })
  await discord.until(() => desk.heard.some(({ text }) => text === 'last'))
  await discord.until(() => desk.actions.length > 0)
  return desk.actions
}

it('hands 👍 and 👎 on what it posted to the desk, of whatever colour, once each, and nothing else', async () => {
  const { discord, desk, platform } = stage
  await platform.start(desk)
  const target = { platform: 'discord', channel: discord.channelId }
  const { message } = await platform.post(target, { kind: 'notice', text: 'news' }, 'k')
  const chat = discord.say({ channel: 'general', user: 'ben', content: 'Good morning' })
  const react = (user: string, emoji: string, on = message) =>
    discord.react({ channel: 'general', user, emoji, message: on })
  react('ana', '👀')
  react('ana', '👍', chat.id)
  discord.react({ channel: 'general', user: 'ana', emoji: '👍', message, isOwn: true })
  react('bot', '👍')
  react('ana', '👍')
  react('ana', '👍🏽')
  react('ben', '👎🏿')
  discord.gateway.drop()
  await discord.untilConnected()
  discord.gateway.repeat()
  const actions = await told()
  expect(actions.map(({ name, asker }) => [name, discord.world.users.get(asker.user)?.name])).toEqual([
    ['useful', 'ana'],
    ['useless', 'ben'],
  ])
  expect(actions[0]).toEqual({
    name: 'useful',
    value: '',
    place: { platform: 'discord', workspace: discord.guildId, channel: discord.channelId },
    channel: discord.channelId,
    message,
    asker: { user: expect.any(String), manages: false },
    event: expect.stringMatching(/^discord:reaction\.\w+$/u),
  })
})

it('in threads and direct messages too', async () => {
  const { discord, desk, platform } = stage
  await platform.start(desk)
  const head = discord.say({ channel: 'general', user: 'ana', content: 'hello' })
  discord.openThread({ channel: 'general', user: 'ana', name: 'talk', message: head.id })
  const inThread = { platform: 'discord', channel: discord.channelId, thread: head.id }
  const { message } = await platform.post(inThread, { kind: 'notice', text: 'news' }, 'k1')
  const { id: channel } = discord.directMessages('ana')
  const private_ = await platform.post({ platform: 'discord', channel }, { kind: 'notice', text: 'news' }, 'k2')
  discord.react({ channel: 'talk', user: 'ana', emoji: '👍', message })
  discord.react({ channel, user: 'ana', emoji: '👎', message: private_.message })
  await discord.until(() => desk.actions.length === 2)
  expect(desk.actions.toSorted((one, other) => one.name.localeCompare(other.name))).toMatchObject([
    { name: 'useful', channel: discord.channelId, thread: head.id, message },
    { name: 'useless', channel, message: private_.message, place: { channel } },
  ])
})

it('is kept with what was shown and without whose it is; nobody is answered', async () => {
  const { discord, platform } = stage
  const desk = await openDeskOn(platform, Date.now, [], [platform.ear])
  const brief = await discord.command({ channel: 'general', user: 'ana', name: 'brief', options: { topic: 'varna' } })
  await brief.answered()
  const message = await discord.until(() => discord.messages('general').at(-1)?.id)
  const posted = discord.messages('general').length
  await vi.waitFor(async () => {
    expect(await desk.store.replyAt({ platform: 'discord', channel: discord.channelId }, message)).toBeDefined()
  })
  discord.react({ channel: 'general', user: 'ana', emoji: '👍', message })
  discord.react({ channel: 'general', user: 'ben', emoji: '👎', message })
  await vi.waitFor(async () => {
    const kept = await desk.store.feedbackSince('2000-01-01T00:00:00.000Z')
    expect(kept.map(({ verdict }) => verdict).toSorted()).toEqual(['useful', 'useless'])
    expect(kept[0]?.shown).toContain('The harbour of Varna was closed')
    const people = [...discord.world.users.values()].filter(({ name }) => name === 'ana' || name === 'ben')
    for (const { id, name } of people) {
      expect(JSON.stringify(kept)).not.toContain(id)
      expect(JSON.stringify(kept)).not.toContain(name)
    }
  })
  expect(discord.messages('general')).toHaveLength(posted)
  await desk.stop()
})

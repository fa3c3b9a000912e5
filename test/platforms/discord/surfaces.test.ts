import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wording } from '../../../src/core/wording.ts'
import { briefReply } from '../../contracts/platform-samples.ts'
import type { Message } from '../../fakes/discord/world.ts'
import { openStage, type Stage } from './stage.ts'

const BRIEF = { name: 'brief', options: { topic: 'india-belarus' }, user: 'ana', channel: 'general' }

let stage: Stage
/** Milliseconds by which the world's clock is ahead. */
let passed = 0

beforeEach(async () => {
  passed = 0
  stage = await openStage({ now: () => Date.now() + passed })
  await stage.platform.start(stage.desk)
})

afterEach(async () => {
  await stage.end()
  expect(stage.discord.breakdowns).toEqual([])
  expect(stage.discord.unknownCalls()).toEqual([])
})

describe('Ask', () => {
  async function opened() {
    stage.desk.reply = briefReply({ id: 'b7' })
    const message = await (await stage.discord.command(BRIEF)).answered()
    return { message, opener: await stage.discord.click({ message, customId: 'ask:india-belarus', user: 'ben' }) }
  }

  it('opens a form, and its question is heard as if it stood in the thread of the brief', async () => {
    const { discord, desk } = stage
    const { message, opener } = await opened()
    expect(opener.modal?.title).toBe(wording.ask)
    const exchange = await discord.submitModal(opener, { question: '  When did they meet? ' })
    expect(exchange.ephemeral).toBe(true)
    expect(discord.readable(await exchange.answered())).toContain(wording.answerInThread)
    expect(desk.heard).toEqual([
      {
        event: `discord:${exchange.interaction.id}`,
        place: { platform: 'discord', workspace: discord.guildId, channel: discord.channelId },
        channel: discord.channelId,
        message: message.id,
        thread: message.id,
        text: 'When did they meet?',
        addressed: true,
        unseen: true,
      },
    ])
  })

  it('below a brief for one person is answered for that person', async () => {
    const { discord, desk } = stage
    desk.reply = briefReply({ id: 'b7' })
    const use = { ...BRIEF, options: { topic: 'india-belarus', private: true } }
    const message = await (await discord.command(use)).answered()
    const opener = await discord.click({ message, customId: 'ask:india-belarus', user: 'ana' })
    desk.reply = { kind: 'notice', text: 'In March' }
    const exchange = await discord.submitModal(opener, { question: 'When?' })
    expect(discord.readable(await exchange.answered())).toContain('In March')
    expect(desk.heard).toEqual([])
    expect(desk.commands.slice(1)).toMatchObject([{ name: 'ask', question: 'When?', topic: 'india-belarus' }])
  })

  it('stands behind what is for reading', async () => {
    const { message } = await opened()
    expect(stage.discord.readable(message).split('\n').slice(-3)).toEqual(['[Sources]', '[More]', '[Ask]'])
  })

  it('wants a question', async () => {
    const { opener } = await opened()
    const exchange = await stage.discord.submitModal(opener, { question: ' ' })
    expect(stage.discord.readable(await exchange.answered())).toContain('Ask something')
    expect(stage.desk.heard).toEqual([])
  })
})

describe('Brief this', () => {
  const use = (message: Message) => ({ name: wording.briefThis, message: message.id, user: 'ana', channel: 'general' })

  it('hands the text of the message to the desk, and its brief stands in the channel', async () => {
    const { discord, desk } = stage
    const message = discord.say({ channel: 'general', user: 'ben', content: 'The harbour closes in **June**.' })
    desk.reply = { ...briefReply({ id: 'p1' }), passage: { id: 'p1', fileUnder: [{ slug: 'varna', title: 'Varna' }] } }
    const exchange = await discord.messageCommand(use(message))
    const shown = discord.readable(await exchange.answered())
    expect(desk.commands).toMatchObject([
      {
        name: 'passage',
        text: 'The harbour closes in **June**.',
        link: `https://discord.com/channels/${discord.guildId}/${discord.channelId}/${message.id}`,
        place: { platform: 'discord', workspace: discord.guildId, channel: discord.channelId },
      },
    ])
    expect(exchange.ephemeral).toBe(false)
    expect(shown).toContain('File under Varna')
    expect(shown).toContain(wording.passageNote)
    await discord.until(() => desk.shown.length > 0)
  })

  it('in direct messages gives nobody the right to file what others see', async () => {
    const { discord, desk } = stage
    const { id } = discord.directMessages('ana')
    const message = discord.say({ channel: id, user: 'ana', content: 'The harbour closes in June.' })
    desk.reply = { ...briefReply({ id: 'p1' }), passage: { id: 'p1', fileUnder: [{ slug: 'varna', title: 'Varna' }] } }
    const brief = await (await discord.messageCommand({ ...use(message), channel: id })).answered()
    await discord.click({ message: brief, customId: 'file:p1 varna', user: 'ana' })
    await discord.until(() => desk.actions.length > 0)
    expect(desk.commands).toMatchObject([{ name: 'passage', asker: { manages: false } }])
    expect(desk.actions).toMatchObject([{ name: 'file', asker: { manages: false } }])
  })

  it('works where the bot may read nothing, since Discord hands the message over', async () => {
    const { discord, desk } = stage
    desk.reply = { kind: 'notice', text: wording.nothingToBrief }
    const message = discord.say({ channel: 'general', user: 'ben', content: '😀' })
    const exchange = await discord.messageCommand(use(message))
    const answer = await exchange.followUp()
    expect(discord.readable(answer)).toContain('nothing to brief')
  })
})

it('a server that the bot is removed from is left, with all its channels', async () => {
  const { discord, desk } = stage
  const left = Promise.withResolvers<Parameters<typeof desk.left>>()
  desk.left = async (...place) => left.resolve(place)
  discord.kickBot(discord.guildId)
  const [place, channels] = await left.promise
  expect(place).toEqual({ platform: 'discord', workspace: discord.guildId })
  expect(channels).toContain(discord.channelId)
})

describe('a server that the bot was removed from while nobody listened', () => {
  const readyAgain = async () => {
    const { platform, discord, desk } = stage
    await platform.ear.open(desk, () => undefined)
    discord.say({ channel: 'general', user: 'zoe', content: 'last', mentions: ['bot'] })
    await discord.until(() => desk.heard.length > 0)
  }

  it('is left once somebody does', async () => {
    const { platform, discord, desk } = stage
    const left = discord.addGuild('left')
    const kept = discord.addGuild('kept')
    desk.workspaces = async () => [discord.guildId, left.id, kept.id]
    await platform.ear.close()
    discord.kickBot('left')
    await readyAgain()
    await discord.until(() => desk.abandoned.length > 0)
    expect(desk.abandoned).toEqual([{ platform: 'discord', workspace: left.id }])
  })

  it('is another thing than one that lets its commands in without it', async () => {
    const { platform, discord, desk } = stage
    const left = discord.addGuild('left')
    const answered = discord.addGuildWithoutBot('answered')
    desk.workspaces = async () => [answered.id, discord.guildId, left.id]
    await platform.ear.close()
    discord.kickBot('left')
    await readyAgain()
    await discord.until(() => desk.abandoned.length > 0)
    expect(desk.abandoned).toEqual([{ platform: 'discord', workspace: left.id }])
  })

  it('is not while Discord does not say whether it was', async () => {
    const { platform, discord, desk, log } = stage
    const left = discord.addGuild('left')
    desk.workspaces = async () => [discord.guildId, left.id]
    await platform.ear.close()
    discord.kickBot('left')
    discord.fault({
      kind: 'api-error',
      code: 50013,
      method: 'GET',
      route: '/applications/:application/guilds/:guild/commands',
    })
    await readyAgain()
    await discord.until(() => log.lines.some((line) => line.includes('were not looked for')))
    expect(desk.abandoned).toEqual([])
  })

  it('is not while the bot is in none that is known: another one may be on its way to all of them', async () => {
    const { platform, discord, desk, log } = stage
    desk.workspaces = async () => ['100', '200']
    await platform.ear.close()
    await readyAgain()
    await discord.until(() => log.lines.some((line) => line.startsWith('warn') && line.includes('none of the servers')))
    expect(desk.abandoned).toEqual([])
  })
})

describe('an answer that takes more than fifteen minutes', () => {
  it('is posted by the bot itself: a brief in the channel', async () => {
    const { discord, desk } = stage
    const { settle } = slowly(desk)
    const exchange = await discord.command(BRIEF)
    passed = 16 * 60_000
    settle(briefReply({ id: 'b7' }))
    const [posted] = await discord.until(() =>
      discord.messages('general').length > 1 ? discord.messages('general').slice(-1) : undefined,
    )
    expect(exchange.edits).toEqual([])
    expect(posted === undefined ? '' : discord.readable(posted)).toContain('[Sources]')
    await discord.until(() => desk.shown.length > 0)
    expect(desk.shown[0]?.[2].message).toBe(posted?.id)
  })

  it('goes to the asker by direct message where it is for them alone', async () => {
    const { discord, desk } = stage
    const { settle } = slowly(desk)
    await discord.command({ name: 'ask', options: { question: 'When?' }, user: 'ana', channel: 'general' })
    passed = 16 * 60_000
    settle({ kind: 'notice', text: 'In March.' })
    const direct = await discord.until(() =>
      [...discord.world.channels.values()].find(({ messages }) =>
        messages.some((message) => discord.readable(message).includes('In March.')),
      ),
    )
    expect(direct.guildId ?? null).toBeNull()
  })
})

/** Lets the test decide when the desk answers. */
function slowly(desk: Stage['desk']) {
  const answer = Promise.withResolvers<Stage['desk']['reply']>()
  desk.command = async () => await answer.promise
  return { settle: answer.resolve }
}

import { PermissionFlagsBits, REST } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../../src/platforms/discord/commands.ts'
import { startDesk } from '../../end-to-end/running-process.ts'
import { type DoctorStage, openDoctorStage } from './stage.ts'

let stage: DoctorStage

beforeEach(async () => {
  stage = await openDoctorStage()
})

afterEach(() => stage.end())

describe('Discord', () => {
  test('a wrong token', async () => {
    await stage.openDiscord()
    stage.env.DISCORD_TOKEN = 'wrong-one'
    await stage.expectFault('Discord token', /Reset Token/u)
  })

  test('a token that was revoked', async () => {
    ;(await stage.openDiscord()).revokeToken()
    await stage.expectFault('Discord token', /does not accept the bot token/u)
  })

  test('a clock that is off', async () => {
    await stage.openDiscord({ now: () => Date.now() + 300_000 })
    await stage.expectFault('Clock by Discord', /5 minutes behind/u)
  })

  test('in no server', async () => {
    const { kickBot } = await stage.openDiscord()
    kickBot('Press Room')
    await stage.expectFault(
      'Discord servers',
      /in none yet; let it in: https:\/\/discord\.com\/oauth2\/authorize\?client_id=/u,
    )
  })

  test('not in the server that the settings name', async () => {
    await stage.openDiscord()
    stage.env.DISCORD_GUILD = '123456789012345678'
    await stage.expectFault(
      'Discord servers',
      /not in 123456789012345678 \(DISCORD_GUILD\); let it in: .*guild_id=123456789012345678/u,
    )
  })

  test('commands that are not registered yet, and that are', async () => {
    await stage.openDiscord()
    await stage.expectNote('Discord commands', /^not registered everywhere .*when it connects/u)
    const desk = startDesk(stage.env)
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Discord is connected')
    await desk.stop()
    const { checks } = await stage.examine()
    expect(checks).toContainEqual({ what: 'Discord commands', state: 'good', words: 'registered everywhere' })
  })

  test('commands that a former setting registered', async () => {
    const { token, apiUrl, applicationId, guildId } = await stage.openDiscord()
    const desk = startDesk(stage.env)
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Discord is connected')
    await desk.stop()
    const rest = new REST({ api: apiUrl }).setToken(token)
    await rest.put(`/applications/${applicationId}/guilds/${guildId}/commands`, { body: COMMANDS })
    await stage.expectNote(
      'Discord commands',
      /^registered everywhere, and still in: Press Room; the desk takes those back/u,
    )
  })

  test('the text of messages, wanted and not granted', async () => {
    await stage.openDiscord({ privilegedIntents: 0 })
    stage.env.DISCORD_MESSAGE_CONTENT = 'on'
    await stage.expectFault('Discord intents', /DISCORD_MESSAGE_CONTENT is on.*Message Content Intent/u)
  })

  test.each([
    ['on', /^Message Content is switched on, as DISCORD_MESSAGE_CONTENT is$/u],
    ['off', /Message Content is switched on, and not used/u],
  ])('the text of messages, granted, with the setting %s', async (setting, words) => {
    await stage.openDiscord()
    stage.env.DISCORD_MESSAGE_CONTENT = setting
    const { checks } = await stage.examine()
    expect(checks).toContainEqual({ what: 'Discord intents', state: 'good', words: expect.stringMatching(words) })
  })

  test.each([
    [0, 'mend', /1000 times a day, and 0 are left: the desk logs in again when they are renewed at 20/u],
    [12, 'mend', /12 are left/u],
    [120, 'note', /120 are left; they are renewed at .* The next is in \d+ s/u],
    [501, 'good', /^501 of 1000 logins left/u],
  ] as const)('%d logins left', async (sessionStarts, state, words) => {
    await stage.openDiscord({ sessionStarts })
    const { checks } = await stage.examine()
    expect(checks).toContainEqual({ what: 'Discord gateway', state, words: expect.stringMatching(words) })
  })

  test.each([
    ['SendMessages', /lacks Send Messages \(to post digests/u],
    ['EmbedLinks', /lacks Embed Links/u],
    ['SendMessagesInThreads', /lacks Send Messages in Threads/u],
    ['ReadMessageHistory', /lacks Read Message History/u],
  ] as const)('no %s in the channel of a digest', async (flag, words) => {
    const { channelId, deny } = await stage.openDiscord()
    deny(channelId, PermissionFlagsBits[flag])
    await stage.order(`discord:${channelId}`)
    await stage.expectFault(`Discord channel ${channelId}`, words)
  })

  test('a channel that the bot cannot see, and one that is not there', async () => {
    const { channelId, deny, deleteChannel } = await stage.openDiscord()
    deny(channelId, PermissionFlagsBits.ViewChannel)
    await stage.order(`discord:${channelId}`)
    await stage.expectFault(`Discord channel ${channelId}`, /cannot see it: give it View Channels/u)
    deleteChannel(channelId)
    await stage.expectFault(`Discord channel ${channelId}`, /there is none; check the id/u)
  })

  test('a server that fails', async () => {
    const fake = await stage.openDiscord()
    fake.fault({ kind: 'error-before', status: 503, route: '/applications/@me' })
    await stage.expectFault('Discord token', /HTTP status 503; .*DISCORD_API_URL/u)
  })
})

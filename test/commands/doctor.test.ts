import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PermissionFlagsBits, REST } from 'discord.js'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../src/app.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import type { Check } from '../../src/core/check.ts'
import { COMMANDS } from '../../src/platforms/discord/commands.ts'
import { SCOPES } from '../../src/platforms/slack/manifest.ts'
import { sampleDigest } from '../contracts/store-samples.ts'
import { openFolder, runCommand, startDesk } from '../end-to-end/running-process.ts'
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from '../fakes/discord/server.ts'
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../fakes/slack/fake-slack.ts'

let folder: Awaited<ReturnType<typeof openFolder>>
let env: Record<string, string>
let slack: FakeSlack | undefined
let discord: FakeDiscord | undefined
/** Everything that was printed, to be searched for credentials. */
let printed: string

beforeEach(async () => {
  folder = await openFolder()
  env = { ATTACHE_BRIEFS: join(folder.path, 'briefs'), ATTACHE_DATA: join(folder.path, 'data'), ATTACHE_HTTP: 'off' }
  printed = ''
  await putFile('varna/a.txt', 'The harbour of Varna was closed on Monday after a storm.')
})
afterEach(async () => {
  for (const secret of ['fake-bot-token', 'fake-app-token', 'discord.token', 'wrong-one', 'hush-hush'])
    expect(printed).not.toContain(secret)
  await slack?.stop()
  await discord?.stop()
  slack = undefined
  discord = undefined
  await folder.remove()
})

async function putFile(path: string, text: string): Promise<void> {
  const file = join(folder.path, 'briefs', path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, text)
  // A file that is a moment old is taken to be still in the writing.
  const before = new Date(Date.now() - 60_000)
  await utimes(file, before, before)
}

async function openSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  slack = await startFakeSlack({ scopes: SCOPES.map(({ scope }) => scope), ...options })
  slack.addChannel({ id: 'C1', name: 'briefings' })
  Object.assign(env, {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  })
  return slack
}

async function openDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  discord = await startFakeDiscord(options)
  Object.assign(env, { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl })
  return discord
}

/** `attache doctor --json`: the exit code, and every check that is not good. */
async function examine(): Promise<{ code: number; checks: Check[]; bad: Check[] }> {
  const { code, out, err } = await runCommand(['doctor', '--json'], env)
  printed += out + err
  const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: Check[] }
  expect(ok).toBe(code === 0)
  return { code, checks, bad: checks.filter(({ state }) => state === 'mend') }
}

/** The only fault there is: where it lies and what is said of it. */
async function expectFault(what: string | RegExp, words: RegExp): Promise<void> {
  const { code, bad } = await examine()
  expect(bad).toEqual([{ what: expect.stringMatching(what), state: 'mend', words: expect.stringMatching(words) }])
  expect(code).toBe(1)
}

/** No fault, and this remark. */
async function expectNote(what: string, words: RegExp): Promise<void> {
  const { code, checks, bad } = await examine()
  expect(bad).toEqual([])
  expect(code).toBe(0)
  expect(checks).toContainEqual({ what, state: 'note', words: expect.stringMatching(words) })
}

const order = (channel: string, topics = 'all') =>
  putFile('desk.yaml', `digests:\n  - { channel: "${channel}", topics: ${topics}, at: "0 8 * * *" }\n`)

describe('a desk that is set up rightly', () => {
  test('says so, a line a check, with a word beside each sign, and exits with 0', async () => {
    await openSlack()
    const { channelId } = await openDiscord()
    await putFile(
      'desk.yaml',
      `digests:\n  - { channel: "slack:C1", topics: all, at: "0 8 * * *" }\n  - { channel: "discord:${channelId}", topics: all, at: "0 9 * * *" }\n`,
    )
    const { code, out } = await runCommand(['doctor'], env)
    printed += out
    expect(code).toBe(0)
    const lines = out.trim().split('\n')
    expect(lines.at(-1)).toBe('Nothing has to be mended.')
    for (const line of lines.slice(0, -2)) expect(line).toMatch(/^(✓ good|– note) {2}[A-Z].*: \S/u)
    for (const words of [
      'Settings: all are understood',
      `Briefs folder: ${env.ATTACHE_BRIEFS}/: 1 document in 1 topic`,
      'is made at the first start',
      'Slack bot token: accepted: @fakebot in Fake Team',
      'Slack scopes: all that it needs, and no more',
      'Clock by Slack: it is right',
      'Slack app token: accepted',
      'Slack socket: it connects',
      'Slack channel C1: @fakebot is a member',
      'Discord token: accepted: fake application',
      'Clock by Discord: it is right',
      'Discord intents: none of the privileged ones is needed',
      'Discord gateway: 1000 of 1000 logins left',
      'Discord servers: the bot is in Press Room',
      `Discord channel ${channelId}: #general in Press Room: the bot may do all that it has to`,
      'Digest for slack C1: next at 0 8 * * *',
    ]) {
      expect(out).toContain(words)
    }
    expect(discord?.unknownCalls()).toEqual([])
    expect(discord?.gateway.identifies).toBe(0)
    await slack?.until(() => slack?.socket.connections === 0)
  })

  test('without platforms says that they are not set up, which is no fault', async () => {
    const { code, checks, bad } = await examine()
    expect([code, bad]).toEqual([0, []])
    for (const what of ['Slack', 'Discord'])
      expect(checks).toContainEqual({ what, state: 'note', words: 'not set up (npx attache setup)' })
  })
})

describe('settings', () => {
  test('each wrong one is said for itself, and the rest is still looked at', async () => {
    Object.assign(env, { ATTACHE_ZONE: 'Mars/Olympus', ATTACHE_LOG: 'loud', ATTACHE_ZONNE: 'UTC' })
    const { bad, checks } = await examine()
    expect(bad.map(({ what, words }) => `${what}: ${words.split(' ')[0]}`)).toEqual([
      'Settings: ATTACHE_ZONE',
      'Settings: ATTACHE_LOG',
      'Settings: ATTACHE_ZONNE',
    ])
    expect(checks.map(({ what }) => what)).toContain('Briefs folder')
  })

  test('half a pair of tokens', async () => {
    env.SLACK_BOT_TOKEN = 'xoxb-wrong-one'
    await expectFault('Settings', /^SLACK_APP_TOKEN is not set.*App-Level Tokens/u)
  })
})

describe('files and database', () => {
  test('no briefs folder', async () => {
    env.ATTACHE_BRIEFS = join(folder.path, 'elsewhere')
    await expectFault('Briefs folder', /elsewhere: there is no such folder; make it/u)
  })

  test('an empty one is no fault', async () => {
    env.ATTACHE_BRIEFS = join(folder.path, 'empty')
    await mkdir(env.ATTACHE_BRIEFS)
    await expectNote('Briefs folder', /holds no documents yet/u)
  })

  test('a document that cannot be read', async () => {
    await putFile('varna/b.txt', '')
    await expectFault('Briefs', /b\.txt: .*(empty|no text)/u)
  })

  test('every document of a large folder is read', async () => {
    for (let number = 0; number < 250; number += 1)
      await putFile(`varna/${number}.txt`, `Ship ${number} came in on Monday.`)
    const { checks } = await examine()
    expect(checks).toContainEqual({
      what: 'Briefs folder',
      state: 'good',
      words: `${env.ATTACHE_BRIEFS}/: 251 documents in 1 topic`,
    })
  })

  test('a mistake in desk.yaml, with its line', async () => {
    await putFile('desk.yaml', 'digests:\n  - { channel: "slack:general", topics: all, at: "0 8 * * *" }\n')
    await expectFault('Briefs', /desk\.yaml:2.*“slack:general” is no channel/u)
  })

  test('a data folder that is a file', async () => {
    await writeFile(env.ATTACHE_DATA ?? '', '')
    await expectFault(
      'Data folder',
      /cannot be written to: a part of its path is a file, not a folder\. .*ATTACHE_DATA/u,
    )
  })

  test('a database that is none', async () => {
    await mkdir(env.ATTACHE_DATA ?? '')
    await writeFile(
      join(env.ATTACHE_DATA ?? '', 'attache.db'),
      'not a database, but long enough to look like one'.repeat(50),
    )
    await expectFault('Database', /attache\.db.*not a SQLite database/u)
  })

  test('a desk that runs is no fault; its socket is left alone', async () => {
    const running = await openSlack()
    const desk = startDesk(env)
    try {
      await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Slack is connected')
      const { code, checks, bad } = await examine()
      expect([code, bad]).toEqual([0, []])
      expect(checks).toContainEqual({ what: 'Desk', state: 'good', words: expect.stringMatching(/^one runs/u) })
      expect(checks).toContainEqual({
        what: 'Slack socket',
        state: 'note',
        words: expect.stringMatching(/^not tried/u),
      })
      expect(running.socket.opened).toBe(1)
    } finally {
      await desk.stop()
    }
  })

  test('a digest that is paused, with why', async () => {
    await order('terminal')
    const desk = startDesk(env)
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Ctrl+C stops')
    await desk.stop()
    const store = await openDatabase(readEnvironment(env), 'owner')
    for (const { id } of await store.digests())
      await store.pauseDigest(id, 'the channel is gone', new Date().toISOString())
    await store.close()
    await expectFault('Digest for this terminal', /^it is paused: the channel is gone\. .*start the desk again/u)
  })

  test('a digest of a channel that is paused, with what lets it go on', async () => {
    const store = await openDatabase(readEnvironment(env), 'owner')
    await store.saveDigest(sampleDigest({ origin: 'channel', author: 'U1', paused: 'the channel is archived' }))
    await store.close()
    await expectFault(
      'Digest for slack C1',
      /^it is paused: the channel is archived\. Mend that, then \/digest resume/u,
    )
  })

  test('a digest of a topic that there is not is pointed out, but is no fault', async () => {
    await order('terminal', '[varan]')
    const { code, checks } = await examine()
    expect(code).toBe(0)
    expect(checks).toContainEqual({
      what: 'Briefs',
      state: 'note',
      words: expect.stringMatching(/desk\.yaml:\d+: no topic is called “varan” yet/u),
    })
  })

  test('a digest for a platform that is not set up', async () => {
    await order('slack:C1')
    await expectFault('Digest for slack C1', /goes nowhere/u)
  })

  test('PostgreSQL answers', async () => {
    env.DATABASE_URL = inject('postgres')
    const { bad, checks } = await examine()
    expect(bad).toEqual([])
    expect(checks).toContainEqual({ what: 'PostgreSQL', state: 'good', words: 'it answers' })
  })

  test('PostgreSQL does not answer', async () => {
    env.DATABASE_URL = 'postgres://me:hush-hush@127.0.0.1:1/desk'
    await expectFault('PostgreSQL', /cannot be used: .*ECONNREFUSED/u)
  })
})

describe('feeds and pages', () => {
  const FEEDS = ['https://a.example/rss', 'https://b.example/rss', 'https://c.example/rss'] as const
  const AT = '2026-11-20T08:00:00.000Z'

  async function fill(failures: number, answeredAt = true): Promise<void> {
    await putFile('varna/topic.yaml', `feeds: [${FEEDS.join(', ')}]\npages: [https://p.example/]\n`)
    const store = await openDatabase(readEnvironment(env), 'guest')
    const [first, second] = FEEDS.map((feed) => `${feed}#varna`)
    await store.watchAddresses('feeds', [first ?? '', second ?? ''], AT)
    const known = { address: first ?? '', nextAt: AT, ...(answeredAt ? { answeredAt: AT } : {}) }
    const trouble = 'a.example: there is nothing at this address (404)'
    await store.settleFetch('feeds', { ...known, failures, ...(failures > 0 ? { failingSince: AT, trouble } : {}) })
    await store.close()
  }

  test('all of them well', async () => {
    await fill(0)
    const { code, checks } = await examine()
    expect(code).toBe(0)
    expect(checks).toContainEqual({ what: 'Feeds', state: 'good', words: '3 are followed, none of them failing' })
    expect(checks).toContainEqual({ what: 'Pages', state: 'good', words: '1 is watched, none of them failing' })
  })

  test('one that has a bad day is no fault', async () => {
    await fill(2)
    await expectNote('Feeds', /a\.example\/rss \(varna\/topic\.yaml:1\): Cannot be read since 20 November 2026/u)
  })

  test.each([
    [4, true],
    [1, false],
  ])('one that fails for good: %i times, ever read: %j', async (failures, everRead) => {
    await fill(failures, everRead)
    const { code, checks } = await examine()
    expect(code).toBe(1)
    expect(checks).toContainEqual({ what: 'Feeds', state: 'note', words: '3 are followed, 1 of them failing' })
    expect(checks).toContainEqual({
      what: 'Feeds',
      state: 'mend',
      words: expect.stringMatching(/since 20 November 2026 .*nothing at this address \(404\)\..* take it out/u),
    })
  })
})

describe('Slack', () => {
  test('a wrong bot token', async () => {
    await openSlack()
    env.SLACK_BOT_TOKEN = 'xoxb-wrong-one'
    await expectFault('Slack bot token', /invalid_auth\. You find it at .*OAuth & Permissions/u)
  })

  test('a bot token that was revoked', async () => {
    ;(await openSlack()).revokeToken()
    await expectFault('Slack bot token', /token_revoked\. You find it at/u)
  })

  test('a wrong app token', async () => {
    await openSlack()
    env.SLACK_APP_TOKEN = 'xapp-wrong-one'
    await expectFault('Slack app token', /invalid_auth\. You find it at .*connections:write/u)
  })

  test.each(SCOPES.map(({ scope }) => scope))('the scope %s is missing', async (scope) => {
    await openSlack({ scopes: SCOPES.map((one) => one.scope).filter((other) => other !== scope) })
    await expectFault('Slack scopes', new RegExp(`^missing: ${scope} \\(to .*reinstall the app$`, 'u'))
  })

  test('more scopes than needed are no fault', async () => {
    await openSlack({ scopes: [...SCOPES.map(({ scope }) => scope), 'users:write'] })
    await expectNote('Slack scopes', /and more: users:write\. You may remove/u)
  })

  test('not a member of a channel that a digest goes to', async () => {
    ;(await openSlack()).addChannel({ id: 'C2', botIsMember: false })
    await order('slack:C2')
    await expectFault('Slack channel C2', /not a member; type \/invite @fakebot there/u)
  })

  test.each([
    ['one that is not there', 'C9'],
    ['a private one without the app', 'G2'],
  ])('no such channel: %s', async (_name, channel) => {
    ;(await openSlack()).addChannel({ id: 'G2', kind: 'private', botIsMember: false })
    await order(`slack:${channel}`)
    await expectFault(`Slack channel ${channel}`, /there is none, or it is private/u)
  })

  test.each([
    [300_000, /5 minutes behind, and digests come as much too late/u],
    [-7_200_000, /2 hours ahead, and digests come as much too early/u],
  ])('a clock that is off by %d ms', async (off, words) => {
    await openSlack({ now: () => Date.now() + off })
    await expectFault('Clock by Slack', words)
  })

  test('a clock that is off by less than a minute is right', async () => {
    await openSlack({ now: () => Date.now() + 40_000 })
    expect((await examine()).bad).toEqual([])
  })

  test('a server that cannot be reached', async () => {
    const away = await openSlack()
    await away.stop()
    slack = undefined
    const { bad } = await examine()
    expect(bad.map(({ what }) => what)).toEqual(['Slack bot token', 'Slack app token'])
    for (const { words } of bad)
      expect(words).toMatch(
        /could not be reached, since nothing takes connections there \(ECONNREFUSED\); .*SLACK_API_URL/u,
      )
  })

  test('a pace that Slack asks for is no fault', async () => {
    ;(await openSlack()).fault({ method: 'auth.test', kind: 'rate_limited', retryAfterSeconds: 7 })
    await expectNote('Slack bot token', /asks to wait 7 s; look again then/u)
  })

  test('a socket that does not open', async () => {
    const { socket } = await openSlack()
    socket.stop()
    await expectFault('Slack socket', /does not connect/u)
  })
})

describe('Discord', () => {
  test('a wrong token', async () => {
    await openDiscord()
    env.DISCORD_TOKEN = 'wrong-one'
    await expectFault('Discord token', /Reset Token/u)
  })

  test('a token that was revoked', async () => {
    ;(await openDiscord()).revokeToken()
    await expectFault('Discord token', /does not accept the bot token/u)
  })

  test('a clock that is off', async () => {
    await openDiscord({ now: () => Date.now() + 300_000 })
    await expectFault('Clock by Discord', /5 minutes behind/u)
  })

  test('in no server', async () => {
    const { kickBot } = await openDiscord()
    kickBot('Press Room')
    await expectFault(
      'Discord servers',
      /in none yet; let it in: https:\/\/discord\.com\/oauth2\/authorize\?client_id=/u,
    )
  })

  test('not in the server that the settings name', async () => {
    await openDiscord()
    env.DISCORD_GUILD = '123456789012345678'
    await expectFault(
      'Discord servers',
      /not in 123456789012345678 \(DISCORD_GUILD\); let it in: .*guild_id=123456789012345678/u,
    )
  })

  test('commands that are not registered yet, and that are', async () => {
    await openDiscord()
    await expectNote('Discord commands', /^not registered everywhere .*when it connects/u)
    const desk = startDesk(env)
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Discord is connected')
    await desk.stop()
    const { checks } = await examine()
    expect(checks).toContainEqual({ what: 'Discord commands', state: 'good', words: 'registered everywhere' })
  })

  test('commands that a former setting registered', async () => {
    const { token, apiUrl, applicationId, guildId } = await openDiscord()
    const desk = startDesk(env)
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Discord is connected')
    await desk.stop()
    const rest = new REST({ api: apiUrl }).setToken(token)
    await rest.put(`/applications/${applicationId}/guilds/${guildId}/commands`, { body: COMMANDS })
    await expectNote('Discord commands', /^registered everywhere, and still in: Press Room; the desk takes those back/u)
  })

  test('the text of messages, wanted and not granted', async () => {
    await openDiscord({ privilegedIntents: 0 })
    env.DISCORD_MESSAGE_CONTENT = 'on'
    await expectFault('Discord intents', /DISCORD_MESSAGE_CONTENT is on.*Message Content Intent/u)
  })

  test.each([
    ['on', /^Message Content is switched on, as DISCORD_MESSAGE_CONTENT is$/u],
    ['off', /Message Content is switched on, and not used/u],
  ])('the text of messages, granted, with the setting %s', async (setting, words) => {
    await openDiscord()
    env.DISCORD_MESSAGE_CONTENT = setting
    const { checks } = await examine()
    expect(checks).toContainEqual({ what: 'Discord intents', state: 'good', words: expect.stringMatching(words) })
  })

  test.each([
    [0, 'mend', /1000 times a day, and 0 are left: the desk logs in again when they are renewed at 20/u],
    [12, 'mend', /12 are left/u],
    [120, 'note', /120 are left; they are renewed at .* The next is in \d+ s/u],
    [501, 'good', /^501 of 1000 logins left/u],
  ] as const)('%d logins left', async (sessionStarts, state, words) => {
    await openDiscord({ sessionStarts })
    const { checks } = await examine()
    expect(checks).toContainEqual({ what: 'Discord gateway', state, words: expect.stringMatching(words) })
  })

  test.each([
    ['SendMessages', /lacks Send Messages \(to post digests/u],
    ['EmbedLinks', /lacks Embed Links/u],
    ['SendMessagesInThreads', /lacks Send Messages in Threads/u],
    ['ReadMessageHistory', /lacks Read Message History/u],
  ] as const)('no %s in the channel of a digest', async (flag, words) => {
    const { channelId, deny } = await openDiscord()
    deny(channelId, PermissionFlagsBits[flag])
    await order(`discord:${channelId}`)
    await expectFault(`Discord channel ${channelId}`, words)
  })

  test('a channel that the bot cannot see, and one that is not there', async () => {
    const { channelId, deny, deleteChannel } = await openDiscord()
    deny(channelId, PermissionFlagsBits.ViewChannel)
    await order(`discord:${channelId}`)
    await expectFault(`Discord channel ${channelId}`, /cannot see it: give it View Channels/u)
    deleteChannel(channelId)
    await expectFault(`Discord channel ${channelId}`, /there is none; check the id/u)
  })

  test('a server that fails', async () => {
    const fake = await openDiscord()
    fake.fault({ kind: 'error-before', status: 503, route: '/applications/@me' })
    await expectFault('Discord token', /HTTP status 503; .*DISCORD_API_URL/u)
  })
})

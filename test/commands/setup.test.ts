import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SCOPES } from '../../src/platforms/slack/manifest.ts'
import { openFolder, runAtTerminal, runCommand, startDesk } from '../end-to-end/running-process.ts'
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts'
import { type FakeSlack, startFakeSlack } from '../fakes/slack/fake-slack.ts'

let folder: Awaited<ReturnType<typeof openFolder>>
let slack: FakeSlack
let discord: FakeDiscord
let env: Record<string, string>
let envFile: string
let printed: string

beforeEach(async () => {
  folder = await openFolder()
  slack = await startFakeSlack({ scopes: SCOPES.map(({ scope }) => scope) })
  slack.addUser({ id: 'U1', name: 'ana' })
  slack.addChannel({ id: 'C1', name: 'briefings' })
  slack.addChannel({ id: 'C2', name: 'elsewhere', botIsMember: false })
  discord = await startFakeDiscord()
  envFile = join(folder.path, '.env')
  env = {
    ATTACHE_BRIEFS: join(folder.path, 'briefs'),
    ATTACHE_DATA: join(folder.path, 'data'),
    ATTACHE_HTTP: 'off',
    SLACK_API_URL: slack.apiUrl,
    DISCORD_API_URL: discord.apiUrl,
  }
  printed = ''
  await mkdir(join(folder.path, 'briefs/varna'), { recursive: true })
  const file = join(folder.path, 'briefs/varna/a.txt')
  await writeFile(file, 'The harbour of Varna was closed on Monday after a storm.')
  // A file that is a moment old is taken to be still in the writing.
  const before = new Date(Date.now() - 60_000)
  await utimes(file, before, before)
})
afterEach(async () => {
  for (const secret of ['fake-bot-token', 'fake-app-token', 'discord.token', 'wrong-one', 'hush-hush'])
    expect(printed).not.toContain(secret)
  await slack.stop()
  await discord.stop()
  await folder.remove()
})

async function setUp(...lines: string[]) {
  const result = await runAtTerminal(['setup'], env, lines, envFile)
  printed += result.out + result.err
  return result
}

const kept = () => readFile(envFile, 'utf8')
/** What the file sets. */
const settings = async () => (await kept()).split('\n').filter((line) => /^\w+=/u.test(line))

describe('Slack', () => {
  test('from nothing to the first brief: tokens are checked and kept, and the thread answers once the desk runs', async () => {
    const link = 'https://fake-team.slack.com/archives/C1/p1700000000000000'
    const { code, out } = await setUp('1', '', slack.botToken, slack.appToken, link, 'y', 'n')
    expect(code).toBe(0)
    expect(await settings()).toEqual([`SLACK_BOT_TOKEN=${slack.botToken}`, `SLACK_APP_TOKEN=${slack.appToken}`])
    expect((await stat(envFile)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder.path)).not.toContainEqual(expect.stringContaining('.tmp'))
    const [message] = slack.messages('C1')
    expect(message === undefined ? '' : slack.readable(message).join('\n')).toContain('The harbour of Varna was closed')
    for (const words of [
      'manifest_json=',
      '✓ good  Slack bot token: accepted: @fakebot in Fake Team',
      '✓ good  Slack app token: accepted',
      '✓ good  Slack channel C1: @fakebot is a member',
      '✓ good  First brief: posted',
      '- channel: "slack:C1"',
      'npm start',
    ]) {
      expect(out).toContain(words)
    }

    const desk = startDesk({ ...env, SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken })
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Slack is connected')
    const text = `<@${slack.identity.botUserId}> When was the harbour of Varna closed?`
    slack.say({ channel: 'C1', user: 'U1', text, threadTs: message?.ts ?? '' })
    await slack.until(() => slack.messages('C1').length === 3)
    await desk.stop()
    expect(slack.messages('C1')[2]?.threadTs).toBe(message?.ts)
  })

  test('by signed requests: the address goes into the manifest, the secret and the way into the file', async () => {
    env.SLACK_HTTP = '127.0.0.1:0'
    const address = 'https://desk.example.org/attache'
    const { code, out } = await setUp('1', 'desk.example.org', address, slack.botToken, '', 'hush-hush', 'C1', 'y', 'n')
    expect(code).toBe(0)
    expect(await settings()).toEqual([
      `SLACK_BOT_TOKEN=${slack.botToken}`,
      'SLACK_TRANSPORT=http',
      'SLACK_SIGNING_SECRET=hush-hush',
    ])
    expect(slack.messages('C1')).toHaveLength(1)
    for (const words of [
      'it begins with https://',
      encodeURIComponent('"request_url":"https://desk.example.org/attache/slack/events"'),
      'npx attache slack manifest --url https://desk.example.org/attache prints',
      '✓ good  Slack requests: the desk can listen at 127.0.0.1:0',
      'passes /slack/events on to it',
    ]) {
      expect(out).toContain(words)
    }
    expect(out).not.toContain('App token')
  })

  test('without a yes nothing is posted', async () => {
    const { code } = await setUp('slack', '', slack.botToken, slack.appToken, 'C1', '', '')
    expect(code).toBe(0)
    expect(slack.calls('chat.postMessage')).toEqual([])
  })

  test('what is wrong is asked for again, and never kept', async () => {
    const wrong = ['nonsense', 'xapp-fake-app-token', '', 'xoxb-wrong-one']
    const { code, out } = await setUp('3', '1', '', ...wrong, slack.botToken, 'xapp-wrong-one', slack.appToken, '', 'n')
    expect(code).toBe(0)
    expect(out).toContain('Type 1 or 2.')
    expect(out).toContain('it begins with xoxb-')
    expect(out).toMatch(/✗ mend {2}Slack bot token: .*invalid_auth/u)
    expect(out).toMatch(/✗ mend {2}Slack app token: .*invalid_auth/u)
    expect(await settings()).toEqual([`SLACK_BOT_TOKEN=${slack.botToken}`, `SLACK_APP_TOKEN=${slack.appToken}`])
  })

  test('a channel without the bot: invited meanwhile, Enter looks again', async () => {
    slack.fault({ method: 'conversations.history', kind: 'error', error: 'not_in_channel' })
    const { out } = await setUp('1', '', slack.botToken, slack.appToken, '#briefings', 'C1', '', 'yes', 'n')
    expect(out).toContain('That is no channel')
    expect(out).toContain('✗ mend  Slack channel C1: @fakebot is not a member; type /invite @fakebot there')
    expect(slack.messages('C1')).toHaveLength(1)
  })

  test('a channel may be left out, also after it was found closed', async () => {
    const { code, out } = await setUp('1', '', slack.botToken, slack.appToken, 'C2', 'skip', 'n')
    expect(code).toBe(0)
    expect(out).not.toContain('slack:C2')
  })

  test('a post that fails is said, and the rest goes on', async () => {
    slack.fault({ method: 'chat.postMessage', kind: 'error', error: 'is_archived' })
    const { code, out } = await setUp('1', '', slack.botToken, slack.appToken, 'C1', 'y', 'n')
    expect(code).toBe(0)
    expect(out).toContain('✗ mend  First brief: Slack answered is_archived')
    expect(out).toContain('What comes next')
  })

  test('whoever leaves in the middle loses nothing: the next time goes on from there', async () => {
    const first = await setUp('1', '', slack.botToken)
    expect(first.code).toBe(1)
    expect(first.out).toContain('Nothing is lost')
    expect(await settings()).toEqual([`SLACK_BOT_TOKEN=${slack.botToken}`])
    env.SLACK_BOT_TOKEN = slack.botToken
    const second = await setUp('1', slack.appToken, '', 'n')
    expect(second.code).toBe(0)
    expect(second.out).not.toContain('manifest_json=')
    expect(await settings()).toEqual([`SLACK_BOT_TOKEN=${slack.botToken}`, `SLACK_APP_TOKEN=${slack.appToken}`])
  })

  test('a topic that is limited to another workspace is not offered', async () => {
    await writeFile(join(folder.path, 'briefs/varna/topic.yaml'), 'visible_to: [slack:T0OTHER]\n')
    const { out } = await setUp('1', '', slack.botToken, slack.appToken, 'C1', 'y', 'n')
    expect(out).toContain('no brief yet that this channel may see')
    expect(slack.messages('C1')).toEqual([])
  })
})

describe('Discord', () => {
  test('from nothing to the first brief', async () => {
    const link = `https://discord.com/channels/${discord.guildId}/${discord.channelId}`
    const { code, out } = await setUp('2', 'Bot x', 'wrong-one', discord.token, link, 'y', 'n')
    expect(code).toBe(0)
    expect(await settings()).toEqual([`DISCORD_TOKEN=${discord.token}`])
    expect(
      discord
        .messages('general')
        .map((message) => discord.readable(message))
        .join('\n'),
    ).toContain('harbour of Varna')
    expect(out).toContain('✗ mend  Discord token')
    expect(out).toContain('✓ good  Discord servers: the bot is in Press Room')
    expect(out).toContain(`- channel: "discord:${discord.channelId}"`)
    expect(discord.gateway.identifies).toBe(0)
    expect(discord.unknownCalls()).toEqual([])
  })

  test('the bot is let in on the way', async () => {
    discord.kickBot('Press Room')
    const { out } = await setUp('2', discord.token, 'skip', '', 'n')
    expect(out).toContain(`let it in: https://discord.com/oauth2/authorize?client_id=${discord.applicationId}`)
  })

  test('after Slack, in one go', async () => {
    const { code } = await setUp('1', '', slack.botToken, slack.appToken, '', 'y', discord.token, '')
    expect(code).toBe(0)
    expect(await settings()).toEqual([
      `SLACK_BOT_TOKEN=${slack.botToken}`,
      `SLACK_APP_TOKEN=${slack.appToken}`,
      `DISCORD_TOKEN=${discord.token}`,
    ])
  })
})

describe('the file of settings', () => {
  test('keeps what is there, and gets the rights of a secret', async () => {
    await writeFile(
      envFile,
      '# mine\nATTACHE_ZONE=Asia/Kolkata\n#SLACK_BOT_TOKEN=\nSLACK_APP_TOKEN=xapp-old\nOTHER="a b"',
      { mode: 0o644 },
    )
    await setUp('1', '', slack.botToken, slack.appToken, '', 'n')
    expect(await kept()).toBe(
      `# mine\nATTACHE_ZONE=Asia/Kolkata\nSLACK_BOT_TOKEN=${slack.botToken}\nSLACK_APP_TOKEN=${slack.appToken}\nOTHER="a b"`,
    )
    expect((await stat(envFile)).mode & 0o777).toBe(0o600)
  })

  test('a value that the environment has besides is told of, since it comes first', async () => {
    env.SLACK_BOT_TOKEN = 'xoxb-wrong-one'
    const { out } = await setUp('1', slack.botToken, slack.appToken, '', 'n')
    expect(out).toContain('– note  SLACK_BOT_TOKEN: it is set in the environment as well')
  })

  test('one that is a folder is said', async () => {
    await mkdir(envFile)
    const { code, err } = await setUp('1', '', slack.botToken)
    expect(code).toBe(1)
    expect(err).toContain('cannot be read: it is a folder, not a file')
  })
})

test('without a terminal it refuses, and says what to do instead', async () => {
  const { code, out, err } = await runCommand(['setup'], env, ['1\n', 'xoxb-1\n'])
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('needs a terminal')
  expect(err).toContain('attache doctor')
})

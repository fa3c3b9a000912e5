import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../../src/app.ts'
import { readEnvironment } from '../../../src/config/environment.ts'
import { sampleDigest } from '../../contracts/store-samples.ts'
import { runCommand, startDesk } from '../../end-to-end/running-process.ts'
import { type DoctorStage, openDoctorStage } from './stage.ts'

let stage: DoctorStage

beforeEach(async () => {
  stage = await openDoctorStage()
})

afterEach(() => stage.end())

describe('a desk that is set up rightly', () => {
  test('says so, a line a check, with a word beside each sign, and exits with 0', async () => {
    await stage.openSlack()
    const { channelId } = await stage.openDiscord()
    await stage.putFile(
      'desk.yaml',
      `digests:\n  - { channel: "slack:C1", topics: all, at: "0 8 * * *" }\n  - { channel: "discord:${channelId}", topics: all, at: "0 9 * * *" }\n`,
    )
    const { code, out } = await runCommand(['doctor'], stage.env)
    stage.printed += out
    expect(code).toBe(0)
    const lines = out.trim().split('\n')
    expect(lines.at(-1)).toBe('Nothing has to be mended.')
    for (const line of lines.slice(0, -2)) expect(line).toMatch(/^(✓ good|– note) {2}[A-Z].*: \S/u)
    for (const words of [
      'Settings: all are understood',
      `Briefs folder: ${stage.env.ATTACHE_BRIEFS}/: 1 document in 1 topic`,
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
    expect(stage.discord?.unknownCalls()).toEqual([])
    expect(stage.discord?.gateway.identifies).toBe(0)
    await stage.slack?.until(() => stage.slack?.socket.connections === 0)
  })

  test('without platforms says that they are not set up, which is no fault', async () => {
    const { code, checks, bad } = await stage.examine()
    expect([code, bad]).toEqual([0, []])
    for (const what of ['Slack', 'Discord'])
      expect(checks).toContainEqual({ what, state: 'note', words: 'not set up (npx attache setup)' })
  })
})

describe('settings', () => {
  test('each wrong one is said for itself, and the rest is still looked at', async () => {
    Object.assign(stage.env, { ATTACHE_ZONE: 'Mars/Olympus', ATTACHE_LOG: 'loud', ATTACHE_ZONNE: 'UTC' })
    const { bad, checks } = await stage.examine()
    expect(bad.map(({ what, words }) => `${what}: ${words.split(' ')[0]}`)).toEqual([
      'Settings: ATTACHE_ZONE',
      'Settings: ATTACHE_LOG',
      'Settings: ATTACHE_ZONNE',
    ])
    expect(checks.map(({ what }) => what)).toContain('Briefs folder')
  })

  test('half a pair of tokens', async () => {
    stage.env.SLACK_BOT_TOKEN = 'xoxb-wrong-one'
    await stage.expectFault('Settings', /^SLACK_APP_TOKEN is not set.*App-Level Tokens/u)
  })
})

describe('files and database', () => {
  test('no briefs folder', async () => {
    stage.env.ATTACHE_BRIEFS = join(stage.folder, 'elsewhere')
    await stage.expectFault('Briefs folder', /elsewhere: there is no such folder; make it/u)
  })

  test('an empty one is no fault', async () => {
    stage.env.ATTACHE_BRIEFS = join(stage.folder, 'empty')
    await mkdir(stage.env.ATTACHE_BRIEFS)
    await stage.expectNote('Briefs folder', /holds no documents yet/u)
  })

  test('a document that cannot be read', async () => {
    await stage.putFile('varna/b.txt', '')
    await stage.expectFault('Briefs', /b\.txt: .*(empty|no text)/u)
  })

  test('a document in no folder is no fault: the desk files it', async () => {
    await stage.putFile('port-of-antwerp.txt', 'The port of Antwerp opened a new berth on Tuesday.')
    const { code, checks, bad } = await stage.examine()
    expect([code, bad]).toEqual([0, []])
    expect(checks).toContainEqual({
      what: 'Briefs folder',
      state: 'good',
      words: `${stage.env.ATTACHE_BRIEFS}/: 1 document in 1 topic, and 1 in no folder: the desk finds its topic`,
    })
  })

  test('every document of a large folder is read', async () => {
    for (let number = 0; number < 250; number += 1)
      await stage.putFile(`varna/${number}.txt`, `Ship ${number} came in on Monday.`)
    const { checks } = await stage.examine()
    expect(checks).toContainEqual({
      what: 'Briefs folder',
      state: 'good',
      words: `${stage.env.ATTACHE_BRIEFS}/: 251 documents in 1 topic`,
    })
  })

  test('a mistake in desk.yaml, with its line', async () => {
    await stage.putFile('desk.yaml', 'digests:\n  - { channel: "slack:general", topics: all, at: "0 8 * * *" }\n')
    await stage.expectFault('Briefs', /desk\.yaml:2.*“slack:general” is no channel/u)
  })

  test('a data folder that is a file', async () => {
    await writeFile(stage.env.ATTACHE_DATA ?? '', '')
    await stage.expectFault(
      'Data folder',
      /cannot be written to: a part of its path is a file, not a folder\. .*ATTACHE_DATA/u,
    )
  })

  test('a database that is none', async () => {
    await mkdir(stage.env.ATTACHE_DATA ?? '')
    await writeFile(
      join(stage.env.ATTACHE_DATA ?? '', 'attache.db'),
      'not a database, but long enough to look like one'.repeat(50),
    )
    await stage.expectFault('Database', /attache\.db.*not a SQLite database/u)
  })

  test('a desk that runs is no fault; its socket is left alone', async () => {
    const running = await stage.openSlack()
    const desk = startDesk(stage.env)
    try {
      await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Slack is connected')
      const { code, checks, bad } = await stage.examine()
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
    await stage.order('terminal')
    const desk = startDesk(stage.env)
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Ctrl+C stops')
    await desk.stop()
    const store = await openDatabase(readEnvironment(stage.env), 'owner')
    for (const { id } of await store.digests())
      await store.pauseDigest(id, 'the channel is gone', new Date().toISOString())
    await store.close()
    await stage.expectFault('Digest for this terminal', /^it is paused: the channel is gone\. .*start the desk again/u)
  })

  test('a digest of a channel that is paused, with what lets it go on', async () => {
    const store = await openDatabase(readEnvironment(stage.env), 'owner')
    await store.saveDigest(sampleDigest({ origin: 'channel', author: 'U1', paused: 'the channel is archived' }))
    await store.close()
    await stage.expectFault(
      'Digest for slack C1',
      /^it is paused: the channel is archived\. Mend that, then \/digest resume/u,
    )
  })

  test('a digest of a topic that there is not is pointed out, but is no fault', async () => {
    await stage.order('terminal', '[varan]')
    const { code, checks } = await stage.examine()
    expect(code).toBe(0)
    expect(checks).toContainEqual({
      what: 'Briefs',
      state: 'note',
      words: expect.stringMatching(/desk\.yaml:\d+: no topic is called “varan” yet/u),
    })
  })

  test('a digest for a platform that is not set up', async () => {
    await stage.order('slack:C1')
    await stage.expectFault('Digest for slack C1', /goes nowhere/u)
  })

  test('PostgreSQL answers', async () => {
    stage.env.DATABASE_URL = inject('postgres')
    const { bad, checks } = await stage.examine()
    expect(bad).toEqual([])
    expect(checks).toContainEqual({ what: 'PostgreSQL', state: 'good', words: 'it answers' })
  })

  test('PostgreSQL does not answer', async () => {
    stage.env.DATABASE_URL = 'postgres://me:hush-hush@127.0.0.1:1/desk'
    await stage.expectFault('PostgreSQL', /cannot be used: .*ECONNREFUSED/u)
  })
})

describe('feeds and pages', () => {
  const FEEDS = ['https://a.example/rss', 'https://b.example/rss', 'https://c.example/rss'] as const
  const AT = '2026-11-20T08:00:00.000Z'

  async function fill(failures: number, answeredAt = true): Promise<void> {
    await stage.putFile('varna/topic.yaml', `feeds: [${FEEDS.join(', ')}]\npages: [https://p.example/]\n`)
    const store = await openDatabase(readEnvironment(stage.env), 'guest')
    const [first, second] = FEEDS.map((feed) => `${feed}#varna`)
    await store.watchAddresses('feeds', [first ?? '', second ?? ''], AT)
    const known = { address: first ?? '', nextAt: AT, ...(answeredAt ? { answeredAt: AT } : {}) }
    const trouble = 'a.example: there is nothing at this address (404)'
    await store.settleFetch('feeds', { ...known, failures, ...(failures > 0 ? { failingSince: AT, trouble } : {}) })
    await store.close()
  }

  test('all of them well', async () => {
    await fill(0)
    const { code, checks } = await stage.examine()
    expect(code).toBe(0)
    expect(checks).toContainEqual({ what: 'Feeds', state: 'good', words: '3 are followed, none of them failing' })
    expect(checks).toContainEqual({ what: 'Pages', state: 'good', words: '1 is watched, none of them failing' })
  })

  test('one that has a bad day is no fault', async () => {
    await fill(2)
    await stage.expectNote('Feeds', /a\.example\/rss \(varna\/topic\.yaml:1\): Cannot be read since 20 November 2026/u)
  })

  test.each([
    [4, true],
    [1, false],
  ])('one that fails for good: %i times, ever read: %j', async (failures, everRead) => {
    await fill(failures, everRead)
    const { code, checks } = await stage.examine()
    expect(code).toBe(1)
    expect(checks).toContainEqual({ what: 'Feeds', state: 'note', words: '3 are followed, 1 of them failing' })
    expect(checks).toContainEqual({
      what: 'Feeds',
      state: 'mend',
      words: expect.stringMatching(/since 20 November 2026 .*nothing at this address \(404\)\..* take it out/u),
    })
  })
})

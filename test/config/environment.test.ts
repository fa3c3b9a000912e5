import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../src/config/environment.ts'
import { InputError } from '../../src/core/errors.ts'

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-b' }

describe('what is taken', () => {
  it('takes Slack by signed requests', () => {
    const env = { ...SLACK, SLACK_TRANSPORT: 'HTTP', SLACK_SIGNING_SECRET: 'hush-hush', SLACK_HTTP: '0.0.0.0:80' }
    const { slack, problems } = readEnvironment(env)
    expect(slack?.transport).toEqual({ kind: 'http', signingSecret: 'hush-hush', host: '0.0.0.0', port: 80 })
    expect(problems).toEqual([])
    const clash = readEnvironment({ ...env, ATTACHE_HTTP: '0.0.0.0:80' })
    expect(clash.problems).toEqual([{ where: 'SLACK_HTTP', what: expect.stringContaining('place of ATTACHE_HTTP') }])
  })

  it('needs nothing', () => {
    expect(readEnvironment({})).toEqual({
      briefs: 'briefs',
      data: 'data',
      firstEntries: 5,
      briefFiles: true,
      zone: 'UTC',
      digestEditors: 'managers',
      http: { host: '127.0.0.1', port: 9464 },
      allowedHosts: new Set(),
      log: 'info',
      problems: [],
    })
  })

  it('takes everything', () => {
    const environment = readEnvironment({
      ...SLACK,
      SLACK_API_URL: 'http://127.0.0.1:1/api/',
      DISCORD_TOKEN: 'a.b.c-d_e',
      DISCORD_API_URL: 'http://127.0.0.1:2/api',
      DISCORD_GUILD: '123456789012345678',
      DISCORD_MESSAGE_CONTENT: 'on',
      DATABASE_URL: 'postgresql://me:secret@host/desk',
      ATTACHE_BRIEFS: '/srv/briefs',
      ATTACHE_DATA: '/srv/data',
      ATTACHE_BRIEF_FILES: 'OFF',
      ATTACHE_ZONE: 'Asia/Kolkata',
      DIGEST_EDITORS: 'Members',
      ATTACHE_HTTP: '[::1]:80',
      FETCH_ALLOW_PRIVATE: 'wiki.intranet, 10.0.0.5:3000',
      ATTACHE_LOG: 'Debug',
      PATH: '/bin',
    })
    expect(environment).toEqual({
      slack: {
        botToken: 'xoxb-1-a',
        transport: { kind: 'socket', appToken: 'xapp-1-b' },
        apiUrl: 'http://127.0.0.1:1/api/',
      },
      discord: {
        token: 'a.b.c-d_e',
        apiUrl: 'http://127.0.0.1:2/api',
        guild: '123456789012345678',
        messageContent: true,
      },
      databaseUrl: 'postgresql://me:secret@host/desk',
      briefs: '/srv/briefs',
      data: '/srv/data',
      firstEntries: 5,
      briefFiles: false,
      zone: 'Asia/Kolkata',
      digestEditors: 'members',
      http: { host: '::1', port: 80 },
      allowedHosts: new Set(['wiki.intranet', '10.0.0.5:3000']),
      log: 'debug',
      problems: [],
    })
  })

  it.each([
    ['off', undefined],
    ['Off', undefined],
    ['9000', { host: '127.0.0.1', port: 9000 }],
    ['0.0.0.0:0', { host: '0.0.0.0', port: 0 }],
    ['metrics.internal:65535', { host: 'metrics.internal', port: 65535 }],
  ])('serves at %j', (value, http) => {
    expect(readEnvironment({ ATTACHE_HTTP: value }).http).toEqual(http)
  })

  it.each(['on', ':80', '1.2.3.4', '::1:80', '[1.2.3.4]:80', 'host:65536', 'http://host:80', 'host:80/metrics', '-1'])(
    'cannot serve at %j',
    (value) => {
      expect(() => readEnvironment({ ATTACHE_HTTP: value })).toThrow(/ATTACHE_HTTP .*host:port/u)
    },
  )

  it.each([
    ['', 'briefs'],
    ['   ', 'briefs'],
    ['""', 'briefs'],
    [' "my briefs" ', 'my briefs'],
    ["'my briefs'", 'my briefs'],
    ['"unmatched', '"unmatched'],
  ])('evens out %j', (value, briefs) => {
    expect(readEnvironment({ ATTACHE_BRIEFS: value }).briefs).toBe(briefs)
  })
})

describe('what is wrong with a platform lets the rest run', () => {
  it.each<[string, Record<string, string>, [string, RegExp][]]>([
    [
      'half of Slack',
      { SLACK_BOT_TOKEN: 'xoxb-1-a' },
      [['SLACK_APP_TOKEN', /SLACK_BOT_TOKEN is; .*xapp-.*App-Level Tokens/u]],
    ],
    [
      'the other half',
      { SLACK_APP_TOKEN: 'xapp-1-b' },
      [['SLACK_BOT_TOKEN', /SLACK_APP_TOKEN is; .*OAuth & Permissions/u]],
    ],
    [
      'the secret in place of the app token',
      { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_SIGNING_SECRET: 'hush-hush' },
      [['SLACK_APP_TOKEN', /or set SLACK_TRANSPORT=http/u]],
    ],
    [
      'requests without their secret',
      { ...SLACK, SLACK_TRANSPORT: 'http' },
      [['SLACK_SIGNING_SECRET', /is not set, though .*Signing Secret/u]],
    ],
    [
      'requests at no place',
      { ...SLACK, SLACK_TRANSPORT: 'http', SLACK_SIGNING_SECRET: 'hush-hush', SLACK_HTTP: 'off' },
      [['SLACK_HTTP', /is not a place to listen at/u]],
    ],
    ['an empty half', { ...SLACK, SLACK_APP_TOKEN: ' ' }, [['SLACK_APP_TOKEN', /is not set/u]]],
    [
      'tokens changed round',
      { SLACK_BOT_TOKEN: 'xapp-1-b', SLACK_APP_TOKEN: 'xoxb-1-a' },
      [
        ['SLACK_BOT_TOKEN', /is not a bot token: it begins with xoxb-/u],
        ['SLACK_APP_TOKEN', /is not an app-level token: it begins with xapp-/u],
      ],
    ],
    ['an address that is none', { ...SLACK, SLACK_API_URL: 'slack.com' }, [['SLACK_API_URL', /is not a web address/u]]],
    ['a token with its scheme', { DISCORD_TOKEN: 'Bot a.b.c' }, [['DISCORD_TOKEN', /without “Bot ”/u]]],
    ['a server without a token', { DISCORD_GUILD: '123456789012345678' }, [['DISCORD_TOKEN', /DISCORD_GUILD is/u]]],
    ['a server by name', { DISCORD_TOKEN: 'a.b.c', DISCORD_GUILD: 'ours' }, [['DISCORD_GUILD', /Copy Server ID/u]]],
  ])('%s', (_, env, expected) => {
    const { slack, discord, problems } = readEnvironment(env)
    expect([slack, discord]).toEqual([undefined, undefined])
    expect(problems).toEqual(expected.map(([where, what]) => ({ where, what: expect.stringMatching(what) })))
  })

  it('connects to the platform that is right', () => {
    const { slack, discord } = readEnvironment({ ...SLACK, DISCORD_TOKEN: 'no good' })
    expect([slack?.botToken, discord]).toEqual(['xoxb-1-a', undefined])
  })
})

describe('what is wrong with the desk’s own settings', () => {
  it('is told all at once, with how to mend it', () => {
    const read = () =>
      readEnvironment({
        DATABASE_URL: 'mysql://me:hunter2@host/desk',
        ATTACHE_BRIEF_FILES: 'maybe',
        ATTACHE_ZONE: 'Europe/Berlyn',
        ATTACHE_LOG: 'loud',
        ATTACHE_DATE: 'here',
      })
    expect(read).toThrow(InputError)
    expect(read).toThrow(
      /DATABASE_URL .*postgres:\/\/.*ATTACHE_BRIEF_FILES .*on or off.*ATTACHE_ZONE .*Europe\/Berlin.*ATTACHE_LOG .*debug.*ATTACHE_DATE .*ATTACHE_DATA/su,
    )
    expect(read).not.toThrow(/hunter2/u)
  })

  it.each([
    ['ATTACHE_BREIFS', /did you mean ATTACHE_BRIEFS\?/u],
    ['ATTACHE_LOGS', /did you mean ATTACHE_LOG\?/u],
    ['ATTACHE_TELEMETRY_ADDRESS', /see \.env\.example/u],
  ])('names the unknown %s', (name, what) => {
    expect(readEnvironment({ [name]: 'x' }).problems).toEqual([{ where: name, what: expect.stringMatching(what) }])
  })
})

it('reads any values, or says that it cannot without repeating them', () => {
  const secret = fc.string({ minLength: 8 }).map((text) => `§${text}§`)
  fc.assert(
    fc.property(secret, secret, secret, (token, address, zone) => {
      const env = { SLACK_BOT_TOKEN: token, DISCORD_TOKEN: token, DATABASE_URL: address, ATTACHE_ZONE: zone }
      try {
        readEnvironment(env)
        expect.unreachable()
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
        for (const value of Object.values(env)) expect(String(error)).not.toContain(value)
      }
    }),
  )
})

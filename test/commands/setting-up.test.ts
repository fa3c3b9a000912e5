import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PERMISSION_BITS } from '../../src/platforms/discord/invitation.ts'
import { manifestLink, printManifest } from '../../src/platforms/slack/manifest.ts'
import { runCommand } from '../end-to-end/running-process.ts'
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts'

describe('attache slack manifest', () => {
  test('standard output is the manifest and nothing else', async () => {
    const { code, out, err } = await runCommand(['slack', 'manifest'], {})
    expect([code, out]).toEqual([0, `${printManifest()}\n`])
    expect(err).toContain('From a manifest')
  })

  test('--link prints a link alone', async () => {
    expect(await runCommand(['slack', 'manifest', '--link'], {})).toEqual({
      code: 0,
      out: `${manifestLink()}\n`,
      err: '',
    })
  })
})

describe('attache discord invite', () => {
  let discord: FakeDiscord
  const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.secret-part'
  beforeEach(async () => {
    discord = await startFakeDiscord({ token })
  })
  afterEach(() => discord.stop())

  const invite = (env: Record<string, string>, ...args: string[]) => runCommand(['discord', 'invite', ...args], env)

  test('asks Discord for the application of the token', async () => {
    const { code, out, err } = await invite({ DISCORD_TOKEN: token, DISCORD_API_URL: discord.apiUrl })
    const link = new URL(out.trim())
    expect(code).toBe(0)
    expect(link.searchParams.get('client_id')).toBe(discord.applicationId)
    expect(link.searchParams.get('permissions')).toBe(PERMISSION_BITS.toString())
    expect(out + err).not.toContain('secret-part')
  })

  test('reads it from the token where Discord cannot be reached, and says so', async () => {
    discord.fault({ kind: 'error-before', status: 503, route: '/applications/@me' })
    const { code, out, err } = await invite({ DISCORD_TOKEN: token, DISCORD_API_URL: discord.apiUrl })
    expect(code).toBe(0)
    expect(out).toContain('client_id=123456789012345678&')
    expect(err).toContain('the id was read from the token')
  })

  test('an id that is given needs no token', async () => {
    expect((await invite({}, '234567890123456789')).out).toContain('client_id=234567890123456789&')
  })

  test.each([
    ['no token', {}, [], /DISCORD_TOKEN is not set/u],
    ['a token that is none', { DISCORD_TOKEN: 'Bot x' }, [], /DISCORD_TOKEN is not a bot token/u],
    ['an id that is none', {}, ['abc'], /not an application id/u],
  ])('%s is said, with how to mend it', async (_name, env, args, words) => {
    const { code, out, err } = await invite(env, ...args)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(words)
  })

  test('a token that Discord refuses is not taken at its word', async () => {
    discord.revokeToken()
    const { code, out, err } = await invite({ DISCORD_TOKEN: token, DISCORD_API_URL: discord.apiUrl })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('Reset Token')
    expect(err).not.toContain('secret-part')
  })
})

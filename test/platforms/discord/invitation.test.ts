import { readFileSync } from 'node:fs'
import { PermissionFlagsBits } from 'discord.js'
import { afterEach, expect, test } from 'vitest'
import {
  applicationInToken,
  invitationLink,
  PERMISSION_BITS,
  PERMISSIONS,
  printPermissionTable,
} from '../../../src/platforms/discord/invitation.ts'
import { briefReply } from '../../contracts/platform-samples.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage | undefined
afterEach(async () => {
  await stage?.end()
  stage = undefined
})

test('the link has the application, both scopes and the permissions as a bit set', () => {
  const link = new URL(invitationLink('123456789012345678'))
  expect(link.origin + link.pathname).toBe('https://discord.com/oauth2/authorize')
  expect(Object.fromEntries(link.searchParams)).toEqual({
    client_id: '123456789012345678',
    scope: 'bot applications.commands',
    // docs.discord.com/developers/topics/permissions: bits 10, 11, 14, 16, 35 and 38
    permissions: String(2 ** 10 + 2 ** 11 + 2 ** 14 + 2 ** 16 + 2 ** 35 + 2 ** 38),
  })
  expect(new URL(invitationLink('1', '42')).searchParams.get('guild_id')).toBe('42')
})

test('the README holds the table of permissions', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(printPermissionTable())
})

test.each([
  ['MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.secret', '123456789012345678'],
  ['fake.discord.token', undefined],
  ['', undefined],
])('the application in the token %j is %s', (token, id) => {
  expect(applicationInToken(token)).toBe(id)
})

/** What the adapter does in a server, with what it is granted; the names of what worked. */
async function useAll(botPermissions: bigint): Promise<string[]> {
  stage = await openStage({ botPermissions })
  const { discord, platform, desk } = stage
  await platform.start(desk)
  const target = { platform: 'discord', channel: discord.channelId }
  const since = new Date(discord.world.now() - 1_000).toISOString()
  const done: string[] = []
  const posted = await platform.post(target, briefReply(), 'one').catch(() => undefined)
  if (posted === undefined) return done
  if ((discord.messages(discord.channelId)[0]?.embeds.length ?? 0) > 0) done.push('post')
  if (await platform.find(target, 'one', since).catch(() => undefined)) done.push('find')
  const below = { ...target, thread: posted.message }
  const reply = await platform.post(below, briefReply(), 'two').catch(() => undefined)
  if (reply?.thread !== undefined) done.push('thread')
  return done
}

test('with these permissions and no others the adapter posts, finds and opens threads', async () => {
  expect(await useAll(PERMISSION_BITS)).toEqual(['post', 'find', 'thread'])
})

test.each(PERMISSIONS.map(({ flag }) => flag))('%s is needed', async (flag) => {
  expect(await useAll(PERMISSION_BITS & ~PermissionFlagsBits[flag])).not.toEqual(['post', 'find', 'thread'])
})

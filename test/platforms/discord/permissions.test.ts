import { PermissionFlagsBits as Flags, OverwriteType } from 'discord.js'
import { expect, test } from 'vitest'
import { permissionsIn } from '../../../src/platforms/discord/permissions.ts'

const role = (id: string, permissions: bigint) => ({
  id,
  permissions: permissions.toString(),
  name: id,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  position: 0,
  managed: false,
  mentionable: false,
  flags: 0,
})
const overwrite = (id: string, type: OverwriteType, deny: bigint, allow = 0n) => {
  return { id, type, deny: deny.toString(), allow: allow.toString() }
}
const SEEN = Flags.ViewChannel | Flags.SendMessages
const guild = {
  id: 'g',
  owner_id: 'owner',
  roles: [role('g', SEEN), role('press', Flags.EmbedLinks), role('boss', Flags.Administrator)],
}

/** In the order of docs.discord.com/developers/topics/permissions: each step may take back what the one before it gave. */
test.each([
  ['everyone’s and one’s own roles add up', 'bot', ['press'], [], SEEN | Flags.EmbedLinks],
  ['roles of others do not count', 'bot', [], [], SEEN],
  [
    'a channel may take from everyone',
    'bot',
    [],
    [overwrite('g', OverwriteType.Role, Flags.SendMessages)],
    Flags.ViewChannel,
  ],
  [
    'and give back to a role',
    'bot',
    ['press'],
    [
      overwrite('press', OverwriteType.Role, 0n, Flags.SendMessages),
      overwrite('g', OverwriteType.Role, Flags.SendMessages),
    ],
    SEEN | Flags.EmbedLinks,
  ],
  [
    'and take from the member all the same',
    'bot',
    ['press'],
    [
      overwrite('bot', OverwriteType.Member, Flags.EmbedLinks),
      overwrite('press', OverwriteType.Role, 0n, Flags.EmbedLinks),
    ],
    SEEN,
  ],
  ['what is for other members does not count', 'bot', [], [overwrite('other', OverwriteType.Member, SEEN)], SEEN],
  [
    'nothing holds in a channel that cannot be seen',
    'bot',
    [],
    [overwrite('g', OverwriteType.Role, Flags.ViewChannel)],
    0n,
  ],
])('%s', (_name, user, roles, overwrites, expected) => {
  expect(permissionsIn({ guild, user, member: { roles }, overwrites })).toBe(expected)
})

test('owners and administrators may do everything, whatever a channel says', () => {
  const overwrites = [overwrite('g', OverwriteType.Role, SEEN)]
  for (const [user, roles] of [
    ['owner', []],
    ['bot', ['boss']],
  ] as const) {
    const bits = permissionsIn({ guild, user, member: { roles: [...roles] }, overwrites })
    expect(bits & Flags.ManageThreads).toBe(Flags.ManageThreads)
  }
})

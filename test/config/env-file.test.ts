import { lstat, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namesIn, saveVariables, withVariables } from '../../src/config/env-file.ts'
import { printEnvironmentExample } from '../../src/config/variables.ts'
import { openFolder } from '../end-to-end/running-process.ts'

const TOKEN = { DISCORD_TOKEN: 'a.b$&.c' } as const

test.each([
  ['an empty file', '', 'DISCORD_TOKEN=a.b$&.c\n'],
  ['a file without it', 'A=1', 'A=1\nDISCORD_TOKEN=a.b$&.c\n'],
  ['an older value', 'A=1\nDISCORD_TOKEN=old # mine\nB=2\n', 'A=1\nDISCORD_TOKEN=a.b$&.c\nB=2\n'],
  ['an exported one', 'export DISCORD_TOKEN = "old"\n', 'export DISCORD_TOKEN=a.b$&.c\n'],
  ['one that stands twice', 'DISCORD_TOKEN=x\nDISCORD_TOKEN=y\n', 'DISCORD_TOKEN=a.b$&.c\nDISCORD_TOKEN=a.b$&.c\n'],
  [
    'a commented line',
    '# Token of the bot.\n#DISCORD_TOKEN=\nB=2\n',
    '# Token of the bot.\nDISCORD_TOKEN=a.b$&.c\nB=2\n',
  ],
  ['other line ends', 'DISCORD_TOKEN=old\r\nB=2\r\n', 'DISCORD_TOKEN=a.b$&.c\r\nB=2\r\n'],
  ['a name that only ends like it', 'MY_DISCORD_TOKEN=1\n', 'MY_DISCORD_TOKEN=1\nDISCORD_TOKEN=a.b$&.c\n'],
])('%s', (_name, before, after) => {
  expect(withVariables(before, TOKEN)).toBe(after)
})

// Node takes `export A=` without a value for a variable called “export A”.
test('whatever the lines before, it is set, and every other variable reads as before', () => {
  const name = fc.constantFrom('A', 'DISCORD_TOKEN', 'SLACK_BOT_TOKEN', 'DISCORD_GUILD')
  const line = fc.oneof(
    fc
      .tuple(fc.constantFrom('', '#', 'export '), name, fc.stringMatching(/^\w[\w. -]{0,8}$/u))
      .map(([lead, key, value]) => `${lead}${key}=${value}`),
    fc.stringMatching(/^# [\w ]{0,9}$/u),
    fc.constant(''),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const before = lines.join(end)
      const after = parseEnv(withVariables(before, TOKEN))
      expect(after).toEqual({ ...parseEnv(before), ...TOKEN })
    }),
  )
})

test('what is set is told from what is a comment', () => {
  expect([...namesIn('A=1\n#B=2\n export C = 3\n\nD')]).toEqual(['A', 'C'])
})

test('a file that is not there begins as .env.example; a link stays a link', async () => {
  const { path, remove } = await openFolder()
  try {
    await saveVariables(join(path, '.env'), TOKEN)
    expect(await readFile(join(path, '.env'), 'utf8')).toBe(
      printEnvironmentExample().replace('#DISCORD_TOKEN=', () => 'DISCORD_TOKEN=a.b$&.c'),
    )
    await writeFile(join(path, 'real'), 'A=1\n')
    await symlink(join(path, 'real'), join(path, 'link'))
    await saveVariables(join(path, 'link'), TOKEN)
    expect((await lstat(join(path, 'link'))).isSymbolicLink()).toBe(true)
    expect(await readFile(join(path, 'real'), 'utf8')).toBe('A=1\nDISCORD_TOKEN=a.b$&.c\n')
  } finally {
    await remove()
  }
})

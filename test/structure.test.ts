import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

/**
 * The picture in the README, as an allow-list: what each part of src/ may import. A part is the longest prefix that fits; its own
 * files are always allowed. `type` imports count too: a name that is known is a dependency.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/core/': ['zod', 'node:crypto'],
  'src/config/': ['src/core/', 'zod', 'yaml', 'node:fs', 'node:fs/promises', 'node:net', 'node:path'],
  'src/sources/folder/': [
    'src/core/',
    'src/sources/text/',
    'src/sources/file/',
    'node:fs',
    'node:fs/promises',
    'node:path',
  ],
  'src/sources/file/': ['src/core/', 'src/sources/text/', 'src/sources/article/', 'src/sources/office/'],
  'src/sources/office/': [
    'src/core/',
    'src/sources/text/',
    'src/sources/sandbox/',
    'unpdf',
    'mammoth',
    'postal-mime',
    'node:zlib',
  ],
  'src/sources/text/': ['src/core/', 'yaml', 'parse5'],
  'src/sources/article/': [
    'src/core/',
    'src/sources/text/',
    'src/sources/sandbox/',
    'src/sources/web/',
    '@mozilla/readability',
    'linkedom',
    'parse5',
  ],
  'src/sources/sandbox/': ['src/core/', 'node:child_process', 'node:fs/promises'],
  'src/sources/feeds/': [
    'src/core/',
    'src/sources/article/',
    'src/sources/sandbox/',
    'src/sources/text/',
    'src/sources/web/',
    'feedsmith',
    'htmlparser2',
    'iconv-lite',
  ],
  'src/sources/pages/': ['src/core/', 'src/sources/article/', 'src/sources/web/'],
  'src/sources/reading/': [
    'src/core/',
    'src/sources/article/',
    'src/sources/file/',
    'src/sources/text/',
    'src/sources/web/',
  ],
  'src/sources/web/': [
    'src/core/',
    'undici',
    'ipaddr.js',
    'robots-parser',
    'node:dns/promises',
    'node:net',
    'node:stream',
    'node:zlib',
  ],
  'src/writers/extractive/': ['src/core/'],
  'src/writers/model/': [
    'src/core/',
    'zod',
    'ai',
    '@ai-sdk/anthropic',
    '@ai-sdk/openai',
    '@ai-sdk/google',
    '@ai-sdk/openai-compatible',
    'node:fs',
  ],
  'src/monitoring/': ['src/core/', 'node:http', 'node:net'],
  'src/store/': [
    'src/core/',
    'kysely',
    'kysely/migration',
    'pg',
    'node:sqlite',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:crypto',
    'node:timers/promises',
  ],
  'src/platforms/terminal/': ['src/core/', 'node:util'],
  'src/platforms/slack/': [
    'src/core/',
    'node:http',
    'node:crypto',
    '@slack/bolt',
    '@slack/web-api',
    '@slack/types',
    '@slack/socket-mode',
    '@slack/logger',
  ],
  'src/platforms/discord/': ['src/core/', 'discord.js', 'node:crypto'],
  'src/schedule.ts': ['node-cron'],
  'src/log.ts': ['src/core/log.ts', 'src/core/errors.ts'],
  'src/runtime.ts': [],
  'src/app.ts': ['src/', 'node:crypto', 'node:path'],
  'src/commands/': [
    'src/',
    'package.json',
    'commander',
    'zod',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:readline',
    'node:stream',
  ],
  'src/prompt.ts': ['src/runtime.ts', 'node:readline', 'node:stream'],
  'src/main.ts': [
    'src/commands/command-line.ts',
    'src/core/file-fault.ts',
    'src/prompt.ts',
    'src/runtime.ts',
    'node:fs',
    'node:util',
  ],
  'src/attache.js': ['src/main.ts', 'src/node-flags.js', 'node:module'],
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => join('src', name))
  .filter((name) => /\.(ts|js)$/u.test(name))
const sources = files.map((file) => ({ file, code: readFileSync(file, 'utf8') }))

test('every import is one that the structure allows', () => {
  const outside = sources.flatMap(({ file, code }) => {
    const part = partOf(file)
    const allowed = part === undefined ? [] : [part, ...(MAY_IMPORT[part] ?? [])]
    return importsOf(file, code)
      .filter((name) => !allowed.some((prefix) => name === prefix || (prefix.endsWith('/') && name.startsWith(prefix))))
      .map((name) => `${file} imports ${name}`)
  })
  expect(outside).toEqual([])
})

test('the list above names only what is there', () => {
  const idle = Object.keys(MAY_IMPORT).filter((part) => !files.some((file) => partOf(file) === part))
  expect(idle).toEqual([])
})

/** What is loaded only by a desk that is set up to use it, or once it has something to read: it is large, and a start is to be short. */
const LATE = [
  '@slack/bolt',
  'discord.js',
  'pg',
  'ai',
  '@ai-sdk/anthropic',
  'undici',
  'linkedom',
  'unpdf',
  'mammoth',
  'htmlparser2',
]

test('a desk that starts loads no package that it does not use yet', () => {
  const seen = new Set(['src/commands/start.ts'])
  for (const file of seen) {
    const code = sources.find((source) => source.file === file)?.code ?? ''
    for (const name of loadedAtOnce(file, code)) seen.add(name)
  }
  expect(seen).toContain('src/app.ts')
  expect(seen).toContain('zod')
  expect([...seen].filter((name) => LATE.some((late) => name === late || name.startsWith(`${late}/`)))).toEqual([])
})

test('only the process edge touches the process', () => {
  const outside = sources
    .filter(({ file }) => file !== 'src/main.ts')
    .filter(
      ({ code }) => /process\.(env|argv|stdin|stdout|stderr)\b/u.test(withoutComments(code)) && !code.startsWith('#!'),
    )
    .map(({ file }) => file)
  expect(outside).toEqual([])
})

test('nothing but node-cron keeps time: no intervals anywhere, and no other cron in sight of the clock', () => {
  const outside = sources
    .filter(({ code }) => /\bsetInterval\s*\(/u.test(withoutComments(code)))
    .map(({ file }) => file)
  expect(outside).toEqual([])
  const cron = sources.filter(({ file, code }) => importsOf(file, code).includes('node-cron')).map(({ file }) => file)
  expect(cron).toEqual(['src/schedule.ts'])
})

test('files stay short enough to be read', () => {
  const long = sources
    .map(({ file, code }) => ({ file, lines: code.split('\n').length }))
    .filter(({ lines }) => lines > 320)
  expect(long).toEqual([])
})

function partOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter((part) => file === part || (part.endsWith('/') && file.startsWith(part)))
    .sort((a, b) => b.length - a.length)[0]
}

/** What a file imports: paths from the root of the repository, or package names. */
function importsOf(file: string, code: string): string[] {
  const names = [...code.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)'([^']+)'/gmu)].map(
    (match) => match[1] ?? '',
  )
  return names.map((name) => (name.startsWith('.') ? relative('.', join(dirname(file), name)) : name))
}

/** The imports that are there before a file runs: neither those of types alone nor those by `import()`. */
function loadedAtOnce(file: string, code: string): string[] {
  const statements = withoutComments(code).matchAll(/^(?:import|export)\s[^'(;]*?from\s+'[^']+'|^import\s+'[^']+'/gmu)
  const values = [...statements]
    .map(([statement]) => statement)
    .filter((one) => !/^(?:import|export)\s+type\b/u.test(one))
  return importsOf(file, values.join('\n'))
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/^\s*\/\/.*$/gmu, '')
}

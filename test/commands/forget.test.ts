import { cp, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/app.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { sampleOwed } from '../contracts/store-samples.ts'
import { openFolder, runAtTerminal, runCommand } from '../end-to-end/running-process.ts'

let folder: Awaited<ReturnType<typeof openFolder>>
let env: Record<string, string>

beforeEach(async () => {
  folder = await openFolder()
  env = { ATTACHE_BRIEFS: join(folder.path, 'briefs'), ATTACHE_DATA: join(folder.path, 'data') }
  // With their times: a file that is a moment old is taken to be still in the writing.
  await cp('briefs', env.ATTACHE_BRIEFS ?? '', { recursive: true, preserveTimestamps: true })
})
afterEach(() => folder.remove())

const run = (...args: readonly string[]) => runCommand(args, env, [])

describe('attache forget', () => {
  test('forgets a document, which the folder does not bring back', async () => {
    expect((await run('ask', 'Which country ratified the memorandum first?')).out).toContain('to ratify')
    const { code, out } = await run('forget', '2024-07-04-astana-summit.txt')
    expect([code, out]).toEqual([0, expect.stringContaining('1 document')])
    const brief = await run('brief', 'india-belarus')
    expect(brief.code).toBe(0)
    expect(brief.out).not.toMatch(/Astana/u)
    const again = await run('forget', '2024-07-04-astana-summit.txt')
    expect([again.code, again.out]).toEqual([1, ''])
    expect(again.err).toContain('Nothing here is called')
  })

  test('forgets a topic', async () => {
    await run('topics')
    expect((await run('forget', 'unsc-reform')).code).toBe(0)
    expect((await run('topics')).out).not.toContain('unsc-reform')
  })

  test('says what still stands in channels, and that it is edited only together with forgetting', async () => {
    await run('topics')
    const store = await openDatabase(readEnvironment(env), 'guest')
    const brief = await store.briefOf('unsc-reform')
    if (brief === undefined) throw new Error('no brief')
    const owed = sampleOwed('post', { reply: { kind: 'brief', brief, topicTitle: 'Council' } })
    await store.noteSent(owed, { channel: 'C1', message: 'm1' }, new Date().toISOString())
    await store.close()
    const { code, out } = await run('forget', 'unsc-reform')
    expect(code).toBe(0)
    expect(out).toMatch(/still stands in channels: delete it there\. .*--retract/u)
  })

  test('asks before it forgets the topic that an earlier name has come to stand for', async () => {
    await run('topics')
    await run('topics', 'merge', 'unsc-reform', 'india-belarus')
    const refused = await run('forget', 'unsc-reform')
    expect([refused.code, refused.out]).toEqual([1, ''])
    expect(refused.err).toMatch(/is now the topic india-belarus .*all 6 documents .*--yes/u)
    const atTerminal = async (line: string) => await runAtTerminal(['forget', 'unsc-reform'], env, [line], '')
    expect((await atTerminal('')).code).toBe(1)
    expect((await run('topics')).out).toMatch(/india-belarus .*6 documents/u)
    const { code, out } = await atTerminal('y')
    expect([code, out]).toEqual([0, expect.stringContaining('Forgotten: india-belarus, 6 documents')])
    await run('topics')
    expect((await run('forget', 'unsc-reform', '--yes')).out).toContain('Forgotten: india-belarus, 0 documents')
  })

  test('wants to know which of several documents', async () => {
    await mkdir(join(env.ATTACHE_BRIEFS ?? '', 'more'))
    for (const name of ['more/a', 'more/b']) {
      await mkdir(join(env.ATTACHE_BRIEFS ?? '', name), { recursive: true })
      const file = join(env.ATTACHE_BRIEFS ?? '', name, 'text.txt')
      await writeFile(file, `The harbour of ${name} closes in June.`)
      await utimes(file, 1_700_000_000, 1_700_000_000)
    }
    await run('topics')
    const { code, err } = await run('forget', 'text.txt')
    expect([code, err]).toEqual([1, expect.stringContaining('fits 2 documents')])
  })
})

test('attache retract lists what was posted, and takes back only what there is', async () => {
  expect(await run('retract')).toMatchObject({ code: 0, out: 'No brief has been posted.\n' })
  const { code, err } = await run('retract', 'nothing')
  expect([code, err]).toEqual([1, expect.stringContaining('There is no brief nothing')])
  expect(err).toContain('more than 90 days ago')
  await run('topics')
  const store = await openDatabase(readEnvironment(env), 'guest')
  const brief = await store.briefOf('unsc-reform')
  await store.close()
  const taken = await run('retract', brief?.id ?? 'none')
  expect([taken.code, taken.out]).toEqual([0, expect.stringContaining('No message that has gone out is known')])
})

test('attache export and import carry a desk to another database', async () => {
  const file = join(folder.path, 'desk.jsonl')
  const before = (await run('topics')).out
  expect((await run('export', file)).out).toMatch(/^\d+ rows exported/u)
  expect((await run('export', file)).err).toContain('cannot be written')
  const other = { ATTACHE_BRIEFS: join(folder.path, 'none'), ATTACHE_DATA: join(folder.path, 'other') }
  expect((await runCommand(['import', file], other, [])).out).toMatch(/^\d+ rows imported/u)
  expect((await runCommand(['import', file], other, [])).err).toContain('not empty')
  await rm(env.ATTACHE_BRIEFS ?? '', { recursive: true })
  await cp('briefs', other.ATTACHE_BRIEFS, { recursive: true, preserveTimestamps: true })
  expect((await runCommand(['topics'], other, [])).out).toBe(before)
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, -30))
  const third = { ...other, ATTACHE_DATA: join(folder.path, 'third') }
  expect((await runCommand(['import', file], third, [])).err).toMatch(/damaged|not whole/u)
})

describe('attache topics', () => {
  test('rename gives a topic another name, and the folder of its old name goes on working', async () => {
    await run('topics')
    expect((await run('topics', 'rename', 'unsc-reform', 'Security Council')).out).toContain(
      'Renamed to security-council',
    )
    const listed = (await run('topics')).out
    expect([listed.includes('security-council'), listed.includes('unsc-reform ')]).toEqual([true, false])
    expect((await run('brief', 'unsc-reform')).out).toBe((await run('brief', 'security-council')).out)
    expect((await run('topics', 'rename', 'nothing', 'x')).err).toContain('There is no topic nothing')
    expect((await run('topics', 'rename', 'security-council', 'india-belarus')).err).toContain('attache topics merge')
  })

  test('merge puts two together', async () => {
    await run('topics')
    expect((await run('topics', 'merge', 'unsc-reform', 'india-belarus')).code).toBe(0)
    const listed = (await run('topics')).out
    expect(listed).toMatch(/india-belarus .*6 documents/u)
    expect((await run('topics', 'merge', 'india-belarus', 'nothing')).err).toContain('There is no other topic')
  })
})

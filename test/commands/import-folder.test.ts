import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { openFolder, runCommand, startCommand, startDesk } from '../end-to-end/running-process.ts'
import { postgresDatabase } from '../store/databases.ts'

const HARBOUR =
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground. Pilots freed the ship after nine hours.'
const FERRY =
  'A new ferry between Varna and Odesa started on 9 May 2024. The operator plans three crossings a week between the ports.'

let folder: Awaited<ReturnType<typeof openFolder>>
let env: Record<string, string>

beforeEach(async () => {
  folder = await openFolder()
  env = { ATTACHE_BRIEFS: join(folder.path, 'briefs'), ATTACHE_DATA: join(folder.path, 'data') }
  await mkdir(env.ATTACHE_BRIEFS ?? '')
})
afterEach(() => folder.remove())

const archive = () => join(folder.path, 'archive')
const run = (...args: readonly string[]) => runCommand(args, env)

async function put(path: string, text: string): Promise<void> {
  const file = join(folder.path, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  await utimes(file, 1_700_000_000, 1_700_000_000)
}

async function putMany(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    await put(`archive/log-${index % 3}/entry-${index}.txt`, `Ship ${index} entered the harbour of Varna at noon.`)
  }
}

async function look<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const file = join(env.ATTACHE_DATA ?? '', 'attache.db')
  const store = await openSqlite({ file, role: 'guest', tokenize: searchTokens })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

describe('attache import of a folder', () => {
  test('takes in what lies in folders of topics, and routes what lies beside them', async () => {
    await put('archive/varna/2024-05-03-harbour.txt', HARBOUR)
    await put('archive/varna/old/ferry.md', `# A new ferry\n\n${FERRY}`)
    await put('archive/loose.txt', 'The council of Plovdiv bought twelve electric buses for its night lines.')
    const { code, out, err } = await run('import', archive())
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('3 documents taken in.')
    const topics = JSON.parse((await run('topics', '--json')).out)
    expect(JSON.stringify(topics)).toMatch(/varna/u)
    expect((await run('ask', 'How many electric buses did Plovdiv buy?')).out).toContain('twelve electric buses')
    const places = await look((store) => store.locationsOf('import'))
    expect(places.has(join(archive(), 'varna/old/ferry.md'))).toBe(true)
  })

  test('puts everything into one topic where one is named', async () => {
    await put('archive/a/harbour.txt', HARBOUR)
    await put('archive/ferry.txt', FERRY)
    expect((await run('import', archive(), '--topic', 'Black Sea')).code).toBe(0)
    expect(await look((store) => store.topicBySlug('black-sea'))).toMatchObject({ documents: 2 })
  })

  test('takes in nothing twice, reads again only what changed, and leaves it where it is', async () => {
    await put('archive/varna/harbour.txt', HARBOUR)
    await put('archive/varna/ferry.txt', FERRY)
    await run('import', archive())
    expect((await run('import', archive())).out).toContain('0 documents taken in, 2 done before.')
    await put('archive/varna/ferry.txt', `${FERRY} It carries two hundred lorries.`)
    expect((await run('import', archive())).out).toContain('0 documents taken in, 1 changed, 1 done before.')
    expect(await readFile(join(archive(), 'varna/harbour.txt'), 'utf8')).toBe(HARBOUR)
    expect(await look((store) => store.documentsOf('varna'))).toHaveLength(2)
  })

  test('leaves out what was forgotten, says so and how to take it in again', async () => {
    await put('archive/varna/harbour.txt', HARBOUR)
    await put('archive/varna/ferry.txt', FERRY)
    await run('import', archive())
    await run('forget', 'varna')
    await put('archive/varna/tug.txt', 'A tug of Varna was sold to Odesa on 7 May 2024 for two million euros.')
    const left = 'left out as forgotten (add --forgotten to take them in again).'
    expect((await run('import', archive())).out).toContain(`1 document taken in, 2 ${left}`)
    // Of a file at another place nothing is known but its text.
    await put('archive/varna/copy.txt', HARBOUR)
    expect((await run('import', archive())).out).toContain(`0 documents taken in, 1 done before, 3 ${left}`)
    expect(await look((store) => store.documentsOf('varna'))).toHaveLength(1)
    expect((await run('import', archive(), '--forgotten')).out).toContain(
      '2 documents taken in, 1 that the desk had already, 1 done before.',
    )
    expect(await look((store) => store.documentsOf('varna'))).toHaveLength(3)
    expect((await run('import', archive(), '--forgotten')).out).toContain('0 documents taken in, 4 done before.')
    await put('desk.jsonl', '{}')
    expect((await run('import', join(folder.path, 'desk.jsonl'), '--forgotten')).code).toBe(1)
  })

  test('brings back a forgotten document without a topic of its own, which neither its folder nor a moved desk does', async () => {
    for (const place of ['briefs/x.txt', 'archive/copy.txt']) await put(place, HARBOUR)
    expect((await run('topics')).out).toMatch(/varna/u)
    expect((await run('forget', 'x.txt')).out).toContain('1 document')
    const none = expect.not.stringMatching(/varna/u)
    expect((await run('topics')).out).toEqual(none)
    await run('export', join(folder.path, 'desk.jsonl'))
    env = { ...env, ATTACHE_DATA: join(folder.path, 'moved') }
    await run('import', join(folder.path, 'desk.jsonl'))
    expect((await run('topics')).out).toEqual(none)
    expect((await run('import', archive())).out).toContain('0 documents taken in, 1 left out as forgotten')
    expect((await run('import', archive(), '--forgotten')).out).toContain('1 document taken in.')
    expect((await run('topics')).out).toMatch(/varna.* 1 document$/mu)
  })

  test('says which files cannot be read, and why, and goes on with the others', async () => {
    await put('archive/varna/harbour.txt', HARBOUR)
    await put('archive/varna/chart.png', 'x')
    await put('archive/varna/blank.txt', '')
    const { code, out, err } = await run('import', archive())
    expect(code).toBe(1)
    expect(out).toContain('1 document taken in, 2 not read')
    expect(err).toContain('chart.png: not read yet: .png files')
    expect(err).toContain('blank.txt: it is empty')
  })

  test('leaves what the desk has read from its own folder to that, and knows it as the same', async () => {
    await put('briefs/varna/harbour.txt', HARBOUR)
    await run('topics')
    await put('archive/varna/copy.txt', HARBOUR)
    expect((await run('import', archive())).out).toContain('0 documents taken in, 1 that the desk had already.')
    expect(await look((store) => store.locationsOf('import'))).toEqual(new Set())
    const { code, err } = await run('import', join(env.ATTACHE_BRIEFS ?? '', 'varna'))
    expect([code, err]).toEqual([1, expect.stringContaining('belongs to the desk’s own folder')])
    await symlink(env.ATTACHE_BRIEFS ?? '', `${archive()}-link`)
    expect((await run('import', `${archive()}-link`)).err).toContain('belongs to the desk’s own folder')
    expect((await run('import', folder.path)).err).toContain('holds the desk’s own folder')
  })

  test('works beside a running desk, which briefs what was taken in', async () => {
    await put('archive/varna/harbour.txt', HARBOUR)
    const desk = startDesk(env)
    try {
      await expect.poll(() => desk.printed.out, { timeout: 20_000 }).toContain('Ctrl+C stops')
      expect((await run('import', archive())).out).toContain('1 document taken in.')
      const brief = join(env.ATTACHE_BRIEFS ?? '', 'varna', 'brief.md')
      await expect.poll(() => readFile(brief, 'utf8').catch(() => ''), { timeout: 20_000 }).toContain('nine hours')
    } finally {
      expect(await desk.stop()).toBe(0)
    }
  })
})

describe('a topic.yaml in an imported folder', () => {
  test('describes and limits the topic from before its first document, and for as long as the desk runs', async () => {
    await put('archive/varna/topic.yaml', 'title: The port\naliases: [seaport]\nvisible_to: [slack:T1]\n')
    await put('archive/varna/harbour.txt', HARBOUR)
    const { code, err } = await run('import', archive())
    expect([code, err]).toEqual([0, expect.stringContaining('copied from')])
    const described = { title: 'The port', aliases: ['seaport'], visibleTo: [{ platform: 'slack', workspace: 'T1' }] }
    expect(await look((store) => store.topicBySlug('varna'))).toMatchObject({ ...described, documents: 1 })
    // The desk brings its topics in line with its own files.
    await put('briefs/other/topic.yaml', 'title: Something else\n')
    await run('topics')
    expect(await look((store) => store.topicBySlug('varna'))).toMatchObject(described)
  })

  test('keeps its documents out where the desk would show them to others', async () => {
    await put('briefs/varna/topic.yaml', 'title: The port\n')
    await put('archive/varna/topic.yaml', 'visible_to: [slack:T1]\n')
    await put('archive/varna/harbour.txt', HARBOUR)
    await put('archive/ferries/ferry.txt', FERRY)
    const first = await run('import', archive())
    expect([first.code, first.out]).toEqual([1, expect.stringContaining('1 document taken in, 1 not read')])
    expect(first.err).toContain('varna: skipped with its 1 file: its topic.yaml limits who may see it')
    expect(await run('import', archive(), '--topic', 'open')).toMatchObject({ code: 1 })
    expect(await look((store) => store.topicBySlug('open'))).toMatchObject({ documents: 1 })
    await put('briefs/varna/topic.yaml', 'title: The port\nvisible_to: [slack:T1]\n')
    expect((await run('import', archive())).out).toContain('1 document taken in, 1 done before.')
    expect(await look((store) => store.topicBySlug('varna'))).toMatchObject({ visibleTo: [{ workspace: 'T1' }] })
  })

  test('that is broken keeps its documents out', async () => {
    await put('archive/varna/topic.yaml', 'visible: [slack:T1]\n')
    await put('archive/varna/harbour.txt', HARBOUR)
    await put('archive/ferries/topic.yml', 'visible_to: [slack:T1]\n')
    await put('archive/ferries/ferry.txt', FERRY)
    const { code, out, err } = await run('import', archive())
    expect([code, out]).toEqual([1, expect.stringContaining('0 documents taken in, 3 not read')])
    expect(err).toMatch(/varna: skipped .* is not understood/u)
    expect(err).toMatch(/ferries: skipped .* call it topic.yaml/u)
  })

  test('of the folder itself, or of one within a topic’s, keeps its documents from others as well', async () => {
    await put('archive/topic.yaml', 'visible_to: [slack:T1]\n')
    await put('archive/harbour.txt', HARBOUR)
    for (const more of [[], ['--topic', 'open']]) {
      const { code, err } = await run('import', archive(), ...more)
      expect([code, err]).toEqual([1, expect.stringContaining('limits who may see it')])
    }
    await rm(join(archive(), 'topic.yaml'))
    await put('archive/2023/secret/topic.yaml', 'visible_to: [slack:T1]\n')
    await put('archive/2023/secret/ferry.txt', FERRY)
    const { code, out, err } = await run('import', archive())
    expect([code, out]).toEqual([1, expect.stringContaining('1 document taken in, 1 not read')])
    expect(err).toContain('the topic 2023 is not limited so')
    await put('briefs/secret/topic.yaml', 'visible_to: [slack:T1]\n')
    expect(await run('import', join(archive(), '2023', 'secret'), '--topic', 'secret')).toMatchObject({ code: 0 })
    expect(await look((store) => store.topicBySlug('secret'))).toMatchObject({ documents: 1 })
  })

  test('of the desk itself that is broken keeps them out too', async () => {
    await put('briefs/varna/topic.yaml', 'visible: [slack:T1]\n')
    await put('archive/varna/harbour.txt', HARBOUR)
    const { code, err } = await run('import', archive())
    expect([code, err]).toEqual([1, expect.stringContaining('the topic.yaml of varna is broken')])
    await put('archive/varna/topic.yaml', 'title: The port\n')
    const described = await run('import', archive())
    expect([described.code, described.err]).toEqual([1, expect.stringContaining('the topic.yaml of varna is broken')])
    expect(await readFile(join(folder.path, 'briefs/varna/topic.yaml'), 'utf8')).toBe('visible: [slack:T1]\n')
  })

  test('of the desk itself limits the topic before anything is put into it', async () => {
    await put('briefs/Varna/topic.yaml', 'visible_to: [slack:T1]\n')
    await put('archive/varna/harbour.txt', HARBOUR)
    expect(await run('import', archive())).toMatchObject({ code: 0 })
    const visibleTo = [{ platform: 'slack', workspace: 'T1' }]
    expect(await look((store) => store.topicBySlug('varna'))).toMatchObject({ documents: 1, visibleTo })
  })
})

describe('on PostgreSQL, where the folder here need not be that of the desk', () => {
  test('documents are taken in once, and a topic that is limited only here is left out', async () => {
    const database = await postgresDatabase(inject('postgres'))
    try {
      const { url = '' } = database.options
      await put('archive/varna/harbour.txt', HARBOUR)
      await put('archive/secret/topic.yaml', 'visible_to: [slack:T1]\n')
      await put('archive/secret/ferry.txt', FERRY)
      const importAll = () => runCommand(['import', archive()], { ...env, DATABASE_URL: url })
      const { code, out, err } = await importAll()
      expect([code, out]).toEqual([1, expect.stringContaining('1 document taken in, 1 not read')])
      expect(err).toContain('secret: skipped with its 1 file: its topic.yaml limits who may see it')
      const store = await database.open()
      const visibleTo = [{ platform: 'slack', workspace: 'T1' }]
      await store.saveTopic({ slug: 'secret', title: 'Secret', aliases: [], visibleTo })
      expect((await importAll()).out).toContain('1 document taken in, 1 done before.')
      expect(await store.topicBySlug('secret')).toMatchObject({ documents: 1, visibleTo })
      await store.close()
    } finally {
      await database.drop()
    }
  })
})

describe('an import that is broken off', () => {
  test('by Ctrl+C ends in order, says how to go on, and goes on where it was', async () => {
    await putMany(400)
    const started = startCommand(['import', archive()], env)
    const file = join(env.ATTACHE_DATA ?? '', 'attache.db')
    await expect.poll(() => countIn(file), { timeout: 20_000, interval: 5 }).toBeGreaterThan(0)
    expect(await started.stop()).toBe(1)
    expect(started.printed.out).toContain('Broken off. The same command goes on from here')
    const kept = await countIn(file)
    expect(kept).toBeLessThan(400)
    expect((await run('import', archive())).out).toContain(`${400 - kept} documents taken in, ${kept} done before.`)
    expect(await countIn(file)).toBe(400)
  })

  test('by kill -9 leaves nothing twice', async () => {
    await putMany(400)
    const file = join(env.ATTACHE_DATA ?? '', 'attache.db')
    const child = spawn(process.execPath, ['src/main.ts', 'import', archive()], { env: { ...env }, stdio: 'ignore' })
    await expect.poll(() => countIn(file), { timeout: 20_000, interval: 5 }).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const kept = await countIn(file)
    expect(kept).toBeLessThan(400)
    expect((await run('import', archive())).out).toContain(`${400 - kept} documents taken in, ${kept} done before.`)
    expect(await countIn(file)).toBe(400)
  })
})

async function countIn(file: string): Promise<number> {
  const exists = await readFile(file).then(
    () => true,
    () => false,
  )
  return exists ? (await look((store) => store.countTopics()).catch(() => ({ documents: 0 }))).documents : 0
}

test('a folder that is not there, and a name that is none, are said', async () => {
  expect(await run('import', join(folder.path, 'nowhere'))).toMatchObject({ code: 1 })
  await put('archive/varna/harbour.txt', HARBOUR)
  expect((await run('import', archive(), '--topic', '???')).err).toContain('holds no letter')
  await put('desk.jsonl', '{"format":"attache-export-1"}')
  expect((await run('import', join(folder.path, 'desk.jsonl'), '--topic', 'x')).err).toContain(
    '--topic says nothing for an export',
  )
  await rm(archive(), { recursive: true })
})

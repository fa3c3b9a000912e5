import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createStandingFiles } from '../../src/config/standing-files.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

const LIMITED = 'title: Talks on trade\nvisible_to: [terminal]\n'
const DESK = 'digests: [{ channel: terminal, topics: all, at: "0 8 * * *" }]\n'

function setUp(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'attache-standing-'))
  roots.push(root)
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  const standing = createStandingFiles(root, { zone: 'UTC' })
  const read = async () => {
    const { topics, digests, held, problems, changed, matches } = await standing.read()
    return {
      titles: topics.map(({ title }) => title),
      digests: digests.length,
      held: [...held],
      problems: problems.map(({ where }) => where),
      changed,
      matches: [...matches],
    }
  }
  /** Changes count once they look the same twice. */
  const readTwice = async () => {
    const first = await read()
    expect(first).toMatchObject({ changed: false, problems: [] })
    return await read()
  }
  const remove = (name: string) => rmSync(join(root, name), { recursive: true })
  return { root, standing, write, read, readTwice, remove }
}

const NOTHING = { titles: [], digests: 0, held: [], problems: [], changed: false, matches: [] }

it('takes in at once what is there, and is quiet while nothing changes', async () => {
  const { read } = setUp({
    'desk.yaml': DESK,
    'talks/topic.yaml': `${LIMITED}match: [tariff]\n`,
    'other/a.md': 'Text.',
  })
  const all = { ...NOTHING, titles: ['Talks on trade'], digests: 1, matches: [['talks', ['tariff']]] }
  expect(await read()).toEqual({ ...all, changed: true })
  expect(await read()).toEqual(all)
})

it('needs no files, and no folder', async () => {
  const { root, read } = setUp({})
  expect(await read()).toEqual(NOTHING)
  rmSync(root, { recursive: true })
  expect(await read()).toEqual(NOTHING)
})

it('takes a change once it looks the same twice', async () => {
  const { write, read } = setUp({ 'talks/topic.yaml': LIMITED })
  await read()
  write('talks/topic.yaml', 'title: Tal')
  expect(await read()).toMatchObject({ titles: ['Talks on trade'], changed: false })
  write('talks/topic.yaml', 'title: Talks, the second round\n')
  expect(await read()).toMatchObject({ titles: ['Talks on trade'], changed: false })
  expect(await read()).toMatchObject({ titles: ['Talks, the second round'], changed: true })
})

it('keeps the last good version while a file is broken, and says so once a change', async () => {
  const { write, read, readTwice } = setUp({ 'desk.yaml': DESK, 'talks/topic.yaml': LIMITED })
  await read()
  write('desk.yaml', 'digests: 5')
  write('talks/topic.yaml', 'title: T\nvisable_to: [terminal]\n')
  const kept = { ...NOTHING, titles: ['Talks on trade'], digests: 1 }
  expect(await readTwice()).toEqual({ ...kept, problems: ['desk.yaml:1', 'talks/topic.yaml:2'] })
  expect(await read()).toEqual(kept)
  write('talks/topic.yaml', 'titel: T\n')
  expect(await readTwice()).toEqual({ ...kept, problems: ['talks/topic.yaml:1'] })
  write('talks/topic.yaml', 'title: T\n')
  write('desk.yaml', 'digests: []')
  expect(await readTwice()).toEqual({ ...NOTHING, titles: ['T'], changed: true })
})

it('holds a topic whose file never was good, until it is', async () => {
  const { write, read, readTwice } = setUp({ 'talks/topic.yaml': 'visible_to: everybody' })
  expect(await read()).toEqual({ ...NOTHING, held: ['talks'], problems: ['talks/topic.yaml:1'], changed: true })
  expect(await read()).toEqual({ ...NOTHING, held: ['talks'] })
  write('talks/topic.yaml', LIMITED)
  expect(await readTwice()).toEqual({ ...NOTHING, titles: ['Talks on trade'], changed: true })
})

it('says of a topic that is held what waits for its file, once, and not of one that has a good version', async () => {
  const waits = /\. Until this is mended, no new document of the topic is read$/u
  const { standing, write } = setUp({ 'talks/topic.yaml': 'titel: a\nowner: b', 'other/topic.yml': LIMITED })
  const said = async () => (await standing.read()).problems.map(({ what }) => waits.test(what)).toSorted()
  expect(await said()).toEqual([false, true, true])
  write('talks/topic.yaml', LIMITED)
  await said()
  await said()
  write('talks/topic.yaml', 'titel: a')
  expect([await said(), await said()]).toEqual([[], [false]])
})

it('holds a new topic while its file may still be being written', async () => {
  const { write, read } = setUp({ 'other/a.md': 'Text.' })
  await read()
  write('talks/topic.yaml', LIMITED)
  expect(await read()).toEqual({ ...NOTHING, held: ['talks'] })
  expect(await read()).toEqual({ ...NOTHING, titles: ['Talks on trade'], changed: true })
})

it('holds a topic whose file goes by a name that is not read', async () => {
  const { root, read, readTwice } = setUp({ 'talks/topic.yml': LIMITED })
  expect(await read()).toEqual({ ...NOTHING, held: ['talks'], problems: ['talks/topic.yml'], changed: true })
  renameSync(join(root, 'talks/topic.yml'), join(root, 'talks/topic.yaml'))
  expect(await readTwice()).toEqual({ ...NOTHING, titles: ['Talks on trade'], changed: true })
})

it('holds a topic that two folders describe', async () => {
  const { read, readTwice, remove } = setUp({ 'Talks/topic.yaml': LIMITED, 'talks/topic.yaml': 'title: Open\n' })
  expect(await read()).toEqual({
    ...NOTHING,
    titles: ['Talks on trade'],
    held: ['talks'],
    problems: ['Talks, talks'],
    changed: true,
  })
  expect(await read()).toMatchObject({ problems: [] })
  remove('Talks')
  expect(await readTwice()).toEqual({ ...NOTHING, titles: ['Open'], changed: true })
})

it('forgets a file only when it is certain to be gone', async () => {
  const { write, read, readTwice, remove } = setUp({
    'desk.yaml': DESK,
    'talks/topic.yaml': LIMITED,
    'other/a.md': 'Text.',
  })
  await read()
  remove('talks/topic.yaml')
  expect(await read()).toMatchObject({ titles: ['Talks on trade'], changed: false })
  write('talks/topic.yaml', LIMITED)
  await read()
  expect(await read()).toMatchObject({ titles: ['Talks on trade'], changed: false, held: [] })
  remove('talks')
  remove('desk.yaml')
  expect(await readTwice()).toEqual({ ...NOTHING, changed: true })
})

it('keeps everything as it was while the root is missing', async () => {
  const { root, read } = setUp({ 'desk.yaml': DESK, 'talks/topic.yaml': LIMITED })
  await read()
  renameSync(root, `${root}-away`)
  const kept = { ...NOTHING, titles: ['Talks on trade'], digests: 1 }
  expect([await read(), await read(), await read()]).toEqual([kept, kept, kept])
  renameSync(`${root}-away`, root)
  expect([await read(), await read()]).toEqual([kept, kept])
})

it('does not know what is ordered while desk.yaml never was good', async () => {
  const { root, write, remove, read, readTwice } = setUp({ 'desk.yaml': 'digests: 5', 'talks/topic.yaml': LIMITED })
  const standing = createStandingFiles(root, { zone: 'UTC' })
  expect(await standing.read()).toMatchObject({ digests: [], digestsUnknown: true, changed: true })
  expect(standing.followedFeeds()?.unknown).toEqual(new Set(['']))
  write('desk.yaml', 'digests: []')
  await standing.read()
  // That there are none is news: those that are kept are to go.
  expect(await standing.read()).toMatchObject({ digests: [], digestsUnknown: false, changed: true })
  expect(standing.followedFeeds()?.unknown).toEqual(new Set())
  write('desk.yaml', 'digests: 5')
  await standing.read()
  expect(await standing.read()).toMatchObject({ digestsUnknown: false, problems: [{ where: 'desk.yaml:1' }] })
  await read()
  remove('desk.yaml')
  expect(await readTwice()).toMatchObject({ digests: 0, changed: true })
})

it('keeps everything as it was while the root is empty, and says how to have it go', async () => {
  const { root, write, read, readTwice, remove } = setUp({ 'desk.yaml': DESK, 'talks/topic.yaml': LIMITED })
  await read()
  renameSync(root, `${root}-away`)
  roots.push(`${root}-away`)
  mkdirSync(root)
  write('.keep', 'Nothing is mounted here.')
  const kept = { ...NOTHING, titles: ['Talks on trade'], digests: 1 }
  expect(await read()).toEqual({ ...kept, problems: [root] })
  expect([await read(), await read()]).toEqual([kept, kept])
  remove('.')
  renameSync(`${root}-away`, root)
  expect([await read(), await read()]).toEqual([kept, kept])
  remove('talks')
  remove('desk.yaml')
  expect(await read()).toEqual({ ...kept, problems: [root] })
  write('desk.yaml', '')
  expect(await readTwice()).toEqual({ ...NOTHING, changed: true })
})

it('a start with an empty folder changes nothing, and takes in what is there once it is mounted', async () => {
  const { write, read } = setUp({})
  expect([await read(), await read()]).toEqual([NOTHING, NOTHING])
  write('talks/topic.yaml', LIMITED)
  write('desk.yaml', DESK)
  expect(await read()).toEqual({ ...NOTHING, digests: 1, held: ['talks'], changed: true })
  expect(await read()).toEqual({ ...NOTHING, digests: 1, titles: ['Talks on trade'], changed: true })
})

it('of an empty folder nothing is known, and yet feeds that were added elsewhere can be followed', async () => {
  const { root, read, standing } = setUp({})
  rmSync(root, { recursive: true })
  await read()
  expect(standing.followedFeeds()).toBeUndefined()
  mkdirSync(root)
  await read()
  expect(standing.followedFeeds()).toMatchObject({ feeds: [] })
  expect(standing.watchedPages()).toBeUndefined()
})

it('names files that are no text, or may not be read', async () => {
  const { root, write, read } = setUp({ 'talks/topic.yaml': LIMITED })
  mkdirSync(join(root, 'desk.yaml'))
  write('talks/topic.yaml', LIMITED)
  writeFileSync(join(root, 'talks/topic.yaml'), Buffer.from('title: caf\xe9', 'latin1'))
  expect(await read()).toMatchObject({ held: ['talks'], problems: ['desk.yaml', 'talks/topic.yaml'] })
  chmodSync(join(root, 'talks/topic.yaml'), 0o000)
  expect((await read()).held).toEqual(['talks'])
})

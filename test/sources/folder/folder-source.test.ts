import { chmodSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFolderSource } from '../../../src/sources/folder/folder-source.ts'
import { OWN_FIRST_LINE } from '../../../src/sources/folder/own-briefs.ts'
import { createFakeWatch, createTree } from './folder-tree.ts'

const STORY = 'The council met on Monday. It agreed on nothing.\n'
const nothingKnown = async () => new Set<string>()

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

function setUp(files: Record<string, string | Uint8Array> = {}, watching = true) {
  const tree = createTree(files)
  const watch = createFakeWatch(watching)
  // A second ahead of the files just written, so that they have settled.
  const clock = { now: Date.now() + 1000 }
  const source = createFolderSource({ root: tree.root, now: () => clock.now, watch, keepsBriefs: true })
  cleanups.push(tree.dispose)
  const poll = async (known: readonly string[] = []) => {
    const found = await source.poll(async () => new Set(known))
    return {
      documents: found.documents.map(({ location }) => location).sort(),
      withdrawn: [...found.withdrawn].sort(),
      problems: Object.fromEntries(found.problems.map(({ where, what }) => [where, what])),
    }
  }
  return { tree, watch, clock, source, poll }
}

describe('what counts as a document', () => {
  it('finds files at any depth below a topic and gives them its slug', async () => {
    const { source } = setUp({ 'Trade Talks/a.txt': STORY, 'Trade Talks/2024/may/b.md': STORY })
    const { documents } = await source.poll(nothingKnown)
    expect(documents.map(({ location, topic }) => [location, topic]).sort()).toEqual([
      ['Trade Talks/2024/may/b.md', 'trade-talks'],
      ['Trade Talks/a.txt', 'trade-talks'],
    ])
  })

  it.each([
    ['the desk’s own files', ['desk.yaml', 'README.md', 'talks/topic.yaml']],
    ['hidden files and folders', ['.git/config', 'talks/.notes.md', 'talks/.obsidian/x.md']],
    [
      'what editors and downloads leave',
      ['a.md~', '.a.md.swp', '~$a.md', 'a.md.tmp', 'a.html.part', 'a.html.crdownload', '#a.md#'].map(
        (name) => `talks/${name}`,
      ),
    ],
  ])('passes over %s without a word', async (_, locations) => {
    const { poll } = setUp(Object.fromEntries(locations.map((location) => [location, STORY])))
    expect(await poll()).toEqual({ documents: [], withdrawn: [], problems: {} })
  })

  it('passes over briefs that the desk has written, and reads what somebody else wrote under their name', async () => {
    const { tree, watch, poll, clock } = setUp({
      'talks/brief.md': `${OWN_FIRST_LINE}\n\n${STORY}`,
      'talks/old/Brief.MD': `${OWN_FIRST_LINE}\n\n${STORY}`,
      'empty/brief.md': '',
      'trade/brief.md': STORY,
      'trade/2024/brief.md': STORY,
    })
    const told = { 'trade/brief.md': expect.stringMatching(/read as a document.*rename it/u) }
    const documents = ['trade/2024/brief.md', 'trade/brief.md']
    expect(await poll()).toEqual({ documents, withdrawn: [], problems: told })
    tree.write('talks/brief.md', 'My own notes of three weeks.')
    tree.write('trade/brief.md', `${STORY}And then it rose.`)
    watch.mark('talks/brief.md', 'trade/brief.md')
    const { problems, ...found } = await poll()
    expect(found).toEqual({ documents: ['talks/brief.md', 'trade/brief.md'], withdrawn: [] })
    expect(Object.keys(problems)).toEqual(['talks/brief.md'])
    clock.now += 60_000
    expect(await poll()).toEqual({ documents: [], withdrawn: [], problems: {} })
  })

  it('says what is wrong with a file and goes on with the rest, once', async () => {
    const { tree, poll, clock } = setUp({
      'loose.md': STORY,
      'talks/good.md': STORY,
      'talks/paper.pdf': '%PDF-1.7',
      'talks/LICENSE': 'words',
      'talks/empty.md': '',
      'talks/blank.md': ' \n\n',
      'talks/big.txt': new Uint8Array(20 * 1024 * 1024 + 1).fill(97),
      '***/a.md': STORY,
      'outside/secret.txt': STORY,
    })
    symlinkSync('/etc/passwd', tree.path('talks/passwd.txt'))
    symlinkSync('/etc', tree.path('talks/etc'))
    symlinkSync('nowhere.md', tree.path('talks/broken.md'))
    symlinkSync('loop.md', tree.path('talks/loop.md'))
    symlinkSync('../outside', tree.path('talks/elsewhere'))
    symlinkSync('good.md', tree.path('talks/again.md'))
    const first = await poll()
    expect(first.documents).toEqual(['loose.md', 'outside/secret.txt', 'talks/again.md', 'talks/good.md'])
    expect(first.problems).toEqual({
      'talks/paper.pdf': expect.stringContaining('damaged'),
      'talks/LICENSE': expect.stringMatching(/^not read yet: files without an ending/u),
      'talks/empty.md': expect.stringContaining('empty'),
      'talks/blank.md': expect.stringContaining('no text'),
      'talks/big.txt': expect.stringContaining('21 MB'),
      '***': expect.stringContaining('name the folder'),
      'talks/passwd.txt': expect.stringContaining('leads out'),
      'talks/etc': expect.stringContaining('leads out'),
      'talks/broken.md': expect.stringContaining('does not exist'),
      'talks/loop.md': expect.stringContaining('leads back'),
      'talks/elsewhere': expect.stringContaining('another folder'),
    })
    clock.now += 60_000
    expect(await poll()).toEqual({ documents: [], withdrawn: [], problems: {} })
  })

  it('names a missing root once, withdraws nothing, and reads it when it is there', async () => {
    const { tree, poll } = setUp()
    tree.dispose()
    const first = await poll(['talks/a.md'])
    expect(first).toMatchObject({ withdrawn: [], problems: { [tree.root]: expect.stringContaining('no such folder') } })
    expect((await poll()).problems).toEqual({})
    tree.write('talks/b.md', STORY)
    expect(await poll(['talks/a.md'])).toEqual({
      documents: ['talks/b.md'],
      withdrawn: ['talks/a.md'],
      problems: { [tree.root]: 'it can be read again' },
    })
    expect((await poll()).problems).toEqual({})
  })

  it('names a file in place of the root once', async () => {
    const { tree, poll } = setUp()
    tree.dispose()
    writeFileSync(tree.root, STORY)
    expect((await poll()).problems).toEqual({ [tree.root]: expect.stringContaining('not a folder') })
    expect((await poll()).problems).toEqual({})
  })
})

describe('what changes', () => {
  it('withdraws between runs what the desk knows and the folder no longer has', async () => {
    const { poll } = setUp({ 'talks/a.md': STORY })
    expect(await poll(['talks/a.md', 'talks/gone.md'])).toMatchObject({
      documents: ['talks/a.md'],
      withdrawn: ['talks/gone.md'],
    })
  })

  it('asks what is known once, and again if that failed', async () => {
    const { source, tree } = setUp({ 'talks/a.md': STORY })
    await expect(source.poll(() => Promise.reject(new Error('the store is down')))).rejects.toThrow('store is down')
    const known = vi.fn(async () => new Set(['talks/gone.md']))
    const found = await source.poll(known)
    expect([found.documents.length, found.withdrawn]).toEqual([1, ['talks/gone.md']])
    tree.write('talks/b.md', STORY)
    await source.poll(known)
    expect(known).toHaveBeenCalledTimes(1)
  })

  it('looks only where something was noted', async () => {
    const { tree, watch, poll } = setUp({
      'talks/a.md': STORY,
      'talks/b.md': STORY,
      'talks/c.md': STORY,
      'trade/d.md': STORY,
    })
    await poll()
    tree.write('talks/a.md', `${STORY}And then it rose.`)
    renameSync(tree.path('talks/b.md'), tree.path('talks/b2.md'))
    tree.remove('talks/c.md')
    tree.remove('trade')
    expect(await poll()).toEqual({ documents: [], withdrawn: [], problems: {} })
    watch.mark('talks/a.md', 'talks/b.md', 'talks/b2.md', 'talks/c.md', 'trade')
    expect(await poll()).toEqual({
      documents: ['talks/a.md', 'talks/b2.md'],
      withdrawn: ['talks/b.md', 'talks/c.md', 'trade/d.md'],
      problems: {},
    })
  })

  it.each([
    ['after a minute', true, 60_000],
    ['at every poll where watching is unavailable', false, 0],
  ])('looks everywhere %s', async (_, watching, later) => {
    const { tree, clock, poll } = setUp({ 'talks/a.md': STORY, 'talks/b.md': STORY }, watching)
    await poll()
    tree.write('talks/a.md', 'It was all different.')
    tree.remove('talks/b.md')
    clock.now += later
    expect(await poll()).toEqual({ documents: ['talks/a.md'], withdrawn: ['talks/b.md'], problems: {} })
  })

  it('looks everywhere after the clock was set back', async () => {
    const { tree, clock, poll } = setUp({ 'talks/a.md': STORY })
    clock.now += 6 * 3_600_000
    await poll()
    tree.write('talks/b.md', STORY)
    clock.now -= 5 * 3_600_000
    expect((await poll()).documents).toEqual(['talks/b.md'])
  })

  it('watches a new folder before it reads what is inside', async () => {
    const { tree, watch, poll } = setUp({ 'talks/a.md': STORY })
    await poll()
    expect(watch.added).toEqual(['', 'talks'])
    tree.write('trade/2024/b.md', STORY)
    watch.mark('trade')
    expect((await poll()).documents).toEqual(['trade/2024/b.md'])
    expect(watch.added.slice(2)).toEqual(['trade', 'trade/2024'])
  })

  it('keeps a document whose file has become unreadable text, until the file goes', async () => {
    const { tree, watch, poll } = setUp({ 'talks/a.md': STORY })
    await poll()
    tree.write('talks/a.md', '')
    watch.mark('talks/a.md')
    expect(await poll()).toMatchObject({ withdrawn: [], problems: { 'talks/a.md': expect.stringContaining('empty') } })
    tree.remove('talks/a.md')
    watch.mark('talks/a.md')
    expect(await poll()).toMatchObject({ withdrawn: ['talks/a.md'] })
  })

  it('does not withdraw what a folder without permission hides', async () => {
    const { tree, watch, poll } = setUp({ 'talks/a.md': STORY })
    await poll()
    chmodSync(tree.path('talks'), 0o000)
    cleanups.unshift(() => chmodSync(tree.path('talks'), 0o755))
    watch.mark('talks')
    // Root may list everything; then there is nothing to report either.
    const denied = process.getuid?.() !== 0
    expect(await poll()).toMatchObject({
      withdrawn: [],
      problems: denied ? { talks: expect.stringContaining('permission') } : {},
    })
  })
})

describe('files that are still being written', () => {
  it('waits until a file is 300 ms old', async () => {
    const { tree, clock, poll } = setUp({ 'talks/a.md': STORY })
    clock.now = tree.changedAt('talks/a.md') + 299
    expect((await poll()).documents).toEqual([])
    clock.now += 1
    // Nothing was noted meanwhile: what waits is looked at again by itself.
    expect((await poll()).documents).toEqual(['talks/a.md'])
    expect((await poll()).documents).toEqual([])
  })

  it('waits again while the size still grows under an old time', async () => {
    const { tree, clock, poll } = setUp({ 'talks/a.md': 'The council' })
    clock.now = tree.changedAt('talks/a.md') + 100
    await poll()
    tree.write('talks/a.md', STORY)
    tree.touch('talks/a.md', clock.now - 5000)
    expect((await poll()).documents).toEqual([])
    expect((await poll()).documents).toEqual(['talks/a.md'])
  })

  it('reads a file dated in the future at the second look', async () => {
    const { tree, clock, poll } = setUp({ 'talks/a.md': STORY })
    tree.touch('talks/a.md', clock.now + 86_400_000)
    expect((await poll()).documents).toEqual([])
    expect((await poll()).documents).toEqual(['talks/a.md'])
  })

  it('does not withdraw a document whose file is being written anew', async () => {
    const { tree, clock, watch, poll } = setUp({ 'talks/a.md': STORY })
    await poll()
    tree.write('talks/a.md', 'It was all different.')
    tree.touch('talks/a.md', clock.now)
    watch.mark('talks/a.md')
    expect(await poll()).toEqual({ documents: [], withdrawn: [], problems: {} })
    clock.now += 300
    expect((await poll()).documents).toEqual(['talks/a.md'])
  })
})

describe('with the file system’s own watch', () => {
  it('notices what is written, renamed and removed, in new folders too', async () => {
    const tree = createTree({ 'talks/a.md': STORY })
    const source = createFolderSource({ root: tree.root, now: () => Date.now() + 1000 })
    cleanups.push(tree.dispose, source.close)
    const seen = { documents: new Set<string>(), withdrawn: new Set<string>() }
    const poll = async () => {
      const found = await source.poll(nothingKnown)
      for (const { location } of found.documents) seen.documents.add(location)
      for (const location of found.withdrawn) seen.withdrawn.add(location)
    }
    await poll()
    expect([...seen.documents]).toEqual(['talks/a.md'])
    tree.write('trade/deep/b.md', STORY)
    renameSync(tree.path('talks/a.md'), tree.path('talks/c.md'))
    await vi.waitFor(async () => {
      await poll()
      expect([...seen.documents].sort()).toEqual(['talks/a.md', 'talks/c.md', 'trade/deep/b.md'])
      expect([...seen.withdrawn]).toEqual(['talks/a.md'])
    })
    tree.write('trade/deep/d.md', STORY)
    tree.remove('talks')
    await vi.waitFor(async () => {
      await poll()
      expect(seen.documents).toContain('trade/deep/d.md')
      expect(seen.withdrawn).toContain('talks/c.md')
    })
  })
})

describe('a large folder', () => {
  it('comes in batches, each file once', async () => {
    const names = Array.from({ length: 450 }, (_, index) => `talks/${String(index).padStart(3, '0')}.txt`)
    const { poll } = setUp(Object.fromEntries(names.map((name) => [name, STORY])))
    const batches = [await poll(), await poll(), await poll(), await poll()].map(({ documents }) => documents)
    expect(batches.map(({ length }) => length)).toEqual([200, 200, 50, 0])
    expect(batches.flat().sort()).toEqual(names)
  })

  it('comes in batches by size too, but never in none', async () => {
    const large = STORY.repeat(200_000)
    const { poll } = setUp({ 'talks/a.txt': large, 'talks/b.txt': large, 'talks/c.txt': large })
    const batches = [await poll(), await poll(), await poll(), await poll()].map(({ documents }) => documents.length)
    expect(batches).toEqual([1, 1, 1, 0])
  })
})

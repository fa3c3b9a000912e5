import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { createFolderSource } from '../../../src/sources/folder/folder-source.ts'
import { createFakeWatch, createTree } from './folder-tree.ts'

const STORY = 'The council met on Monday. It agreed on nothing.\n'
const AGAIN = 'it can be read again'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** A folder, and the desk's store as far as the source asks for it: what was found and not withdrawn. */
function setUp(files: Readonly<Record<string, string>>, stored: readonly string[] = []) {
  const tree = createTree(files)
  const away = `${tree.root}-away`
  const watch = { ...createFakeWatch(), close: vi.fn() }
  const clock = { now: Date.now() + 1_000 }
  const known = new Set(stored)
  const source = createFolderSource({ root: tree.root, now: () => clock.now, watch })
  cleanups.push(tree.dispose, () => rmSync(away, { recursive: true, force: true }))
  const poll = async () => {
    clock.now += 60_000
    const found = await source.poll(async () => known)
    for (const { location } of found.documents) known.add(location)
    for (const location of found.withdrawn) known.delete(location)
    return {
      documents: found.documents.map(({ location }) => location),
      withdrawn: found.withdrawn,
      problems: found.problems.map(({ what }) => what),
    }
  }
  return {
    tree,
    watch,
    known,
    source,
    poll,
    /** What is left then is the folder that it was mounted on. */
    unmount() {
      renameSync(tree.root, away)
      mkdirSync(tree.root)
    },
    mount() {
      rmSync(tree.root, { recursive: true })
      renameSync(away, tree.root)
    },
  }
}

const NOTHING = { documents: [], withdrawn: [], problems: [] }

it('withdraws nothing when its drive is unmounted, says so once, and goes on once it is back', async () => {
  const { tree, poll, unmount, mount } = setUp({ 'talks/a.md': STORY, 'trade/b.md': STORY })
  await poll()
  unmount()
  const { problems, ...found } = await poll()
  expect(found).toEqual({ documents: [], withdrawn: [] })
  expect(problems).toEqual([expect.stringMatching(/^it is empty, .* 2 documents .* mount its drive, or.* any file/u)])
  expect([await poll(), await poll()]).toEqual([NOTHING, NOTHING])
  mount()
  tree.remove('trade/b.md')
  expect(await poll()).toEqual({ documents: [], withdrawn: ['trade/b.md'], problems: [AGAIN] })
  expect(await poll()).toEqual(NOTHING)
})

it('notices it where a change is noted, too', async () => {
  const { watch, poll, source, unmount } = setUp({ 'talks/a.md': STORY })
  await poll()
  expect(await source.isAway()).toBe(false)
  unmount()
  expect(await source.isAway()).toBe(true)
  watch.mark('talks/a.md')
  expect(await poll()).toMatchObject({ withdrawn: [], problems: [expect.stringContaining('1 document')] })
  // Those on the drive are dead by now.
  expect(watch.close).toHaveBeenCalled()
})

it('withdraws nothing at a start with an empty folder, whatever is hidden in it', async () => {
  const { tree, poll, source } = setUp({ '.keep': '' }, ['talks/a.md'])
  expect(await poll()).toMatchObject({ withdrawn: [], problems: [expect.stringContaining('it is empty')] })
  expect(await source.isAway()).toBe(true)
  tree.write('talks/a.md', STORY)
  expect(await poll()).toEqual({ documents: ['talks/a.md'], withdrawn: [], problems: [AGAIN] })
  expect(await source.isAway()).toBe(false)
})

it('says nothing of the empty folder of a newcomer', async () => {
  const { tree, poll, source } = setUp({})
  expect([await poll(), await source.isAway()]).toEqual([NOTHING, false])
  tree.dispose()
  await poll()
  expect(await source.isAway()).toBe(false)
})

it('withdraws the last document of a topic, as long as anything stands in the folder', async () => {
  const { tree, poll } = setUp({ 'talks/a.md': STORY, 'talks/topic.yaml': 'title: Talks\n' })
  await poll()
  tree.remove('talks/a.md')
  expect(await poll()).toEqual({ ...NOTHING, withdrawn: ['talks/a.md'] })
})

it('takes any file for the word that all documents are gone for good', async () => {
  const { tree, poll } = setUp({ 'loose.md': STORY })
  await poll()
  tree.remove('loose.md')
  expect((await poll()).withdrawn).toEqual([])
  tree.write('desk.yaml', '')
  expect(await poll()).toEqual({ documents: [], withdrawn: ['loose.md'], problems: [AGAIN] })
})

it('misses no document that has been forgotten', async () => {
  const { tree, known, poll } = setUp({ 'loose.md': STORY })
  await poll()
  tree.remove('loose.md')
  await poll()
  known.clear()
  expect((await poll()).problems).toEqual([AGAIN])
  expect(await poll()).toEqual(NOTHING)
})

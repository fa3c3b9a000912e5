import { expect, it, vi } from 'vitest'
import { createFolderSource } from '../../../src/sources/folder/folder-source.ts'
import { createFakeWatch, createTree } from './folder-tree.ts'

/** Whoever runs the tests as root could not be kept out of a folder by permissions. */
let closed: string | undefined

vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original()
  const readdir = (async (path: string) => {
    if (path === closed) throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    return await real.readdir(path)
  }) as typeof real.readdir
  return { ...real, readdir }
})

it('what went while a folder could not be listed is withdrawn as soon as it can', async () => {
  const tree = createTree({ 'talks/a.md': 'The council met on Monday.\n', 'talks/b.md': 'It agreed on nothing.\n' })
  const now = Date.now() + 1_000
  const watch = createFakeWatch()
  const source = createFolderSource({ root: tree.root, now: () => now, watch })
  const poll = async () => await source.poll(async () => new Set())
  await poll()
  closed = tree.path('talks')
  watch.mark('talks')
  expect(await poll()).toMatchObject({ withdrawn: [], problems: [{ where: 'talks' }] })
  tree.remove('talks/a.md')
  closed = undefined
  watch.mark('talks')
  expect(await poll()).toEqual({ documents: [], withdrawn: ['talks/a.md'], problems: [] })
  source.close()
  tree.dispose()
})

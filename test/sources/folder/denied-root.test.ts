import { expect, it, vi } from 'vitest'
import { createFolderSource } from '../../../src/sources/folder/folder-source.ts'
import { createFakeWatch, createTree } from './folder-tree.ts'

/** Whoever runs the tests as root could not be kept out of a folder by permissions. */
let denied = false

vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original()
  const access: typeof real.access = async (path, mode) => {
    if (denied) throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    await real.access(path, mode)
  }
  return { ...real, access }
})

it('a root that may not be read is named once, withdraws nothing, and is named again when it may', async () => {
  const tree = createTree({ 'talks/a.md': 'The council met on Monday.\n' })
  const now = Date.now() + 1_000
  const source = createFolderSource({ root: tree.root, now: () => now, watch: createFakeWatch(true) })
  const poll = async () => {
    const { documents, withdrawn, problems } = await source.poll(async () => new Set(['talks/a.md', 'talks/gone.md']))
    return { documents: documents.length, withdrawn, problems: problems.map(({ what }) => what) }
  }
  denied = true
  const why = 'it may not be read; give the desk permission to read it'
  expect(await poll()).toEqual({ documents: 0, withdrawn: [], problems: [why] })
  expect(await poll()).toEqual({ documents: 0, withdrawn: [], problems: [] })
  denied = false
  expect(await poll()).toEqual({ documents: 1, withdrawn: ['talks/gone.md'], problems: ['it can be read again'] })
  source.close()
  tree.dispose()
})

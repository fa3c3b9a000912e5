import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openFolder, runCommand } from '../end-to-end/running-process.ts'

/** A disk that takes the name of an export, and none of its lines. */
vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original()
  const open: typeof real.open = async (path, ...how) => {
    const handle = await real.open(path, ...how)
    const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' })
    if (String(path).endsWith('.jsonl')) vi.spyOn(handle, 'write').mockRejectedValue(full)
    return handle
  }
  return { ...real, open }
})

test('an export for which the disk has no room is said, and not left behind by halves', async () => {
  const folder = await openFolder()
  const env = { ATTACHE_BRIEFS: join(folder.path, 'briefs'), ATTACHE_DATA: join(folder.path, 'data') }
  const file = join(folder.path, 'desk.jsonl')
  const said = `${file} cannot be written to the end: the disk is full; make room. It was removed again.\n`
  expect(await runCommand(['export', file], env)).toEqual({ code: 1, out: '', err: said })
  expect(await readdir(folder.path)).toEqual(['data'])
  await folder.remove()
})

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFolder, runCommand } from '../end-to-end/running-process.ts'

const HARBOUR =
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground. Pilots freed the ship after nine hours.'
const NOTICE = `only the first ${HARBOUR.length} characters of it are read; split it to have the rest read too`

let folder: Awaited<ReturnType<typeof openFolder>>
let file: string

beforeAll(async () => {
  folder = await openFolder()
  file = join(folder.path, 'archive', 'varna', 'harbour.txt')
  await mkdir(join(folder.path, 'archive', 'varna'), { recursive: true })
  await writeFile(file, `${HARBOUR}\n\n${'x'.repeat(1_000_000)}`)
})
afterAll(() => folder.remove())

test.each([
  ['for people', []],
  ['as JSON', ['--json']],
])('read %s: of a text that is too long it is said how much is read', async (_, options) => {
  const { code, out, err } = await runCommand(['read', file, ...options], {})
  expect([code, err]).toEqual([0, `${file}: ${NOTICE}\n`])
  expect(out).toContain('Pilots freed the ship')
  if (options.length > 0) expect(JSON.parse(out)).toMatchObject({ cut: true, text: HARBOUR })
})

test('brief of such a file: the same', async () => {
  const { code, out, err } = await runCommand(['brief', file], {})
  expect([code, err]).toEqual([0, `! ${file}: ${NOTICE}\n`])
  expect(out).toContain('nine hours')
})

test('import of such a file: the same, and it is counted', async () => {
  const env = { ATTACHE_BRIEFS: join(folder.path, 'briefs'), ATTACHE_DATA: join(folder.path, 'data') }
  const { code, out, err } = await runCommand(['import', join(folder.path, 'archive')], env)
  expect([code, err]).toEqual([0, `! ${file}: ${NOTICE}\n`])
  expect(out).toContain('1 document taken in, 1 read in part, as named above.')
})

import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createStandingFiles } from '../../src/config/standing-files.ts'

/** The folder that may not be searched. Whoever runs the tests as root could not be kept out of one by permissions. */
let closed: string | undefined

vi.mock(import('node:fs'), async (original) => {
  const real = await original()
  const statSync = ((path: string, options: object) => {
    if (closed !== undefined && String(path).startsWith(`${closed}/`))
      throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    return real.statSync(path, options)
  }) as typeof real.statSync
  return { ...real, statSync }
})

const root = fs.mkdtempSync(join(tmpdir(), 'attache-hidden-'))
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

it('of a folder that may not be searched nothing is said that nobody knows, and its topic is held', async () => {
  fs.mkdirSync(join(root, 'talks'))
  const standing = createStandingFiles(root, { zone: 'UTC' })
  closed = join(root, 'talks')
  const first = await standing.read()
  expect([first.problems, [...first.held]]).toEqual([[], ['talks']])
  // Once it is open again, so is the topic: there is no file in it that limits who may see it.
  closed = undefined
  await standing.read()
  const later = await standing.read()
  expect([later.problems, [...later.held]]).toEqual([[], []])
})

it('a topic that was limited stays so while its folder may not be searched', async () => {
  fs.mkdirSync(join(root, 'talks'), { recursive: true })
  fs.writeFileSync(join(root, 'talks', 'topic.yaml'), 'title: Talks\nvisible_to: [terminal]\n')
  const standing = createStandingFiles(root, { zone: 'UTC' })
  await standing.read()
  closed = join(root, 'talks')
  await standing.read()
  const { topics, problems } = await standing.read()
  closed = undefined
  expect(topics.map(({ title }) => title)).toEqual(['Talks'])
  expect(problems).toEqual([])
})

import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFolder, runCommand } from '../end-to-end/running-process.ts'

let folder: Awaited<ReturnType<typeof openFolder>>

beforeAll(async () => {
  folder = await openFolder()
  const item = '<item><title>Bridge</title><link>/1</link><pubDate>Mon, 2 Mar 2026 10:00:00 GMT</pubDate>'
  const channel = `<title>Lowick</title><link>/</link>${item}<description>It &lt;b&gt;opens&lt;/b&gt;.</description></item>`
  await writeFile(join(folder.path, 'feed.xml'), `<rss version="2.0"><channel>${channel}</channel></rss>`)
  await writeFile(join(folder.path, 'page.xml'), '<html><body>Gone</body></html>')
})
afterAll(() => folder.remove())

test('read --json: a feed is one line with its entries, and what is none is said', async () => {
  const files = [join(folder.path, 'feed.xml'), join(folder.path, 'page.xml')]
  const { code, out } = await runCommand(
    ['read', '--json', '--address', 'https://lowick.example/feed', ...files],
    {},
    [],
  )
  const rows = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows).toEqual([
    {
      file: files[0],
      kind: 'feed',
      title: 'Lowick',
      link: 'https://lowick.example/',
      entries: [
        {
          title: 'Bridge',
          link: 'https://lowick.example/1',
          date: '2026-03-02T10:00:00.000Z',
          text: 'It opens.',
        },
      ],
    },
    { file: files[1], error: expect.stringContaining('web page') },
  ])
  expect(code).toBe(1)
})

test('read: a feed by any name', async () => {
  await copyFile(join(folder.path, 'feed.xml'), join(folder.path, 'index.php'))
  const { out } = await runCommand(['read', '--json', join(folder.path, 'index.php')], {}, [])
  expect(JSON.parse(out)).toMatchObject({ kind: 'feed', title: 'Lowick' })
})

test('read: a feed for people', async () => {
  const { out } = await runCommand(['read', join(folder.path, 'feed.xml')], {}, [])
  expect(out).toBe('Lowick\n/\n1 entry\n\nBridge\n2 March 2026 · /1\n\nIt opens.\n\n')
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectationOf } from '../../bench/feeds/expectations.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attache-expectations-'))
})
afterAll(() => rm(folder, { recursive: true }))

const entry = (of: ReturnType<typeof expectationOf>) => of?.entries.get(0)

describe('what is expected of a feed', () => {
  test.each([
    [`entries[0]['title'] == u'It\\'s \\xe9'`, { title: "It's é" }],
    [
      `entries[0]['published_parsed'] == (2004, 1, 1, 19, 48, 21, 3, 1, 0)`,
      { date: Date.UTC(2004, 0, 1, 19, 48, 21) / 1_000 },
    ],
    [`entries[0]['summary'] == 'a' and entries[0]['content'][0]['value'] == 'b'`, { text: 'b' }],
    [`entries[0].link == "https://a.example/"`, { link: 'https://a.example/' }],
  ])('stands in its comment: %s', (expression, expected) => {
    expect(
      entry(expectationOf('none.xml', `<!--\nDescription: x\nExpect:      not bozo and ${expression}\n-->`)),
    ).toEqual(expected)
  })

  test('and with it the headers it is sent with', () => {
    const of = expectationOf('none.xml', "<!--\nHeader:  Content-Type: text/xml\nExpect: feed['title'] == 'T'\n-->")
    expect(of).toMatchObject({ title: 'T', headers: new Map([['content-type', 'text/xml']]) })
  })

  test('nothing where nothing of it is compared', () => {
    expect(expectationOf('none.xml', "<!--\nExpect: not bozo and feed['rights'] == 'x'\n-->")).toBeUndefined()
  })

  test('or in a file beside it', async () => {
    const item = {
      title: 'A',
      links: [{ href: 'https://a.example/1' }],
      publishedParsed: '2004-01-01T00:00:00Z',
      content: { value: 'b' },
    }
    await writeFile(join(folder, 'feed.json'), JSON.stringify({ title: 'T', items: [item] }))
    const of = expectationOf(join(folder, 'feed.xml'), '')
    expect(of).toMatchObject({ title: 'T', count: 1 })
    expect(entry(of)).toEqual({ title: 'A', link: 'https://a.example/1', date: 1_072_915_200, text: 'b' })
  })
})

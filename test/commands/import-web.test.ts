import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FEEDS } from '../../src/core/feeds.ts'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { openFolder, runCommand, startCommand } from '../end-to-end/running-process.ts'
import { type FakeWeb, startFakeWeb } from '../fakes/web/web-server.ts'
import { newsPage } from '../sources/article/pages.ts'

let folder: Awaited<ReturnType<typeof openFolder>>
let web: FakeWeb
let env: Record<string, string>

beforeEach(async () => {
  folder = await openFolder()
  web = await startFakeWeb()
  env = {
    ATTACHE_BRIEFS: join(folder.path, 'briefs'),
    ATTACHE_DATA: join(folder.path, 'data'),
    FETCH_ALLOW_PRIVATE: web.host,
  }
  await mkdir(env.ATTACHE_BRIEFS ?? '')
})
afterEach(async () => {
  await web.close()
  await folder.remove()
})

const run = (...args: readonly string[]) => runCommand(args, env)

async function look<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const file = join(env.ATTACHE_DATA ?? '', 'attache.db')
  const store = await openSqlite({ file, role: 'guest', tokenize: searchTokens })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const sentence = (name: string) => `The council of ${name} met on Monday and spoke about the bridge over its river. `

/** A feed of entries of these names, the first one the newest. */
function feedOf(names: readonly string[], older?: string): { headers: Record<string, string>; body: string } {
  const items = names.map((name, index) => {
    const date = new Date(Date.UTC(2024, 2, 28 - index)).toUTCString()
    return `<item><guid isPermaLink="false">${name}</guid><title>News of ${name}</title><pubDate>${date}</pubDate>
      <description>${sentence(name).repeat(12)}</description></item>`
  })
  const link = older === undefined ? '' : `<atom:link rel="next" href="${older}"/>`
  return {
    headers: { 'content-type': 'application/rss+xml' },
    body: `<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Councils</title>${link}${items.join('')}</channel></rss>`,
  }
}

/** Serves a feed of so many pages of three entries. */
function servePages(count: number): void {
  for (let page = 1; page <= count; page++) {
    const path = page === 1 ? '/feed' : `/feed?page=${page}`
    web.serve(
      path,
      feedOf(
        ['a', 'b', 'c'].map((name) => `${name}${page}`),
        `/feed?page=${page + 1}`,
      ),
    )
  }
}

const paths = () => web.requests.map(({ path }) => path)

describe('attache import of a feed', () => {
  test('takes in all entries, page by page to the given number', async () => {
    servePages(4)
    const first = await run('import', web.address('/feed'), '--topic', 'Councils', '--pages', '3')
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('9 documents taken in.') })
    expect(first.err).toContain(`it goes on at ${web.address('/feed?page=4')}`)
    expect(paths()).toEqual(['/feed', '/feed?page=2', '/feed?page=3'])
    const documents = await look((store) => store.documentsOf('councils'))
    expect(documents).toHaveLength(9)
    expect(documents.every(({ source, isBackground }) => source === FEEDS && isBackground === true)).toBe(true)
    expect(await look((store) => store.addedFeeds())).toEqual([])
  })

  test('begun again takes in only what it had not, and leaves a page that fails to another time', async () => {
    servePages(1)
    const first = await run('import', web.address('/feed'), '--topic', 'councils')
    expect([first.code, first.out]).toEqual([1, expect.stringContaining('3 documents taken in, 1 not read')])
    servePages(2)
    web.serve('/feed?page=3', feedOf(['end']))
    const again = await run('import', web.address('/feed'), '--topic', 'councils')
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('4 documents taken in, 3 done before.') })
  })

  test('leaves out entries that were forgotten, and takes them in again where that is wanted', async () => {
    web.serve('/feed', feedOf(['a', 'b']))
    const again = async (...more: readonly string[]) =>
      (await run('import', web.address('/feed'), '--topic', 'councils', ...more)).out
    await again()
    await run('forget', 'councils')
    expect(await again()).toContain('0 documents taken in, 2 left out as forgotten')
    expect(await again('--forgotten')).toContain('2 documents taken in.')
    expect(await again('--forgotten')).toContain('0 documents taken in, 2 done before.')
  })

  test('that is followed from now on has nothing new then but what comes after', async () => {
    web.serve('/feed', feedOf(['a', 'b']))
    const typed = web.address('/feed#news').replace('http://', 'HTTP://')
    expect((await run('import', typed, '--topic', 'councils', '--follow')).code).toBe(0)
    expect(await look((store) => store.addedFeeds())).toMatchObject([
      { address: web.address('/feed'), topic: 'councils', place: { platform: 'operator' } },
    ])
    web.serve('/feed', feedOf(['new', 'a', 'b']))
    const desk = startCommand(['start'], { ...env, ATTACHE_HTTP: 'off' })
    try {
      const known = () => look((store) => store.documentsOf('councils'))
      await expect.poll(async () => (await known()).length, { timeout: 20_000 }).toBe(3)
      expect((await known()).filter(({ isBackground }) => isBackground !== true).map(({ title }) => title)).toEqual([
        'News of new',
      ])
    } finally {
      expect(await desk.stop()).toBe(0)
    }
  })

  test('that is followed already brings what the desk had left out as old, and fetches none of the rest', async () => {
    web.serve('/feed', feedOf(['a', 'b', 'c', 'd', 'e', 'f', 'g']))
    await mkdir(join(env.ATTACHE_BRIEFS ?? '', 'councils'))
    await writeFile(join(env.ATTACHE_BRIEFS ?? '', 'councils', 'topic.yaml'), `feeds: ["${web.address('/feed')}"]\n`)
    const desk = startCommand(['start'], { ...env, ATTACHE_HTTP: 'off' })
    const known = () => look((store) => store.documentsOf('councils')).catch(() => [])
    try {
      await expect.poll(async () => (await known()).length, { timeout: 20_000 }).toBe(5)
      const seen = () => look((store) => store.fetchesOf(FEEDS))
      await expect.poll(async () => (await seen())[0]?.answeredAt, { timeout: 20_000 }).toBeDefined()
    } finally {
      expect(await desk.stop()).toBe(0)
    }
    web.serve('/feed', feedOf(['new', 'a', 'b', 'c', 'd', 'e', 'f', 'g']))
    const { out, err } = await run('import', web.address('/feed'), '--topic', 'councils')
    expect(out).toContain('2 documents taken in, 5 done before.')
    // What came since is news, and stays for the desk.
    expect(err).toContain('left to the desk: 1.')
    expect((await known()).filter(({ isBackground }) => isBackground === true)).toHaveLength(2)
  })

  test('that cannot be had is said', async () => {
    const { code, err } = await run('import', web.address('/nowhere'))
    expect([code, err]).toEqual([1, expect.stringContaining('there is nothing at this address (404)')])
    web.serve('/busy', { status: 503 })
    expect(await run('import', web.address('/busy'))).toMatchObject({ code: 1, err: expect.stringMatching(/127/u) })
    const { FETCH_ALLOW_PRIVATE: _, ...stranger } = env
    expect(await runCommand(['import', web.address('/feed')], stranger)).toMatchObject({ code: 1 })
  })
})

test('attache import of a page takes in its article', async () => {
  web.serve('/page', { headers: { 'content-type': 'text/html' }, body: newsPage() })
  const address = web.address('/page')
  expect(await run('import', `${address}#top`, '--topic', 'bridges')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 document taken in.'),
  })
  expect(await look((store) => store.documentsOf('bridges'))).toMatchObject([{ source: 'import', location: address }])
  expect((await run('import', address, '--topic', 'bridges')).out).toContain('1 that the desk had already')
  expect((await run('import', address, '--follow')).err).toContain('is a page, not a feed')
})

test('attache import of an address at which a file lies takes in the file', async () => {
  const text = 'The harbour of Varna was closed on 3 May 2024. Pilots freed the ship after nine hours.'
  web.serve('/notes/harbour.txt', { headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text })
  const address = web.address('/notes/harbour.txt')
  expect(await run('import', address, '--topic', 'varna')).toMatchObject({ code: 0 })
  expect(await look((store) => store.documentsOf('varna'))).toMatchObject([{ text, link: address, isBackground: true }])
  web.serve('/notes/harbour.zip', { headers: { 'content-type': 'application/zip' }, body: 'PK\u0003\u0004' })
  expect((await run('import', web.address('/notes/harbour.zip'))).err).toContain('it is no page, PDF, Word file')
})

describe('attache import of a list of feeds', () => {
  const opml = (outlines: string) =>
    `<?xml version="1.0"?><opml version="2.0"><head><title>L</title></head><body>${outlines}</body></opml>`
  const outline = (path: string, title = path) => `<outline type="rss" text="${title}" xmlUrl="${web.address(path)}"/>`

  async function list(outlines: string): Promise<string> {
    const file = join(folder.path, 'feeds.opml')
    await writeFile(file, opml(outlines))
    return file
  }

  test('takes in all feeds that answer, names those that do not, and follows both', async () => {
    web.serve('/one', feedOf(['Lowick']))
    web.serve('/two', feedOf(['Brenna', 'Halvik']))
    web.serve('/html', { headers: { 'content-type': 'text/html' }, body: '<html><body>No feed</body></html>' })
    const file = await list(['/one', '/dead', '/two', '/html'].map((path) => outline(path)).join(''))
    const { code, out, err } = await run('import', file)
    expect([code, out]).toEqual([1, expect.stringContaining('3 documents taken in, 2 not read')])
    expect(err).toContain(`! ${web.address('/dead')}: 127.0.0.1: there is nothing at this address (404)`)
    expect(err).toContain(`! ${web.address('/html')}: it is a web page, not a feed`)
    expect((await look((store) => store.addedFeeds())).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['/one', '/dead', '/two', '/html']),
    )
    // Each entry goes to a topic of its own story.
    expect((await look((store) => store.countTopics())).documents).toBe(3)
  })

  test('given again fetches only what is not done, and nothing is followed that is not to be', async () => {
    web.serve('/one', feedOf(['Lowick']))
    const file = await list(outline('/one') + outline('/late'))
    expect(await run('import', file, '--no-follow')).toMatchObject({ code: 1 })
    web.serve('/late', feedOf(['Brenna']))
    const { code, out } = await run('import', file, '--no-follow')
    expect([code, out]).toEqual([0, expect.stringContaining('1 document taken in, 1 feed done within a day before')])
    expect(paths().filter((path) => path === '/one')).toHaveLength(1)
    expect(await look((store) => store.addedFeeds())).toEqual([])
  })

  test('names topics after its folders where that is wanted', async () => {
    web.serve('/one', feedOf(['Lowick']))
    web.serve('/two', feedOf(['Brenna']))
    const file = await list(`<outline text="River Towns">${outline('/one')}</outline>${outline('/two')}`)
    expect((await run('import', file, '--topics-from-folders')).code).toBe(0)
    expect(await look((store) => store.documentsOf('river-towns'))).toHaveLength(1)
    expect((await look((store) => store.addedFeeds())).map(({ topic }) => topic)).toEqual(
      expect.arrayContaining(['river-towns', undefined]),
    )
    expect((await run('import', file, '--topics-from-folders', '--topic', 'x')).err).toContain('give one of them')
  })

  test('may lie on the web', async () => {
    web.serve('/one', feedOf(['Lowick']))
    web.serve('/list', { headers: { 'content-type': 'text/xml' }, body: opml(outline('/one')) })
    expect((await run('import', web.address('/list'))).out).toContain('1 document taken in.')
    expect(await look((store) => store.addedFeeds())).toHaveLength(1)
  })

  test('stopped in the middle goes on with the rest, and fetches nothing twice', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `/f${index}`)
    const held: (() => void)[] = []
    let isHeld = true
    for (const name of names) {
      web.serve(name, (_request, response) => {
        const answer = () => response.writeHead(200, { 'content-type': 'text/xml' }).end(feedOf([`town${name}`]).body)
        if (isHeld && name !== '/f0') held.push(answer)
        else answer()
      })
    }
    const file = await list(names.map((name) => outline(name)).join(''))
    const started = startCommand(['import', file], env)
    await expect.poll(() => look((store) => store.addedFeeds()).catch(() => []), { timeout: 20_000 }).toHaveLength(1)
    expect(await started.stop()).toBe(1)
    expect(started.printed.out).toContain('1 document taken in.\n')
    expect(started.printed.out).toContain('Broken off.')
    isHeld = false
    const { code, out } = await run('import', file)
    expect([code, out]).toEqual([0, expect.stringContaining('11 documents taken in, 1 feed done within a day before')])
    expect(paths().filter((path) => path === '/f0')).toHaveLength(1)
    expect(await look((store) => store.addedFeeds())).toHaveLength(12)
  })
})

test('options that would do nothing are refused', async () => {
  const file = join(folder.path, 'desk.jsonl')
  await writeFile(file, '{"format":"attache-export-1"}')
  expect((await run('import', file, '--topic', 'x')).err).toContain('--topic says nothing for an export')
  expect((await run('import', folder.path, '--follow')).err).toContain('--follow says nothing for a folder')
  expect((await run('import', web.address('/feed'), '--pages', 'none')).err).toContain('not a whole number')
})

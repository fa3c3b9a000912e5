import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import type { FetchedFile, PointedFile, Reading, ReadText } from '../../../src/core/pointing.ts'
import { createReaders } from '../../../src/sources/file/readers.ts'
import { createReading, type ReadingOptions } from '../../../src/sources/reading/reading.ts'
import { createWebClient } from '../../../src/sources/web/client.ts'
import { createRobots } from '../../../src/sources/web/robots.ts'
import { createKeptLog } from '../../fakes/kept-log.ts'
import * as faults from '../../fakes/web/faults.ts'
import { openReadingOn } from '../../fakes/web/reading.ts'
import { type FakeWeb, startFakeWeb } from '../../fakes/web/web-server.ts'
import { newsPage, REPORT } from '../article/pages.ts'
import { setColumn, writePdf } from '../office/pdf-writer.ts'
import { docxFiles, paragraph, writeZip } from '../office/zip-writer.ts'

const now = () => new Date('2026-11-24T12:00:00Z')
const TEXT = 'The board voted to replace the swing bridge, which has been closed to lorries since the winter.'
const PDF = writePdf({ pages: [setColumn([TEXT], { x: 50, y: 700, width: 60 })] })

let web: FakeWeb
let open: Reading[]

beforeEach(async () => {
  web = await startFakeWeb()
  open = []
})

afterEach(async () => {
  for (const reading of open) reading.close()
  await web.close()
})

/** Closed after the test. */
function start(limitMs?: number): Reading {
  const reading = openReadingOn(web, limitMs)
  open.push(reading)
  return reading
}

async function readPage(address: string, reading = start()): Promise<ReadText | string> {
  const [result] = await reading.read([{ kind: 'page', address }])
  if (result === undefined) throw new Error('no result')
  return result instanceof InputError ? result.message : result
}

function serve(path: string, body: string | Uint8Array, type?: string): string {
  web.serve(path, { body, ...(type === undefined ? {} : { headers: { 'content-type': type } }) })
  return web.address(path)
}

function file(name: string, bytes: Uint8Array | string, more: Partial<PointedFile & FetchedFile> = {}): PointedFile {
  const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
  return {
    kind: 'file',
    name,
    size: content.length,
    async fetch() {
      return { name, bytes: content, ...more }
    },
    ...more,
  }
}

async function readFile(pointed: PointedFile): Promise<ReadText | string> {
  const [result] = await start().read([pointed])
  if (result === undefined) throw new Error('no result')
  return result instanceof InputError ? result.message : result
}

describe('a page', () => {
  test('is read with its title, language and own link', async () => {
    const address = serve('/news/bridge', newsPage(), 'text/html; charset=utf-8')
    const text = await readPage(address)
    expect(text).toMatchObject({ title: 'Board votes for a new bridge', language: 'en', link: address })
    expect(typeof text !== 'string' && text.blocks.map((block) => block.text)).toEqual(REPORT)
  })

  test('is asked for whatever the site tells programs that come again', async () => {
    serve('/robots.txt', 'User-agent: *\nDisallow: /', 'text/plain')
    expect(await readPage(serve('/a', newsPage(), 'text/html'))).toMatchObject({
      title: 'Board votes for a new bridge',
    })
  })

  test('may lie behind redirects, and is linked to where it lies', async () => {
    const address = serve('/b', newsPage(), 'text/html')
    web.serve('/short', { status: 302, headers: { location: address } })
    expect(await readPage(web.address('/short'))).toMatchObject({ link: address })
  })

  test('whose server gives no type, or none that says anything, is known by its beginning', async () => {
    expect(await readPage(serve('/c', newsPage()))).toMatchObject({ title: 'Board votes for a new bridge' })
    const pdf = serve('/report', PDF, 'application/octet-stream')
    expect(await readPage(pdf)).toMatchObject({ link: pdf, title: 'report' })
  })

  test.each([
    ['a PDF', '/papers/The%20board.pdf', PDF, 'application/pdf', 'The board.pdf'],
    [
      'a Word file',
      '/x.docx',
      writeZip(docxFiles({ body: paragraph(TEXT) })),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'x.docx',
    ],
    ['a text', '/notes.txt', TEXT, 'text/plain; charset=utf-8', 'notes.txt'],
    ['a mail', '/m.eml', `Subject: Bridge\r\n\r\n${TEXT}\r\n`, 'message/rfc822', 'Bridge'],
    ['Markdown', '/readme.md', `# Bridge\n\n${TEXT}`, 'text/plain', 'Bridge'],
  ])('that is %s is read as such', async (_what, path, body, type, title) => {
    const text = await readPage(serve(path, body, type))
    expect(text).toMatchObject({ title, link: web.address(path) })
    expect(JSON.stringify(text)).toContain('swing bridge')
  })

  test('in another code page is read by what its server says', async () => {
    const bytes = Uint8Array.from(
      [...'Br\u00fccke: die Klappbr\u00fccke ist gesperrt.'].map((sign) => sign.charCodeAt(0)),
    )
    expect(JSON.stringify(await readPage(serve('/d', bytes, 'text/plain; charset=iso-8859-1')))).toContain(
      'Klappbrücke',
    )
  })
})

describe('of a page that is not read', () => {
  test.each([
    [
      'a consent wall',
      'Before you continue',
      `<p>${'We and our partners use cookies and personal data with your consent. '.repeat(6)}</p>`,
      'consent wall',
    ],
    ['scripts alone', 'App', '<div id="root"></div><script src="/app.js"></script>', 'by scripts'],
    ['nothing', 'Empty', '', 'no text'],
  ])('it is said that it is %s', async (_what, title, body, words) => {
    const html = `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`
    const said = await readPage(serve('/e', html, 'text/html'))
    expect(said).toMatch(/^127\.0\.0\.1: /u)
    expect(said).toContain(words)
  })

  test('it is said where it is of a kind that is not read', async () => {
    const said = await readPage(serve('/f.png', new Uint8Array([137, 80, 78, 71]), 'image/png'))
    expect(said).toBe('127.0.0.1: it is no page, PDF, Word file, mail or text but image/png')
    expect(await readPage(serve('/g', new Uint8Array([0, 1, 2, 3])))).toContain('it is no page')
  })

  test('a feed is said to be one, and what follows it there where it was pointed at', async () => {
    const feed = serve('/feed', '<rss/>', 'application/rss+xml')
    expect(await readPage(feed)).toBe(
      '127.0.0.1: it is a feed, not a page; attache feeds add ADDRESS follows it, attache import ADDRESS takes in what it lists',
    )
    const inChannel = openReadingOn(web, undefined, false)
    open.push(inChannel)
    expect(await readPage(feed, inChannel)).toBe('127.0.0.1: it is a feed, not a page; /digest feed add follows it')
  })

  test('it is said where there is none, or the server does not give it', async () => {
    expect(await readPage(web.address('/missing'))).toBe('127.0.0.1: there is nothing at this address (404)')
    web.serve('/h', { status: 503 })
    expect(await readPage(web.address('/h'))).toBe('127.0.0.1: the server has trouble (503)')
  })

  test.each([
    ['bomb', faults.bomb],
    ['flood', faults.flood],
  ])('it is said where it is too large: a %s', async (_what, fault) => {
    web.serve('/i', fault)
    expect(await readPage(web.address('/i'))).toBe('127.0.0.1: it is larger than 20 MB, which is as much as is read')
  })

  test('it is said where it takes too long, and what else was pointed at is there', async () => {
    web.serve('/drip', faults.drip(20))
    const reading = start(5_000)
    const addresses = [web.address('/drip'), serve('/j', newsPage(), 'text/html')]
    const began = performance.now()
    const results = await reading.read(addresses.map((address) => ({ kind: 'page', address })))
    expect(performance.now() - began).toBeLessThan(7_000)
    expect(results[0]).toEqual(new InputError('127.0.0.1: it took more than 5 s to read'))
    expect(results[1]).toMatchObject({ title: 'Board votes for a new bridge' })
  })

  test('nothing of one’s own network is read, whatever the operator’s addresses may lead to', async () => {
    // As the desk opens it, but that the operator has allowed the host of the server.
    const client = createWebClient({ allowed: new Set([web.host, '127.0.0.1']), now })
    const tools = { web: client, robots: createRobots(client, now), readers: createReaders(), isOwn: false }
    const reading = createReading({ open: async () => tools, log: createKeptLog() })
    open.push(reading)
    serve('/k', newsPage(), 'text/html')
    for (const address of [
      web.address('/k'),
      'http://localhost/',
      'http://[::1]/',
      'http://169.254.169.254/latest/meta-data/',
      'http://2130706433/',
      'http://0x7f.1/',
    ]) {
      expect(await readPage(address, reading)).toMatch(
        /is not found on the public internet, and nothing else is read; |only the ports 80, 443, 8080, 8443 are fetched$/u,
      )
    }
    expect(web.requests).toEqual([])
  })

  describe('by its name', () => {
    const INSIDE = 'wiki.intranet'
    const codes: Record<string, string> = { 'none.intranet': 'ENOTFOUND', 'dark.intranet': 'EAI_AGAIN' }

    /** On a network that knows of one host inside it, and of one outside where `isOnline`. */
    async function sayingOf(host: string, { isOwn, isOnline }: { isOwn: boolean; isOnline: boolean }) {
      const resolve = async (name: string) => {
        const code = codes[name]
        if (code !== undefined) throw Object.assign(new Error(code), { code })
        return [{ address: name === INSIDE ? '10.0.0.5' : '127.0.0.1', family: 4 }]
      }
      const client = createWebClient({ allowed: new Set(), now, resolve })
      const tools = { web: client, robots: createRobots(client, now), readers: createReaders(), isOwn }
      const reading = createReading({ open: async () => tools, log: createKeptLog() })
      open.push(reading)
      if (isOnline) await readPage('http://example.org/', reading)
      const said = await readPage(`http://${host}/`, reading)
      return String(said).replace(host, 'HOST')
    }

    test('strangers cannot tell whether one’s own network has it', async () => {
      const said: string[] = []
      for (const isOnline of [true, false])
        for (const host of [INSIDE, ...Object.keys(codes)]) said.push(await sayingOf(host, { isOwn: false, isOnline }))
      expect(new Set(said)).toEqual(
        new Set([
          'HOST is not found on the public internet, and nothing else is read; check the spelling, or try again later',
        ]),
      )
    })

    test('the operator is told which it is, and how to have it read', async () => {
      const as = { isOwn: true, isOnline: true }
      expect(await sayingOf(INSIDE, as)).toMatch(/^HOST is not on the public internet; .* FETCH_ALLOW_PRIVATE/u)
      expect(await sayingOf('none.intranet', as)).toBe('HOST: there is no such host; check the spelling')
      expect(await sayingOf('dark.intranet', as)).toBe('HOST: its name cannot be looked up just now')
      expect(await sayingOf(`${INSIDE}:3000`, as)).toMatch(/; for another, name .* in FETCH_ALLOW_PRIVATE$/u)
    })
  })
})

describe('a file', () => {
  test('is read by its name, with the date in it', async () => {
    const text = await readFile(file('2026-03-04 minutes.pdf', PDF))
    expect(text).toMatchObject({ title: '2026-03-04 minutes.pdf', date: '2026-03-04' })
    expect(JSON.stringify(text)).toContain('swing bridge')
    expect(text).not.toHaveProperty('link')
  })

  test('is read by its type where its name says nothing', async () => {
    expect(await readFile(file('Untitled', TEXT, { type: 'text/plain' }))).toMatchObject({ title: 'Untitled' })
    expect(await readFile(file('', PDF, { name: 'x', type: 'application/pdf' }))).toMatchObject({ title: 'x' })
  })

  test('of another kind, or too large, is refused before it is fetched', async () => {
    const unasked = {
      async fetch(): Promise<FetchedFile> {
        throw new Error('fetched')
      },
    }
    expect(await readFile(file('holiday.jpg', 'x', unasked))).toMatch(
      /^holiday.jpg: files of this kind are not read, but PDF/u,
    )
    const large = { ...unasked, size: 50 * 1024 * 1024 }
    expect(await readFile(file('a.pdf', 'x', large))).toBe('a.pdf: it is too large: 50 MB, and at most 20 are read')
    expect(await readFile(file('a.pdf', ''))).toBe('a.pdf: it is empty')
  })

  test('of text is read up to 2 MB, since that is not done aside', async () => {
    const said = 'it is too large: 3 MB of text, and at most 2 are read'
    expect(await readFile(file('a.txt', TEXT.repeat(30_000)))).toBe(`a.txt: ${said}`)
    expect(await readPage(serve('/l', TEXT.repeat(30_000), 'text/plain'))).toBe(`127.0.0.1: ${said}`)
  })

  test('that says it is smaller than it is is refused all the same', async () => {
    const bytes = new Uint8Array(21 * 1024 * 1024)
    expect(await readFile(file('a.txt', bytes, { size: 10 }))).toContain('too large')
  })

  test('that holds no text, or is not what it is called, is said to be so', async () => {
    expect(await readFile(file('scan.pdf', writePdf({ pages: [[]], picture: true })))).toMatch(/^scan\.pdf: .*scan/u)
    expect(await readFile(file('a.txt', ' \n '))).toBe('a.txt: it holds no text')
    expect(await readFile(file('a.txt', PDF))).toContain('it is a PDF, not text')
    expect(await readFile(file('a.docx', 'hello'))).toMatch(/^a\.docx: /u)
  })

  test('whose fetching breaks is said to be unread, and why stands in the log', async () => {
    const broken = {
      async fetch(): Promise<FetchedFile> {
        throw new TypeError('terminated')
      },
    }
    expect(await readFile(file('a.txt', 'x', broken))).toBe(
      'a.txt: it could not be read; why is in the log of the desk',
    )
  })
})

describe('where more is asked for than is read at once', () => {
  const soon = file('soon.txt', TEXT)

  function startWith(options: Pick<ReadingOptions, 'limitMs' | 'patienceMs'>): Reading {
    const readers = createReaders()
    const client = createWebClient({ allowed: new Set([web.host]), now })
    const tools = { web: client, robots: createRobots(client, now), readers, isOwn: true }
    const reading = createReading({ open: async () => tools, log: createKeptLog(), ...options })
    open.push(reading)
    return reading
  }

  /** Files that are held until their time is over, or, with a promise, until that is kept. */
  function slow(count: number, until?: Promise<unknown>): PointedFile[] {
    const fetch = async (_most: number, signal: AbortSignal): Promise<FetchedFile> => {
      await (until ?? new Promise((resolve) => signal.addEventListener('abort', resolve)))
      throw new Error('held for nothing')
    }
    return Array.from({ length: count }, (_, index) => file(`${index}.txt`, 'x', { fetch }))
  }

  test('the time of what waits begins with its reading', async () => {
    const reading = startWith({ limitMs: 200 })
    const results = await reading.read([...slow(4), soon])
    expect(results[0]).toEqual(new InputError('0.txt: it took more than 1 s to read'))
    expect(results[4]).toMatchObject({ title: 'soon.txt' })
  })

  test('a slow site holds back its own pages alone, and takes none of their time', async () => {
    web.serve('/slow', faults.silence)
    const reading = startWith({ limitMs: 1_000 })
    const pages = [web.address('/slow'), web.address('/slow'), serve('/notes.txt', TEXT, 'text/plain')]
    const held = reading.read(pages.map((address) => ({ kind: 'page', address })))
    let isOver = false
    held.then(() => {
      isOver = true
    })
    expect(await reading.read([soon])).toMatchObject([{ title: 'soon.txt' }])
    expect(isOver).toBe(false)
    expect(await held).toMatchObject([
      { message: '127.0.0.1: it took more than 1 s to read' },
      { message: '127.0.0.1: it took more than 1 s to read' },
      { title: 'notes.txt' },
    ])
  })

  test('who gets no place is told to ask again, and what was given up keeps its place until it ends', async () => {
    const held = Promise.withResolvers<void>()
    const reading = startWith({ limitMs: 20, patienceMs: 200 })
    const over = await reading.read(slow(4, held.promise))
    expect(over[0]).toEqual(new InputError('0.txt: it took more than 1 s to read'))
    let fetches = 0
    const asked = {
      async fetch(): Promise<FetchedFile> {
        fetches += 1
        return { name: 'a.txt', bytes: new TextEncoder().encode(TEXT) }
      },
    }
    const words = 'a.txt: too much is being read just now; ask again in a minute'
    expect(await reading.read([file('a.txt', TEXT, asked)])).toEqual([new InputError(words)])
    held.resolve()
    expect(await reading.read([file('a.txt', TEXT, asked)])).toMatchObject([{ title: 'a.txt' }])
    expect(fetches).toBe(1)
  })
})

test('a reading that is closed says so, and ends what is under way', async () => {
  web.serve('/slow', faults.silence)
  const reading = start()
  const under = readPage(web.address('/slow'), reading)
  while (web.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
  reading.close()
  expect(await under).toBe('127.0.0.1: the desk is stopping')
  expect(await readPage(web.address('/x'), reading)).toBe('127.0.0.1: the desk is stopping')
})

import { afterEach, describe, expect, inject, test } from 'vitest'
import type { Store } from '../../src/core/store-ports.ts'
import type { TransferLine } from '../../src/core/transfer.ts'
import { TRANSFERRED } from '../../src/store/transfer.ts'
import { at, sampleBrief, sampleDigest, sampleDocument, sampleEdition, sampleOwed } from '../contracts/store-samples.ts'
import { postgresDatabase, sqliteDatabase, type TestDatabase } from './databases.ts'

const made: { readonly database: TestDatabase; readonly stores: Store[] }[] = []

afterEach(async () => {
  for (const { database, stores } of made.splice(0)) {
    for (const store of stores) await store.close()
    await database.drop()
  }
})

async function open(database: TestDatabase): Promise<Store> {
  const store = await database.open()
  made.push({ database, stores: [store] })
  await store.migrate()
  return store
}

const sqlite = async () => open(await sqliteDatabase())
const postgres = async () => open(await postgresDatabase(inject('postgres')))

async function fill(store: Store): Promise<void> {
  const first = sampleDocument({ text: 'The minister arrived in Minsk \u{1F600}. \u4E2D\u6587' })
  await store.saveTopic({
    slug: 'india-belarus',
    title: 'India–Belarus',
    aliases: ['Беларусь'],
    visibleTo: [{ platform: 'slack', channel: 'C1' }],
  })
  await store.saveDocument(first)
  await store.saveDocument(sampleDocument({ text: 'The minister left Minsk.', hash: 'h2' }))
  await store.saveDocument(
    sampleDocument({ id: 'd9', location: 'x/y.txt', topic: 'x', text: 'Talks begin.', hash: 'h3' }),
  )
  await store.withdrawLocation('folder', 'x/y.txt')
  const [current] = await store.documentsOf('india-belarus')
  if (current === undefined) throw new Error('nothing was saved')
  await store.saveCopy(sampleDocument({ location: 'copy.txt', text: 'The minister has left Minsk.' }), current)
  await store.saveBrief(sampleBrief(), [], at(1))
  await store.saveDigest(sampleDigest())
  await store.saveEdition(sampleEdition(), [sampleOwed('a'), sampleOwed('b', { parent: 'a' })], [], {
    was: at(100),
    next: at(200),
  })
  await store.saveTold(
    { target: { platform: 'slack', channel: 'C1' }, topic: 'india-belarus', brief: 'brief-1', documents: ['d1@1'] },
    at(3),
  )
  await store.saveThread({ platform: 'slack', channel: 'C1' }, 'm1', ['india-belarus'], at(4))
  await store.acceptEvent('slack:1', at(5))
  await store.addFeeds([
    { address: 'https://a.example/', topic: 'x', place: { platform: 'slack', workspace: 'T1' }, addedAt: at(5) },
  ])
  const passage = sampleDocument({ topic: 'passage:p1' })
  await store.savePassage({
    id: 'p1',
    place: { platform: 'slack' },
    documents: [passage],
    brief: sampleBrief(),
    savedAt: at(6),
  })
}

async function exported(store: Store): Promise<TransferLine[]> {
  const lines: TransferLine[] = []
  await store.exportLines(at(10), async (line) => void lines.push(JSON.parse(JSON.stringify(line))))
  return lines
}

async function* given(lines: readonly TransferLine[]): AsyncIterable<TransferLine> {
  yield* lines
}

describe.each([
  ['SQLite', 'SQLite', sqlite, sqlite],
  ['SQLite', 'PostgreSQL', sqlite, postgres],
  ['PostgreSQL', 'SQLite', postgres, sqlite],
] as const)('from %s to %s', (_from, _to, openFrom, openTo) => {
  test('everything comes along, and nothing else', async () => {
    const from = await openFrom()
    await fill(from)
    const lines = await exported(from)
    const to = await openTo()
    const seen: number[] = []
    const rows = await to.importLines(
      () => given(lines),
      (count) => seen.push(count),
    )
    expect(seen.at(-1)).toBe(rows)
    expect(await exported(to)).toEqual(lines)
  })

  test('and the other desk goes on from there', async () => {
    const from = await openFrom()
    await fill(from)
    const to = await openTo()
    const lines = await exported(from)
    await to.importLines(
      () => given(lines),
      () => {},
    )
    const found = await to.searchDocuments(
      { words: [['left']], match: 'any', within: { place: { platform: 'slack', channel: 'C1' } } },
      5,
    )
    expect(found.map(({ text }) => text)).toEqual(['The minister left Minsk.'])
    const { outcome } = await to.saveDocument(
      sampleDocument({ location: 'new.txt', topic: 'new', text: 'It is new.', hash: 'h9' }),
    )
    expect(outcome).toBe('new')
    await to.oweDeliveries([sampleOwed('c')], at(20))
    expect((await to.deliveries({ limit: 9 })).map(({ key }) => key)).toEqual(['c', 'b', 'a'])
    expect(await to.acceptEvent('slack:1', at(21))).toBe(false)
  })
})

describe('an import', () => {
  test('leaves a database alone that is not empty', async () => {
    const store = await sqlite()
    await fill(store)
    const lines = await exported(store)
    await expect(
      store.importLines(
        () => given(lines),
        () => {},
      ),
    ).rejects.toThrow(/not empty/)
    expect(await exported(store)).toEqual(lines)
  })

  test.each([
    ['former slugs', async (store: Store) => void (await store.renameTopic('harbour', 'port', undefined))],
    ['written', (store: Store) => store.keepWritten('of both', { text: '{}', documents: ['d1'] }, at(1))],
  ])('leaves alone a database that has nothing but %s', async (what, put) => {
    const from = await sqlite()
    await fill(from)
    const to = await sqlite()
    await to.saveTopic({ slug: 'harbour', title: 'Harbour', aliases: [] })
    await put(to)
    const before = await exported(to)
    const lines = await exported(from)
    await expect(
      to.importLines(
        () => given(lines),
        () => {},
      ),
    ).rejects.toThrow(`it has ${what} already`)
    expect(await exported(to)).toEqual(before)
  })

  test('takes the place of topics that files described, and of what was heard already', async () => {
    const from = await sqlite()
    await fill(from)
    const to = await sqlite()
    await to.saveTopic({ slug: 'india-belarus', title: 'Another', aliases: ['x'] })
    await to.acceptEvent('slack:1', at(1))
    const lines = await exported(from)
    await to.importLines(
      () => given(lines),
      () => {},
    )
    expect(await exported(to)).toEqual(lines)
  })

  test.each([
    ['its end', (lines: TransferLine[]) => lines.slice(0, -1)],
    ['a line in between', (lines: TransferLine[]) => lines.toSpliced(2, 1)],
    ['its beginning', (lines: TransferLine[]) => lines.slice(1)],
  ])('takes nothing from an export that lacks %s', async (_what, damage) => {
    const from = await sqlite()
    await fill(from)
    const to = await sqlite()
    const before = await exported(to)
    const damaged = damage(await exported(from))
    await expect(
      to.importLines(
        () => given(damaged),
        () => {},
      ),
    ).rejects.toThrow(/not whole|no export/)
    expect(await exported(to)).toEqual(before)
  })
})

test.each([
  ['SQLite', sqlite],
  ['PostgreSQL', postgres],
])(
  'lines of an export from %s are not long where documents are, and hold many rows where they are short',
  async (_name, open) => {
    const store = await open()
    // Four bytes each, and no words: to find words takes long.
    const dashes = '— '.repeat(400_000)
    for (let number = 0; number < 8; number++) {
      const own = { id: `d${number}`, location: `t/${number}.txt`, hash: `h${number}` }
      await store.saveDocument(sampleDocument({ ...own, text: `${number} ${dashes}`, paragraphs: [] }))
    }
    await store.oweDeliveries(
      Array.from({ length: 450 }, (_, index) => sampleOwed(`k${index}`)),
      at(1),
    )
    const lines = await exported(store)
    const sizes = lines.map((line) => Buffer.byteLength(JSON.stringify(line)))
    expect(Math.max(...sizes)).toBeLessThan(4_500_000)
    const rowsOf = (table: string) =>
      lines.flatMap((line) => ('table' in line && line.table === table ? [line.rows] : []))
    expect(rowsOf('revisions').map(({ length }) => length)).toEqual([2, 2, 2, 2])
    expect(rowsOf('deliveries').map(({ length }) => length)).toEqual([200, 200, 50])
    expect(
      rowsOf('deliveries')
        .flat()
        .map(({ key }) => key),
    ).toEqual(Array.from({ length: 450 }, (_, index) => `k${index}`))
  },
)

test('every table is taken along, but leases and what is made from the others', async () => {
  const { DatabaseSync } = await import('node:sqlite')
  const database = await sqliteDatabase()
  await open(database)
  const file = new DatabaseSync(database.options.file, { readOnly: true })
  const tables = file
    .prepare("select name from sqlite_master where type = 'table'")
    .all()
    .map(({ name }) => String(name))
  file.close()
  const others = tables.filter((name) => !/^(sqlite_|kysely_|document_words)/u.test(name) && !(name in TRANSFERRED))
  expect(others).toEqual(['leases'])
})

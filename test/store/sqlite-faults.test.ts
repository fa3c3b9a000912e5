import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InputError, StoreError } from '../../src/core/errors.ts'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import { OPERATOR } from '../../src/core/topic.ts'
import { openSqlite, sqliteStore } from '../../src/store/sqlite.ts'
import { at, sampleBrief, sampleDocument, sampleOwed } from '../contracts/store-samples.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attache-faults-'))
  path = join(folder, 'attache.db')
})

afterEach(() => rm(folder, { recursive: true }))

/** A store whose connection the test has a hand on. */
async function openStore(patience = 5_000) {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  database.exec('pragma journal_mode = wal')
  const store = sqliteStore({ database, path, patience }, searchTokens, () => {})
  await store.migrate()
  return { store, database }
}

const refusal = async (work: Promise<unknown>) =>
  await work.then(
    () => undefined,
    (error: unknown) => error,
  )

test.each(['alter table briefs drop column shown_on', 'drop table usage'])(
  'a database of another version is said to be one: %s',
  async (change) => {
    const { store, database } = await openStore()
    database.exec(change)
    const work = [() => store.fileBrief(sampleBrief(), at(1)), () => store.usageSince(at(0))]
    const errors = await Promise.all(work.map((each) => refusal(each())))
    const said = errors.filter((error) => error !== undefined)
    expect(said).toHaveLength(1)
    expect(said[0]).toBeInstanceOf(StoreError)
    expect(String(said[0])).toMatch(/was made by another version of Attaché: run that one/)
    await store.close()
  },
)

describe('a full disk', () => {
  test('is said in words, loses nothing, keeps nothing by halves, and is over when there is room', async () => {
    const { store, database } = await openStore()
    const pages = Number(database.prepare('pragma page_count').get()?.page_count)
    database.exec(`pragma max_page_count = ${pages + 60}`)
    const save = (n: number) => {
      const text = `Zeppelin ${n} rises. ${`word${n} `.repeat(200)}`
      return store.saveDocument(sampleDocument({ topic: `topic-${n}`, location: `${n}`, text }))
    }
    const saved: number[] = []
    let error: unknown
    for (let n = 0; error === undefined; n++) {
      error = await refusal(save(n))
      if (error === undefined) saved.push(n)
    }
    expect(error).toBeInstanceOf(StoreError)
    expect(String(error)).toContain(path)
    expect(String(error)).toMatch(/disk is full: make room/)
    expect(saved.length).toBeGreaterThan(3)

    const locations = new Set(saved.map(String))
    expect(await store.locationsOf('folder')).toEqual(locations)
    expect(await store.countTopics()).toEqual({ topics: saved.length, documents: saved.length })
    const search = { words: [['zeppelin']], match: 'any', within: { place: OPERATOR } } as const
    const found = await store.searchDocuments(search, 1_000)
    expect(new Set(found.map(({ location }) => location))).toEqual(locations)

    database.exec('pragma max_page_count = 1073741823')
    expect((await save(saved.length)).outcome).toBe('new')
    expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
    await store.close()
  })

  test('an event that could not be kept is not taken for kept', async () => {
    const { store, database } = await openStore()
    database.exec(`pragma max_page_count = ${Number(database.prepare('pragma page_count').get()?.page_count)}`)
    const owed = (n: number) => [sampleOwed(`answer-${n}`, { reply: { kind: 'notice', text: 'x'.repeat(5_000) } })]
    expect(await refusal(store.acceptEvent('slack:1', at(1), owed(1)))).toBeInstanceOf(StoreError)
    database.exec('pragma max_page_count = 1073741823')
    expect(await store.deliveries({ limit: 5 })).toEqual([])
    expect(await store.acceptEvent('slack:1', at(2), owed(1))).toBe(true)
    await store.close()
  })
})

describe('a database that another program has locked', () => {
  test('is waited for, and the process goes on meanwhile', async () => {
    const { store } = await openStore()
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    let accepted = false
    const accepting = store.acceptEvent('slack:1', at(1)).then((first) => {
      accepted = first
    })
    // Each turn of the loop that passes here is one that the wait for the lock did not hold up.
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(accepted).toBe(false)
    other.exec('commit')
    await accepting
    expect(accepted).toBe(true)
    other.close()
    await store.close()
  })

  test('for too long is said in words; reading goes on, and so does writing once it is free', async () => {
    const { store } = await openStore(20)
    await store.saveDocument(sampleDocument())
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const error = await refusal(store.saveBrief(sampleBrief(), [], at(1)))
    expect(error).toBeInstanceOf(StoreError)
    expect(String(error)).toMatch(/attache\.db is locked by another program/)
    expect(await store.newestTopics(OPERATOR, 5)).toHaveLength(1)
    expect(await store.briefOf('india-belarus')).toBeUndefined()
    other.exec('rollback')
    await store.saveBrief(sampleBrief(), [], at(1))
    expect(await store.briefOf('india-belarus')).toEqual(sampleBrief())
    other.close()
    await store.close()
  })
})

describe('a damaged file', () => {
  test('is said in words, with what to do, and left as it is', async () => {
    const { store } = await openStore()
    for (let n = 0; n < 50; n++) await store.saveDocument(sampleDocument({ location: `${n}`, text: `Text ${n}.` }))
    await store.close()
    const file = await open(path, 'r+')
    const { size } = await file.stat()
    // All but the first page, which says that this is a database.
    await file.write(Buffer.alloc(size - 4096, 0x5a), 0, size - 4096, 4096)
    await file.close()
    const before = await readFile(path)
    for (let start = 0; start < 2; start++) {
      const error = await refusal(openSqlite({ file: path, role: 'owner', tokenize: searchTokens }))
      expect(error).toBeInstanceOf(InputError)
      expect(String(error)).toMatch(/attache\.db is damaged: restore it from a backup/)
    }
    expect((await readFile(path)).equals(before)).toBe(true)
  })

  test('of which a part is damaged is said in words by whatever comes upon it', async () => {
    const { store, database } = await openStore()
    for (let n = 0; n < 50; n++) await store.saveDocument(sampleDocument({ location: `${n}`, text: `Text ${n}.` }))
    const { rootpage } = database.prepare("select rootpage from sqlite_schema where name = 'revisions'").get() ?? {}
    await store.close()
    const file = await open(path, 'r+')
    await file.write(Buffer.alloc(4096, 0x5a), 0, 4096, (Number(rootpage) - 1) * 4096)
    await file.close()
    const damaged = await openSqlite({ file: path, role: 'owner', tokenize: searchTokens })
    await damaged.migrate()
    expect(await damaged.countTopics()).toEqual({ topics: 1, documents: 50 })
    const error = await refusal(damaged.documentsOf('india-belarus'))
    expect(error).toBeInstanceOf(StoreError)
    expect(String(error)).toMatch(/attache\.db is damaged/)
    await damaged.close()
  })
})

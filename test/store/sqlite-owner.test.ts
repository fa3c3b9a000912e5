import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InputError, InUseError } from '../../src/core/errors.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { at, sampleOwed } from '../contracts/store-samples.ts'
import { startWriting } from './processes.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attache-owner-'))
})

afterEach(() => rm(folder, { recursive: true }))

const open = (file: string, role: 'owner' | 'guest') => openSqlite({ file, role, tokenize: () => [] })

describe('a SQLite file', () => {
  test('has one owner: a second process is told which file, who has it, and what to do; a guest is let in', async () => {
    const file = join(folder, 'attache.db')
    const desk = startWriting({ options: { file }, open: () => open(file, 'owner'), drop: async () => {} })
    await desk.acknowledged(1)
    const refusal = await open(file, 'owner').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(InUseError)
    expect(String(refusal)).toContain(file)
    expect(String(refusal)).toContain(`process ${desk.pid}`)
    expect(String(refusal)).toMatch(/data directory.*DATABASE_URL/)

    const guest = await open(file, 'guest')
    await guest.migrate()
    for (let n = 0; n < 20; n++) await guest.oweDeliveries([sampleOwed(`guest-${n}`)], at(n))
    await desk.acknowledged(5)
    const keys = (await guest.deliveries({ limit: 10_000 })).map(({ key }) => key)
    expect(keys.filter((key) => key.startsWith('guest-'))).toHaveLength(20)
    await guest.close()

    await desk.kill()
    const next = await open(file, 'owner')
    await next.close()
  })

  test('whose owner cannot be told, since the file that says so is none, has none', async () => {
    const file = join(folder, 'attache.db')
    await writeFile(`${file}-owner`, 'neither a lock nor a database')
    const refusal = await open(file, 'owner').catch((error: unknown) => error)
    expect(refusal).not.toBeInstanceOf(InUseError)
    expect(String(refusal)).toMatch(
      /attache\.db-owner, which holds nothing but who runs the desk, is not .*move it away/u,
    )
  })

  test('has one owner within a process too, whatever it is called, until that one closes', async () => {
    const file = join(folder, 'attache.db')
    const first = await open(file, 'owner')
    await symlink(file, join(folder, 'alias.db'))
    await expect(open(file, 'owner')).rejects.toThrow(InputError)
    await expect(open(join(folder, 'alias.db'), 'owner')).rejects.toThrow(InputError)
    const other = await open(join(folder, 'other.db'), 'owner')
    await other.close()
    await first.close()
    await first.close()
    const second = await open(file, 'owner')
    await second.close()
  })

  test('in memory belongs to whoever opens it', async () => {
    const stores = [await open(':memory:', 'owner'), await open(':memory:', 'owner')]
    for (const store of stores) await store.migrate()
    await stores[0]?.acceptEvent('slack:1', at(1))
    expect(await stores[1]?.acceptEvent('slack:1', at(1))).toBe(true)
    for (const store of stores) await store.close()
  })

  test('is made with its folder', async () => {
    const store = await open(join(folder, 'a', 'b', 'attache.db'), 'owner')
    await store.migrate()
    await store.close()
  })

  test('that is of no use is refused in words', async () => {
    await writeFile(join(folder, 'text.db'), 'This is no database. '.repeat(100))
    await expect(open(join(folder, 'text.db'), 'owner')).rejects.toThrow(/text\.db is not a SQLite database/)
    await mkdir(join(folder, 'folder.db'))
    await expect(open(join(folder, 'folder.db'), 'owner')).rejects.toThrow(/folder\.db cannot be opened/)
    await expect(open(join(folder, 'text.db', 'attache.db'), 'owner')).rejects.toThrow(InputError)
  })

  test('of a newer version is refused, and not changed', async () => {
    const file = join(folder, 'attache.db')
    const older = await open(file, 'owner')
    await older.migrate()
    await older.close()
    const newer = new DatabaseSync(file)
    newer.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')")
    newer.close()
    const store = await open(file, 'owner')
    await expect(store.migrate()).rejects.toThrow(/newer version.*9999-later/)
    await store.close()
  })
})

import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { InputError } from '../../src/core/errors.ts'
import { openPostgres } from '../../src/store/postgres.ts'

const tokenize = () => []

describe('a PostgreSQL database', () => {
  test('that cannot be reached is refused in words, without its password', async () => {
    const refusal = await openPostgres({ url: 'postgres://attache:hunter2@localhost:1/attache', tokenize }).catch(
      (error) => error,
    )
    expect(refusal).toBeInstanceOf(InputError)
    expect(String(refusal)).toContain('DATABASE_URL')
    expect(String(refusal)).toContain('since nothing takes connections there (ECONNREFUSED)')
    expect(String(refusal)).not.toContain('hunter2')
  })

  test('that is not there is said by its name, with what to check', async () => {
    const url = Object.assign(new URL(inject('postgres')), { pathname: 'no-such' }).href
    await expect(openPostgres({ url, tokenize })).rejects.toThrow(/check user, password and database.*"no-such"/u)
  })

  test('that does not hold UTF-8 is refused, with how to make one that does', async () => {
    const server = inject('postgres')
    const client = new pg.Client(server)
    await client.connect()
    await client.query("create database latin encoding 'LATIN1' locale 'C' template template0")
    await client.end()
    const url = Object.assign(new URL(server), { pathname: 'latin' }).href
    await expect(openPostgres({ url, tokenize })).rejects.toThrow(/LATIN1.*create database/)
  })
})

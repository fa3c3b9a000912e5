import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** Runs `work` on an empty database of its own on the server at `server` (a connection string), and drops it. */
export async function onOwnDatabase<T>(server: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `crash_${randomUUID().replaceAll('-', '')}`
  await administer(server, `create database ${name} template template0 encoding 'UTF8'`)
  try {
    return await work(Object.assign(new URL(server), { pathname: name }).href)
  } finally {
    // Desks that were killed may still be connected, as far as the server knows.
    await administer(server, `drop database if exists ${name} with (force)`)
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

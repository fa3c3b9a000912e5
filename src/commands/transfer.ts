import { createReadStream } from 'node:fs'
import { type FileHandle, open, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { openDatabase } from '../app.ts'
import { readEnvironment } from '../config/environment.ts'
import { InputError } from '../core/errors.ts'
import { codeOf, faultOfPath } from '../core/file-fault.ts'
import type { Store } from '../core/store-ports.ts'
import { TRANSFER_FORMAT, type TransferLine } from '../core/transfer.ts'
import type { Runtime } from '../runtime.ts'

/**
 * `attache export FILE`: everything that the database holds, as JSON lines; it may be in use meanwhile. The file must not be there yet, and
 * is not left behind by halves.
 */
export async function exportTo(file: string, runtime: Runtime): Promise<void> {
  const store = await openDatabase(readEnvironment(runtime.env), 'guest')
  try {
    const handle = await makeFile(file)
    try {
      const rows = await writeExport(handle, store, runtime.now().toISOString()).finally(() => handle.close())
      runtime.out(`${rows} rows exported to ${file}\n`)
    } catch (error) {
      await rm(file, { force: true })
      if (!(error instanceof Error && 'syscall' in error)) throw error
      throw new InputError(`${file} cannot be written to the end: ${faultOfPath(error)}. It was removed again.`, {
        cause: error,
      })
    }
  } finally {
    await store.close()
  }
}

async function writeExport(handle: FileHandle, store: Store, now: string): Promise<number> {
  const rows = await store.exportLines(now, async (line) => {
    await handle.write(`${JSON.stringify(line)}\n`)
  })
  await handle.sync()
  return rows
}

async function makeFile(file: string): Promise<FileHandle> {
  try {
    // It holds what people asked and where: nobody else's business.
    return await open(file, 'wx', 0o600)
  } catch (cause) {
    throw new InputError(`${file} cannot be written: ${await whyNotMade(file, cause)}`, { cause })
  }
}

async function whyNotMade(file: string, error: unknown): Promise<string> {
  const [found, folder] = await Promise.all([file, dirname(file)].map((path) => stat(path).catch(() => undefined)))
  if (found?.isDirectory() === true) return `it is a folder; name a file in it, such as ${join(file, 'attache.jsonl')}`
  if (found !== undefined) return 'there is such a file already, and none is written over; give another name'
  if (codeOf(error) !== 'ENOENT') return faultOfPath(error)
  return folder === undefined
    ? `there is no folder ${dirname(file)}; make it first, or give another place`
    : `nothing can be made in ${dirname(file)}; give another place`
}

/** Throws `InputError` if a file is not what `attache export` writes, with what to do instead. */
export async function checkExport(file: string): Promise<void> {
  const start = await readStart(file, 100)
  if (start.toString('utf8').includes(TRANSFER_FORMAT)) return
  throw new InputError(
    `${file} is ${start.length === 0 ? 'empty' : 'neither an export of Attaché nor a list of feeds (OPML)'}. ` +
      'Documents are taken in by their folder (attache import FOLDER), a feed by its address (attache import https://…). ' +
      'For a brief of one file: attache brief FILE.',
  )
}

/** The first bytes of a file. Throws `InputError` if it cannot be read. */
export async function readStart(file: string, most: number): Promise<Buffer> {
  try {
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(most), position: 0 })
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw new InputError(`${file} cannot be read: ${faultOfPath(cause)}`, { cause })
  }
}

/** `attache import FILE`: what another desk exported, into an empty database. */
export async function importFrom(file: string, runtime: Runtime): Promise<void> {
  await checkExport(file)
  const store = await openDatabase(readEnvironment(runtime.env), 'owner')
  try {
    const show = (rows: number) => {
      if (runtime.terminal.interactive) runtime.err(`\r${rows} rows imported`)
    }
    const rows = await store.importLines(() => readLines(file), show)
    if (runtime.terminal.interactive) runtime.err('\n')
    runtime.out(`${rows} rows imported from ${file}\n`)
  } finally {
    await store.close()
  }
}

async function* readLines(file: string): AsyncIterable<TransferLine> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    try {
      // Whoever may import may write to the database as they please: the store looks at the shape of the export, not at every value.
      yield JSON.parse(line) as TransferLine
    } catch (cause) {
      throw new InputError(`${file}, line ${number} is no JSON: the export is damaged. Nothing was imported.`, {
        cause,
      })
    }
  }
}

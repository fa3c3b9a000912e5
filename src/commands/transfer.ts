import { createReadStream } from 'node:fs'
import { access, open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { openDatabase } from '../app.ts'
import { readEnvironment } from '../config/environment.ts'
import { InputError } from '../core/errors.ts'
import { TRANSFER_FORMAT, type TransferLine } from '../core/transfer.ts'
import type { Runtime } from '../runtime.ts'

/** `attache export FILE`: everything that the database holds, as JSON lines; it may be in use meanwhile. The file must not be there yet. */
export async function exportTo(file: string, runtime: Runtime): Promise<void> {
  const store = await openDatabase(readEnvironment(runtime.env), 'guest')
  try {
    // It holds what people asked and where: nobody else's business.
    const handle = await open(file, 'wx', 0o600).catch((cause: unknown) => {
      throw new InputError(`${file} cannot be written: ${messageOf(cause)}`, { cause })
    })
    try {
      const rows = await store.exportLines(runtime.now().toISOString(), async (line) => {
        await handle.write(`${JSON.stringify(line)}\n`)
      })
      await handle.sync()
      runtime.out(`${rows} rows exported to ${file}\n`)
    } finally {
      await handle.close()
    }
  } finally {
    await store.close()
  }
}

/** Whether a file begins as an export does. */
export async function isExport(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => undefined)
  if (handle === undefined) return false
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(100), position: 0 })
    return buffer.toString('utf8', 0, bytesRead).includes(TRANSFER_FORMAT)
  } catch {
    return false
  } finally {
    await handle.close()
  }
}

/** `attache import FILE`: what another desk exported, into an empty database. */
export async function importFrom(file: string, runtime: Runtime): Promise<void> {
  await access(file).catch((cause: unknown) => {
    throw new InputError(`${file} cannot be read: ${messageOf(cause)}`, { cause })
  })
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

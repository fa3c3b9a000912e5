import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { InputError } from '../../core/errors.ts'

/** What servers are asked for. Of `deflate` there are two kinds, which servers mix up. */
export const ENCODINGS = 'gzip, br'

const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

/** Servers encode once; a second layer is an accident, a third is meant to do harm. */
const MOST_LAYERS = 2

/**
 * Reads a body and undoes its encoding, both up to `maxBytes`: past that it stops where it is, so that a bomb costs no more memory than a
 * page. Throws `InputError` for what is too large, encoded in an unknown way or broken, else the stream's own error.
 */
export async function readBody(stream: Readable, encoding: string | undefined, maxBytes: number): Promise<Uint8Array> {
  const layers = layersOf(encoding)
  if (layers === undefined) {
    stream.on('error', () => {}).destroy()
    throw new InputError('it is encoded in a way that is not understood')
  }
  const stages: Readable[] = [stream]
  for (const layer of layers.toReversed()) {
    const before = stages.at(-1) ?? stream
    const stage = layer()
    before.on('error', (error) => stage.destroy(error))
    stages.push(limit(before, maxBytes, (error) => stage.destroy(error)).pipe(stage))
  }
  try {
    return await gather(stages.at(-1) ?? stream, maxBytes)
  } catch (error) {
    if (isBroken(error)) throw new InputError('it is compressed, and the compressed bytes are broken', { cause: error })
    throw error
  } finally {
    for (const stage of stages) stage.destroy()
  }
}

/** Watches what passes through, without keeping it. */
function limit(stream: Readable, maxBytes: number, stop: (error: Error) => void): Readable {
  let size = 0
  stream.on('data', (chunk: Uint8Array) => {
    size += chunk.length
    if (size > maxBytes) stop(tooLarge(maxBytes))
  })
  return stream
}

async function gather(stream: Readable, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function layersOf(encoding: string | undefined): (() => Transform)[] | undefined {
  const names = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  const layers = names.map((name) => DECODERS.get(name)).filter((layer) => layer !== undefined)
  return layers.length === names.length && layers.length <= MOST_LAYERS ? layers : undefined
}

function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:Z_|ERR_)/u.test(String(error.code))
}

function tooLarge(maxBytes: number): InputError {
  return new InputError(`it is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB, which is as much as is read`)
}

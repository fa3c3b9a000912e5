import { constants, createDeflate, deflateSync } from 'node:zlib'

/** Turns one payload's text into a frame and hands it on; frames keep their order. */
export type Encoder = (text: string, send: (frame: string | Uint8Array) => void) => void

export const plain: Encoder = (text, send) => send(text)

/** IDENTIFY's `compress`: every payload is a zlib stream of its own. */
export const compressed: Encoder = (text, send) => send(deflateSync(text))

/** `compress=zlib-stream`: one zlib stream for the whole connection, flushed after each payload (docs: events/gateway, Transport Compression). */
export function createStreamEncoder(): Encoder {
  const deflate = createDeflate()
  const chunks: Buffer[] = []
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk))
  return (text, send) => {
    deflate.write(text)
    deflate.flush(constants.Z_SYNC_FLUSH, () => send(Buffer.concat(chunks.splice(0))))
  }
}

import { createGzip, gzipSync } from 'node:zlib'
import type { FakePage } from './web-server.ts'

/** Takes the request and never says a word. */
export const silence: FakePage = () => {}

/** Sends headers, then a byte now and then, for ever. */
export function drip(everyMs: number): FakePage {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const timer = setInterval(() => response.write('a'), everyMs)
    response.on('close', () => clearInterval(timer))
  }
}

/** Zeros without end, packed as they go: one megabyte of them a kilobyte. Past 10 GB the server gives up. */
export const bomb: FakePage = (_request, response) => {
  response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/html' })
  const gzip = createGzip()
  const zeros = Buffer.alloc(1024 * 1024)
  let left = 10 * 1024
  const more = () => {
    for (; left > 0; left -= 1) {
      if (response.destroyed) return
      if (!gzip.write(zeros)) {
        gzip.once('drain', more)
        return
      }
    }
    gzip.end()
  }
  gzip.pipe(response)
  more()
}

/** A bomb within a bomb: 100 MB of zeros packed twice, a few hundred bytes. */
export const packedTwice: FakePage = {
  headers: { 'content-encoding': 'gzip, gzip' },
  body: gzipSync(gzipSync(Buffer.alloc(100 * 1024 * 1024))),
}

/** Plain bytes without end and without a length. */
export const flood: FakePage = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' })
  const chunk = Buffer.alloc(64 * 1024, 'a')
  const more = () => {
    while (!response.destroyed) {
      if (response.write(chunk)) continue
      response.once('drain', more)
      return
    }
  }
  more()
}

export function headerFlood(bytes: number): FakePage {
  return { headers: Object.fromEntries(Array.from({ length: bytes / 100 }, (_, at) => [`x-${at}`, 'a'.repeat(95)])) }
}

/** Promises more than it sends, then hangs up. */
export const cutByLength: FakePage = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' })
  response.write('only this', () => response.socket?.destroy())
}

/** Ends in the middle of a body of chunks. */
export const cutInChunks: FakePage = (_request, response) => {
  response.writeHead(200, { 'transfer-encoding': 'chunked' })
  response.write('the beginning', () => response.socket?.destroy())
}

/** A packed body whose end is missing, though the transfer itself is whole. */
export const cutWhilePacked: FakePage = {
  headers: { 'content-encoding': 'gzip' },
  body: gzipSync('a text of some length, in which no word is said twice').subarray(0, 40),
}

/** Speaks something that is not HTTP. */
export const noise: FakePage = (_request, response) => {
  response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n')
}

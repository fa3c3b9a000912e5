import { isIP } from 'node:net'

/** Where a server listens. */
export interface Listening {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
}

const LOOPBACK = '127.0.0.1'

/** Reads `off`, `port` (then on this machine only), `host:port` or `[IPv6]:port`; undefined if it is none of them. */
export function parseListening(text: string): Listening | 'off' | undefined {
  if (text.toLowerCase() === 'off') return 'off'
  const [, bracketed, named, digits = ''] = /^(?:(?:\[([\da-f:.]+)\]|([\w.-]+)):)?(\d{1,5})$/iu.exec(text) ?? []
  const port = Number(digits)
  if (digits === '' || port > 65_535) return undefined
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? { host: bracketed, port } : undefined
  return { host: named ?? LOOPBACK, port }
}

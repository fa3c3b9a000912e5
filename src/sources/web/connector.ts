import { lookup as lookUp } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { type AllowedHosts, isAllowed, NotPublicError } from './address.ts'
import { isPublicAddress } from './public-address.ts'

/** Gives every address of a host, at least one, or throws the resolver's error. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>

export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

export interface ConnectorOptions {
  readonly allowed: AllowedHosts
  readonly resolve: Resolve
  /** For the connection, TLS included. */
  readonly timeoutMs: number
}

/**
 * Connects to public addresses only. A host is resolved once, for the connection itself, so that no second answer can lead elsewhere; one
 * address that is not public refuses the whole answer. What the socket is connected to in the end is checked once more.
 */
export function createConnector({ allowed, resolve, timeoutMs }: ConnectorOptions): buildConnector.connector {
  const build = (accepts: (address: string) => boolean) =>
    // HTTP/2 brings nothing to a single page, and more ways to be held up.
    buildConnector({ timeout: timeoutMs, allowH2: false, autoSelectFamily: true, lookup: lookupBy(resolve, accepts) })
  const open = build(() => true)
  const guarded = build(isPublicAddress)
  return (options, callback) => {
    const port = options.port || (options.protocol === 'https:' ? '443' : '80')
    if (isAllowed(options.hostname.replace(/^\[(.*)\]$/u, '$1'), port, allowed)) {
      open(options, callback)
      return
    }
    guarded(options, (...result) => {
      const [error, socket] = result
      if (error === null && !isPublicAddress(socket.remoteAddress ?? '')) {
        socket.destroy()
        callback(new NotPublicError(options.hostname), null)
      } else callback(...result)
    })
  }
}

function lookupBy(resolve: Resolve, accepts: (address: string) => boolean): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (found) => {
        const [first] = found
        if (first === undefined || !found.every(({ address }) => accepts(address)))
          callback(new NotPublicError(host), '', 0)
        else if (all === true) callback(null, [...found])
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
}

export async function resolveBySystem(host: string): Promise<readonly ResolvedAddress[]> {
  return await lookUp(host, { all: true })
}

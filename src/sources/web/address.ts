import { isIP } from 'node:net'
import { InputError } from '../../core/errors.ts'
import { isPublicAddress } from './public-address.ts'

/** The ports that the web is served at; behind others stand services that never meant to answer a reader. */
const PORTS: ReadonlySet<string> = new Set(['80', '443', '8080', '8443'])

/** More is no address that anybody gave out. */
const LONGEST = 4_096

/** Hosts that may be fetched from whatever their address and port: `wiki.example` or `wiki.example:3000`, in lower case. */
export type AllowedHosts = ReadonlySet<string>

/**
 * Reads an address that somebody gave or a redirect named, relative to `base` if it is given. Odd spellings of numbers (decimal, octal,
 * hexadecimal, full-width) are evened out by the URL parser, which is also what connects. Throws `InputError`.
 */
export function readAddress(text: string, allowed: AllowedHosts, base?: URL): URL {
  if (text.length > LONGEST) throw new InputError(`the address is longer than ${LONGEST} characters`)
  const url = URL.parse(text.trim(), base?.href)
  if (url === null) throw new InputError('it is no web address; write it as https://host/path')
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new InputError('only http and https addresses are fetched')
  if (url.username !== '' || url.password !== '')
    throw new InputError('the address holds a name or password; leave that out, the desk sends no credentials')
  url.hash = ''
  if (isAllowed(bareHost(url), portOf(url), allowed)) return url
  if (!PORTS.has(portOf(url))) {
    const words = `${url.hostname}: only the ports ${[...PORTS].join(', ')} are fetched`
    throw new NotAllowedError(`${words}; for another, name ${url.host} in FETCH_ALLOW_PRIVATE`, words)
  }
  if (isIP(bareHost(url)) !== 0 && !isPublicAddress(bareHost(url))) throw new NotPublicError(url.hostname)
  return url
}

export function isAllowed(host: string, port: string, allowed: AllowedHosts): boolean {
  return allowed.has(host) || allowed.has(`${host}:${port}`)
}

/** Why an address of a stranger is not fetched, as far as that can be told without trying; undefined if it may be. */
export function faultOf(address: string): string | undefined {
  try {
    readAddress(address, new Set())
    return undefined
  } catch (error) {
    if (error instanceof NotAllowedError) return error.forStrangers
    if (error instanceof InputError) return error.message
    throw error
  }
}

/** Whether an address is on a host that is allowed; false for what is no address. */
export function isOnAllowed(address: string, allowed: AllowedHosts): boolean {
  const url = URL.parse(address)
  return url !== null && isAllowed(bareHost(url), portOf(url), allowed)
}

/** The host as resolvers and sockets take it: without the brackets of an IPv6 address. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/u, '$1')
}

/** An address that the operator could allow: the message says how. */
export class NotAllowedError extends InputError {
  /** What people in a channel are told, whom the settings of the desk are no business of. */
  readonly forStrangers: string
  constructor(message: string, forStrangers: string) {
    super(message)
    this.name = 'NotAllowedError'
    this.forStrangers = forStrangers
  }
}

/** A host that is not on the public internet, and that nobody allowed. */
export class NotPublicError extends NotAllowedError {
  /** Says nothing of where the host leads: whoever asks need not learn what a network of others looks like. */
  constructor(host: string) {
    super(
      `${host} is not on the public internet; if it is yours, whoever runs the desk can name it in FETCH_ALLOW_PRIVATE, which counts for addresses in files and on the command line`,
      notFoundWords(host),
    )
    this.name = 'NotPublicError'
  }
}

/**
 * What strangers are told of a host that is not public, and of one that has no address or none just now: by any difference they could try
 * out which names a private network has.
 */
export function notFoundWords(host: string): string {
  return `${host} is not found on the public internet, and nothing else is read; check the spelling, or try again later`
}

function portOf(url: URL): string {
  if (url.port !== '') return url.port
  return url.protocol === 'https:' ? '443' : '80'
}

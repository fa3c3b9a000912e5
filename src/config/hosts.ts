/**
 * Hosts by commas, each with or without a port, as the URL parser writes them, so that they compare with those of addresses; IPv6 without
 * brackets. `none` is none. Undefined if one of them is no host.
 */
export function parseHosts(text: string): ReadonlySet<string> | undefined {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name.toLowerCase() !== 'none')
  const hosts = names.map(parseHost).filter((host) => host !== undefined)
  return hosts.length === names.length ? new Set(hosts) : undefined
}

function parseHost(text: string): string | undefined {
  const bare = /^[\da-f]*:[\da-f:.]*:[\da-f:.]*$/iu.test(text) ? `[${text}]` : text
  // A scheme that the parser does not know keeps every port, a known one spells the host as it will be in addresses.
  const given = URL.parse(`any://${bare}`)
  if (given === null || given.hostname === '' || given.host !== given.href.slice('any://'.length)) return undefined
  const host = URL.parse(`http://${given.hostname}`)?.hostname.replace(/^\[(.*)\]$/u, '$1')
  // The parser lets signs pass that no host has; a `*` would look as if it stood for all.
  if (host === undefined || !/^[\w.:-]+$/u.test(host)) return undefined
  return given.port === '' ? host : `${host}:${given.port}`
}

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Cloud services that answer a machine about itself at an address that looks like any other. */
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16'])

/** Global unicast (RFC 4291, 2.4); whatever lies outside is local, reserved or a translation. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
/** Documentation (RFC 9637), which the tables of ipaddr.js leave out. */
const DOCUMENTATION = ipaddr.IPv6.parseCIDR('3fff::/20')
/** An IPv4 address carried to where IPv6 alone is spoken (RFC 6052); 64:ff9b:1::/48 (RFC 8215) leads into networks of one's own. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/**
 * Whether an address is one of the public internet: not private, loopback, link-local, shared (CGNAT), multicast, reserved, for
 * documentation, or a service's own about the machine. An IPv6 address that carries an IPv4 address (mapped, NAT64) is judged by that;
 * tunnels (6to4, Teredo, ISATAP) are not public. Anything that is no address is not public either.
 */
export function isPublicAddress(text: string): boolean {
  // A zone (`fe80::1%eth0`) is for addresses of one link.
  if (isIP(text) === 0 || text.includes('%')) return false
  const address = ipaddr.parse(text)
  return address instanceof ipaddr.IPv4 ? isPublicIPv4(address) : isPublicIPv6(address)
}

function isPublicIPv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !METADATA.has(address.toString())
}

function isPublicIPv6(address: ipaddr.IPv6): boolean {
  if (address.isIPv4MappedAddress()) return isPublicIPv4(address.toIPv4Address())
  if (address.match(NAT64)) return isPublicIPv4(new ipaddr.IPv4(address.toByteArray().slice(12)))
  const [, , , , group, marker] = address.parts
  // ISATAP (RFC 5214, 6.1) carries an IPv4 address behind these.
  if (marker === 0x5efe && (group === 0 || group === 0x200)) return false
  return address.match(GLOBAL_UNICAST) && !address.match(DOCUMENTATION) && address.range() === 'unicast'
}

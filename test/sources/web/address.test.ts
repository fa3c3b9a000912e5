import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import { readAddress } from '../../../src/sources/web/address.ts'
import { isPublicAddress } from '../../../src/sources/web/public-address.ts'

const NOBODY = new Set<string>()

/** Every way to write an address inside that a parser, a resolver or a kernel has been known to take. */
const REFUSED = [
  // Loopback, as it is and by number.
  'http://127.0.0.1/',
  'http://127.0.0.1:80/',
  'http://127.0.0.1:8080/',
  'http://127.1/',
  'http://127.0.1/',
  'http://127.255.255.254/',
  'http://0/',
  'http://0.0.0.0/',
  'http://2130706433/',
  'http://017700000001/',
  'http://0x7f000001/',
  'http://0x7f.0x0.0x0.0x1/',
  'http://0177.0.0.1/',
  'http://0177.0.0.01/',
  'http://0x7F.1/',
  'http://127.0.0.1./',
  'http://00000177.0.0.1/',
  'http://%31%32%37.0.0.1/',
  'http://１２７.０.０.１/',
  'http://①②⑦.⓪.⓪.①/',
  'http://127。0。0。1/',
  'http://127．0．0．1/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[0000:0000:0000:0000:0000:0000:0000:0001]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:0:127.0.0.1]/',
  // Carried in addresses of IPv6.
  'http://[64:ff9b::127.0.0.1]/',
  'http://[64:ff9b::a00:1]/',
  'http://[64:ff9b:1::1]/',
  'http://[2002:7f00:1::]/',
  'http://[2002:a00:1::1]/',
  'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
  'http://[2600::5efe:10.0.0.1]/',
  // Private, shared, link-local, metadata.
  'http://10.0.0.1/',
  'http://10.1/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://3232235777/',
  'http://0300.0250.1.1/',
  'http://100.64.0.1/',
  'http://100.127.255.255/',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xA9.0xFE.0xA9.0xFE/',
  'http://0251.0376.0251.0376/',
  'http://169.254.43518/',
  'http://[::ffff:169.254.169.254]/',
  'http://[fd00:ec2::254]/',
  'http://168.63.129.16/',
  'http://100.100.100.200/',
  'http://192.0.0.192/',
  'http://[fe80::1]/',
  'http://[fe80::1%25eth0]/',
  'http://[fe80::1%eth0]/',
  'http://[febf::1]/',
  'http://[fec0::1]/',
  'http://[fc00::1]/',
  'http://[fdff::1]/',
  // Multicast, broadcast, reserved, documentation.
  'http://224.0.0.1/',
  'http://239.255.255.250/',
  'http://[ff02::1]/',
  'http://255.255.255.255/',
  'http://240.0.0.1/',
  'http://198.18.0.1/',
  'http://192.0.2.1/',
  'http://203.0.113.7/',
  'http://[2001:db8::1]/',
  'http://[3fff::1]/',
  'http://[100::1]/',
  'http://[4000::1]/',
  // A name or password, which hides the host or would be sent along.
  'http://example.org@127.0.0.1/',
  'http://127.0.0.1:80@example.org/',
  'http://user:secret@example.org/',
  'http://user@example.org/',
  'http:\\\\127.0.0.1\\',
  'http:127.0.0.1',
  'http:/127.0.0.1/',
  'HTTP://127.0.0.1/',
  ' http://127.0.0.1/ ',
  'ht\ntp://127.0.0.1/',
  'http://127.0.0.1\t/',
  // Other ports and other protocols.
  'http://example.org:22/',
  'http://example.org:25/',
  'https://example.org:6379/',
  'http://example.org:0/',
  'http://example.org:65536/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'file://example.org/share',
  'gopher://example.org:70/',
  'data:text/html,hello',
  'javascript:alert(1)',
  'ws://example.org/',
  'blob:https://example.org/1',
  'view-source:http://example.org/',
  // No address at all.
  '',
  'example.org',
  '//example.org/',
  'http://',
  'http://[::1/',
  'http://1.2.3.4.5/',
  'http://256.256.256.256/',
  'http://exa mple.org/',
  'http://example.org%00.evil.example/',
  `http://example.org/${'a'.repeat(5_000)}`,
]

test.each(REFUSED)('%j is refused', (address) => {
  expect(() => readAddress(address, NOBODY)).toThrow(InputError)
})

test('there are more than sixty of these spellings', () => {
  expect(new Set(REFUSED).size).toBeGreaterThanOrEqual(60)
})

test.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c'],
  ['http://example.org:8080', 'http://example.org:8080/'],
  ['https://example.org:8443/x', 'https://example.org:8443/x'],
  ['https://example.org:443/', 'https://example.org/'],
  ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ['https://ｅｘａｍｐｌｅ.org/', 'https://example.org/'],
  ['http://93.184.216.34/', 'http://93.184.216.34/'],
  ['http://[2606:2800:220:1::1]/', 'http://[2606:2800:220:1::1]/'],
  ['http://[::ffff:93.184.216.34]/', 'http://[::ffff:5db8:d822]/'],
  ['http://[64:ff9b::93.184.216.34]/', 'http://[64:ff9b::5db8:d822]/'],
  ['https://localhost.example.org/', 'https://localhost.example.org/'],
  ['http://example.org\\@127.0.0.1:22/', 'http://example.org/@127.0.0.1:22/'],
])('%s is read', (address, href) => {
  expect(readAddress(address, NOBODY).href).toBe(href)
})

test('hosts that the keeper names may be inside, at any port or at one', () => {
  const allowed = new Set(['wiki.intranet', '10.0.0.5:3000', '::1'])
  expect(readAddress('http://wiki.intranet:9000/', allowed).port).toBe('9000')
  expect(readAddress('http://10.0.0.5:3000/', allowed).port).toBe('3000')
  expect(readAddress('http://[::1]:1234/', allowed).port).toBe('1234')
  for (const address of ['http://10.0.0.5/', 'http://10.0.0.5:3001/', 'http://10.0.0.6:3000/', 'ftp://wiki.intranet/'])
    expect(() => readAddress(address, allowed)).toThrow(InputError)
})

test('what is said of an address holds none of its secrets', () => {
  for (const address of ['http://user:secret@127.0.0.1/secret?secret', 'http://10.0.0.1/secret?secret'])
    expect(() => readAddress(address, NOBODY)).toThrow(/^(?!.*secret)/u)
})

describe('public addresses', () => {
  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2a00:1450:4001::1', '2620:0:2d0::1'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  test.each(['', 'example.org', '0177.0.0.1', '1.2.3', '2606:2800::1%eth0', 'fe80::1%eth0', '::ffff:10.0.0.1'])(
    '%j is none',
    (address) => {
      expect(isPublicAddress(address)).toBe(false)
    },
  )
})

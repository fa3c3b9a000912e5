import { expect, test } from 'vitest'
import { parseHosts } from '../../src/config/hosts.ts'

test.each([
  ['none', []],
  ['', []],
  ['wiki.intranet', ['wiki.intranet']],
  [' Wiki.Intranet , 10.0.0.5:3000,', ['wiki.intranet', '10.0.0.5:3000']],
  ['localhost:80', ['localhost:80']],
  ['::1, [::1]:80', ['::1', '::1:80']],
  ['bücher.intranet', ['xn--bcher-kva.intranet']],
])('%j are hosts', (text, hosts) => {
  expect([...(parseHosts(text) ?? ['no hosts'])]).toEqual(hosts)
})

test.each(['http://wiki', 'wiki/page', 'me@wiki', 'wiki:port', 'two words', '*', 'wiki,http://other', '?', 'a:1:2:z'])(
  '%j are none',
  (text) => {
    expect(parseHosts(text)).toBeUndefined()
  },
)

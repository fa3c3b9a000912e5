import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Family, printFamilies } from '../../src/monitoring/exposition.ts'
import { readScrape } from './scrape.ts'

const family = (changes: Partial<Family> = {}): Family => ({
  name: 'attache_things_total',
  type: 'counter',
  help: 'Things.',
  samples: [{ labels: {}, value: 1 }],
  ...changes,
})

test('a family is its help, its type and a line a sample', () => {
  const samples = [
    { labels: { platform: 'slack', outcome: 'sent' }, value: 3 },
    { labels: {}, value: 0.25 },
  ]
  expect(printFamilies([family({ samples }), family({ name: 'other', type: 'gauge' })])).toBe(
    `# HELP attache_things_total Things.
# TYPE attache_things_total counter
attache_things_total{platform="slack",outcome="sent"} 3
attache_things_total 0.25
# HELP other Things.
# TYPE other gauge
other 1
`,
  )
})

test('backslash, quotation mark and line feed are escaped: in labels all three, in help no quotation mark', () => {
  const samples = [{ labels: { path: 'C:\\DIR "x"\n' }, value: 1 }]
  expect(printFamilies([family({ help: 'a \\ "b"\nc', samples })])).toBe(
    `# HELP attache_things_total a \\\\ "b"\\nc
# TYPE attache_things_total counter
attache_things_total{path="C:\\\\DIR \\"x\\"\\n"} 1
`,
  )
})

test.for([
  [Number.POSITIVE_INFINITY, '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf'],
  [Number.NaN, 'NaN'],
  [1e21, '1e+21'],
  [1.5e-7, '1.5e-7'],
  [174219264, '174219264'],
] as const)('%d is written %s', ([value, text]) => {
  expect(printFamilies([family({ samples: [{ labels: {}, value }] })])).toMatch(` ${text}\n`)
})

test('a family that has no samples is not there', () => {
  expect(printFamilies([family({ samples: [] })])).toBe('')
})

test('whatever stands in a label is read back as it was', () => {
  const text = fc.string({ unit: fc.constantFrom('\\', '"', '\n', 'n', '{', '}', ',', '=', ' ', 'é', '印', '\r') })
  fc.assert(
    fc.property(text, text, fc.double({ noNaN: true }), (a, b, value) => {
      const labels = { a, b }
      const [read] = readScrape(printFamilies([family({ help: `x${a}`, samples: [{ labels, value }] })]))
      expect(read).toEqual({ name: 'attache_things_total', labels, value: value + 0 })
    }),
  )
})

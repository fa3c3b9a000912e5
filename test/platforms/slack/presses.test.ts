import { expect, it } from 'vitest'
import { createPresses, type PressIds } from '../../../src/platforms/slack/presses.ts'

const PRESS = { team: 'T1', channel: 'C1', message: '1.2', user: 'U1', button: 'sources.b1' }
const shared = (one: PressIds, two: PressIds) => one.event === two.event || one.alias === two.alias

it.each([1_760_000_000, 1_760_000_004.9, 1_760_000_009.9, 1_760_000_005])(
  'a double click at %d is one wish, whichever process hears of each half',
  (at) => {
    for (const after of [0, 0.2, 2, 4.9]) {
      const [one, two] = [createPresses(), createPresses()]
      const first = one({ ...PRESS, at: String(at) })
      expect(shared(first, two({ ...PRESS, at: (at + after).toFixed(6) }))).toBe(true)
      expect(one({ ...PRESS, at: (at + after).toFixed(6) })).toEqual(first)
    }
  },
)

it('the same press delivered again has the same ids after a restart', () => {
  const press = { ...PRESS, at: '1760000009.999999' }
  expect(createPresses()(press)).toEqual(createPresses()(press))
})

it.each([
  ['a quarter of a minute later', { at: '1760000015.000000' }],
  ['on another button', { button: 'more.b1' }],
  ['on another message', { message: '1.3' }],
  ['of somebody else', { user: 'U2' }],
])('a press %s is another wish', (_what, other) => {
  const idsOf = createPresses()
  const first = { ...PRESS, at: '1760000000.000000' }
  expect(shared(idsOf(first), idsOf({ ...first, ...other }))).toBe(false)
})

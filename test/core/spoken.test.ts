import { expect, test } from 'vitest'
import { readSpoken } from '../../src/core/spoken.ts'

test.each([
  ['', { verb: 'help', text: '' }],
  ['  help ', { verb: 'help', text: '' }],
  ['help me with the visa', { text: 'help me with the visa' }],
  ['/brief india-belarus', { verb: 'brief', text: 'india-belarus' }],
  ['Brief  the Private sector', { verb: 'brief', text: 'the Private sector' }],
  ['brief', { verb: 'brief', text: '' }],
  ['ask When does it start?', { verb: 'ask', text: 'When does it start?' }],
  ['digest pause 1', { verb: 'digest', text: 'pause 1' }],
  ['digests of law', { text: 'digests of law' }],
  ['When does it\nstart?', { text: 'When does it\nstart?' }],
])('%j', (said, spoken) => {
  expect(readSpoken(said)).toEqual(spoken)
})

import { expect, test } from 'vitest'
import { overlapOf, precisionOf, recallOf, scoreOf } from '../../bench/pages/shingles.ts'

test('texts overlap by runs of four words', () => {
  // True: abcd bcde. Found: bcde cdef defg.
  const overlap = overlapOf('a b c d e', 'b, c; d e\nf g')
  expect(overlap).toEqual({ both: 1 / 4, foundOnly: 2 / 4, trueOnly: 1 / 4 })
  expect(precisionOf(overlap)).toBeCloseTo(1 / 3)
  expect(recallOf(overlap)).toBe(1 / 2)
})

test('a run that is there twice counts twice, and a short text is one run', () => {
  expect(overlapOf('a b a b a b', 'a b a b')).toEqual({ both: 1 / 3, foundOnly: 0, trueOnly: 2 / 3 })
  expect(overlapOf('one two', 'one two')).toEqual({ both: 1, foundOnly: 0, trueOnly: 0 })
  expect(overlapOf('one two', 'one')).toEqual({ both: 0, foundOnly: 1 / 2, trueOnly: 1 / 2 })
})

test('nothing found, or nothing to be found', () => {
  expect(overlapOf('a b c d', '')).toEqual({ both: 0, foundOnly: 0, trueOnly: 1 })
  expect(overlapOf('', '')).toEqual({ both: 0, foundOnly: 0, trueOnly: 0 })
  // A page without an answer says nothing of precision, one without a true text nothing of recall.
  const overlaps = [overlapOf('a b c d', ''), overlapOf('a b c d', 'a b c d')]
  expect(scoreOf(overlaps)).toEqual({ precision: 1, recall: 1 / 2, f1: 2 / 3 })
  expect(scoreOf([])).toEqual({ precision: 0, recall: 0, f1: 0 })
})

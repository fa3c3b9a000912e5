import { expect, test } from 'vitest'
import { wording } from '../../src/core/wording.ts'

test.each([
  [{ late: false, missed: 0, skipped: 0 }, ''],
  [{ late: true, missed: 0, skipped: 0 }, 'Late: the desk was down when this was due.'],
  [{ late: false, missed: 1, skipped: 0 }, 'Late: this covers 1 earlier edition missed while the desk was down.'],
  [
    { late: true, missed: 2, skipped: 1 },
    'Late: this covers 2 earlier editions missed while the desk was down. Left out: 1 earlier edition, missed by more than a day.',
  ],
  [{ late: false, missed: 0, skipped: 3 }, 'Left out: 3 earlier editions, missed by more than a day.'],
])('lateness %o reads “%s”', (reply, words) => {
  expect(wording.late(reply)).toBe(words)
})

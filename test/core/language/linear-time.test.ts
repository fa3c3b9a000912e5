import { describe, expect, it } from 'vitest'
import { isBoilerplate, leadIn } from '../../../src/core/language/clean.ts'
import { findDates } from '../../../src/core/language/dates.ts'
import { identifyLanguage } from '../../../src/core/language/language.ts'
import { findNames } from '../../../src/core/language/names.ts'
import { searchTokens } from '../../../src/core/language/search-tokens.ts'
import { splitSentences } from '../../../src/core/language/sentences.ts'
import { splitWords } from '../../../src/core/language/words.ts'

/** What tends to make a pattern or a loop look back too far. */
const UNITS = [
  'a. "',
  ' . ',
  'Mr. A',
  '"',
  '网',
  '。”',
  'A of ',
  '1-',
  '1 May 2024 ',
  'May ',
  '. [a',
  '“A ',
  "l'",
  '\u0301',
  ' ',
]

const WORK: readonly (readonly [string, (text: string) => unknown])[] = [
  ['splitSentences', (text) => splitSentences(text, 'en')],
  ['splitWords', (text) => splitWords(text, 'fr')],
  ['findNames', (text) => findNames(text, 'de')],
  ['findNames without case', (text) => findNames(text, 'zh')],
  ['findDates', (text) => findDates(text, 'de')],
  ['searchTokens', (text) => searchTokens(text, 'en')],
  ['identifyLanguage', (text) => identifyLanguage(text)],
  ['cleaning', (text) => [isBoilerplate(text, 'en'), leadIn(text, 'en')]],
]

const SMALL = 5_000
const FACTOR = 10
/** Quadratic work would take the square of the factor; a busy machine must not fail the test. */
const ALLOWED = 0.6 * FACTOR ** 2

/** Milliseconds of processor time of this thread alone: what else the machine does is not counted. */
function fastestOf(runs: number, work: () => unknown): number {
  let fastest = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run += 1) {
    const before = process.threadCpuUsage()
    work()
    fastest = Math.min(fastest, process.threadCpuUsage(before).user / 1_000)
  }
  return fastest
}

describe('time grows with the length of the text', () => {
  it.each(WORK)('%s', (_name, work) => {
    for (const unit of UNITS) {
      const small = unit.repeat(SMALL / unit.length)
      const large = unit.repeat((SMALL * FACTOR) / unit.length)
      const base = Math.max(
        1,
        fastestOf(3, () => work(small)),
      )
      expect(
        fastestOf(2, () => work(large)),
        JSON.stringify(unit),
      ).toBeLessThan(ALLOWED * base)
    }
  })
})

import { expect, test } from 'vitest'
import { damage } from '../../../bench/feeds/damage.ts'
import { FEED_KINDS, generateFeed } from '../../../bench/feeds/generated.ts'
import { seededRandom } from '../../../bench/lookup/random.ts'
import { InputError } from '../../../src/core/errors.ts'
import { decodeFeed } from '../../../src/sources/feeds/encoding.ts'
import { readFeed } from '../../../src/sources/feeds/parsing.ts'

const CASES = 300

/** `bench/feeds/fuzz.ts` does the same with feeds of others, thousands of times. */
test('damaged feeds are read as far as they go, or refused in words', { timeout: 60_000 }, async () => {
  const random = seededRandom(20_261_124)
  const feeds = FEED_KINDS.map((kind, number) => new TextEncoder().encode(generateFeed({ number, kind, entries: 5 })))
  const counts = { read: 0, refused: 0 }
  for (let one = 0; one < CASES; one += 1) {
    try {
      const { entries } = readFeed(await decodeFeed(damage(random.one(feeds), random), undefined), 'https://a.example/')
      counts.read += entries.length > 0 ? 1 : 0
    } catch (error) {
      expect(error).toBeInstanceOf(InputError)
      counts.refused += 1
    }
  }
  expect(counts.read).toBeGreaterThan(CASES * 0.75)
  expect(counts.refused).toBeLessThan(CASES * 0.1)
})

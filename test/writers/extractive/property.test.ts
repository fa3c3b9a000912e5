import fc from 'fast-check'
import { expect, it } from 'vitest'
import { claimsOf, isVerbatim } from '../../../src/core/brief.ts'
import type { Document, ParagraphKind } from '../../../src/core/document.ts'
import { InputError } from '../../../src/core/errors.ts'
import { createExtractiveWriter } from '../../../src/writers/extractive/writer.ts'
import { documentOf, fixtureNames, heading, prose, readFixture } from './documents.ts'

const writer = createExtractiveWriter()
const KINDS: readonly ParagraphKind[] = ['heading', 'prose', 'item', 'table']
const LANGUAGES = ['en', 'de', 'fr', 'es', 'ru', 'hi', 'ar', 'zh', 'und', 'qqq']

const pieces = fc.constantFrom(
  ...'The council|They|However, |. |? |! |: |; |, |“|”|"|«|»|(|)|\n|\n\n|- |1. |Q: |Anna Lund|SCO|(SCO)|14 March|2025-01-01|will|1,200|…|。|、|｡|।|؟|他|这|会议|通过了|وقال|هذا|वह|है'.split(
    '|',
  ),
  'approved the budget for the repair of the bridge',
  'Der Stadtrat beschloss den Bau der neuen Schule am Montag',
  'Совет утвердил новый бюджет города на следующий год',
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(' ')),
)

const blocks = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), text }), { minLength: 1, maxLength: 8 })
const composed = fc
  .record({
    blocks,
    title: text,
    language: fc.constantFrom(...LANGUAGES),
    date: fc.constantFrom(undefined, '2025-01-02'),
  })
  .filter(({ blocks }) => blocks.some((block) => block.text.trim() !== ''))
  .map(({ date, ...found }): Document | undefined => {
    try {
      return documentOf({ ...found, ...(date === undefined ? {} : { date }) })
    } catch {
      return undefined
    }
  })
  .filter((document) => document !== undefined)

/** Paragraphs as no source gives them: overlapping, out of order, in the middle of words. */
const disordered = fc
  .record({
    document: composed,
    cuts: fc.array(fc.tuple(fc.nat(400), fc.nat(200), fc.constantFrom(...KINDS)), { maxLength: 6 }),
  })
  .map(({ document, cuts }): Document => {
    const length = document.text.length
    const paragraphs = cuts.map(([at, size, kind]) => {
      const start = at % (length + 1)
      return { kind, start, end: Math.min(length, start + size) }
    })
    return { ...document, paragraphs }
  })

const even = (words: string) => words.replace(/\s+/gu, ' ').trim()

it('writes of any text a brief that rests on it, or says that there is nothing to write', async () => {
  const documents = fc.array(fc.oneof(composed, disordered), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(documents, async (given) => {
      const all = given.map((document, index) => ({ ...document, id: `d${index}` }))
      const brief = await writer.brief('topic', all).catch((error: unknown) => {
        expect(error).toBeInstanceOf(InputError)
      })
      if (brief === undefined) return
      for (const claim of claimsOf(brief)) {
        expect(isVerbatim(claim, all)).toBe(true)
        expect(claim.text).toMatch(/[\p{L}\p{N}]/u)
      }
      for (const claim of [brief.bottomLine, ...brief.points, ...brief.next, ...brief.names, ...brief.dates]) {
        expect(even(claim.evidence[0]?.quote ?? '')).toBe(claim.text)
      }
      const headline = brief.headline.text.replace(/…$/u, '').toLowerCase()
      expect(even(brief.headline.evidence[0]?.quote ?? '').toLowerCase()).toContain(headline)
      expect(brief.headline.text.length).toBeLessThanOrEqual(110)
      expect(await writer.brief('topic', all)).toEqual(brief)
    }),
    { numRuns: 300 },
  )
})

it('reads a report of four times the length in about four times the time', async () => {
  const documents = (await Promise.all(fixtureNames.map(readFixture)))
    .flat()
    .filter(({ language }) => language === 'en')
  const sentences = documents.flatMap(({ text, paragraphs }) =>
    paragraphs.flatMap(({ kind, start, end }) => (kind === 'prose' ? [text.slice(start, end)] : [])),
  )
  const report = (sections: number) =>
    documentOf({
      title: 'Roads and water in the districts',
      blocks: Array.from({ length: sections }, (_, section) => [
        heading(`District ${section + 1}`),
        ...Array.from({ length: 20 }, (_, at) => prose(sentences[(section * 7 + at) % sentences.length] ?? '')),
      ]).flat(),
    })
  const spend = async (sections: number) => {
    const document = report(sections)
    const before = process.cpuUsage()
    await writer.brief('topic', [document])
    return process.cpuUsage(before).user
  }
  await spend(10)
  const short = await spend(15)
  const long = await spend(60)
  expect(long / short).toBeLessThan(9)
})

it('gives the same brief whatever order the documents come in', async () => {
  const documents = await readFixture('topic-storm')
  const brief = await writer.brief('topic', documents)
  expect(await writer.brief('topic', [...documents].reverse())).toEqual(brief)
})

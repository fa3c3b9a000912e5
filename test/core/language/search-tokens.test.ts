import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryTokens, searchTokens } from '../../../src/core/language/search-tokens.ts'

/** How many groups of a question the document meets, as an index would rank it. */
function hits(question: string, document: string, language?: string): number {
  const tokens = new Set(searchTokens(document))
  return queryTokens(question, language).filter((group) => group.some((token) => tokens.has(token))).length
}

describe('searchTokens', () => {
  it('gives form and stem of each word, without stop words', () => {
    expect(searchTokens('The elections in India', 'en')).toEqual(['elections', 'elect', 'india'])
  })

  it('keeps acronyms that look like stop words', () => {
    expect(searchTokens('WHO and US told us', 'en')).toEqual(['who', 'us', 'told'])
  })

  it('gives single characters and pairs of unspaced scripts', () => {
    expect(searchTokens('在北京', 'zh')).toEqual(['在', '在北', '北', '北京', '京'])
  })

  it('spells numbers without separators', () => {
    expect(searchTokens('1,234.5 and 3.5%', 'en')).toEqual(['12345', '35'])
  })

  it('holds nothing an index could take for an operator or cut in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const token of [...searchTokens(text), ...queryTokens(text).flat()]) {
          expect(token).toMatch(/^[\p{L}\p{N}]+$/u)
          expect(token).toBe(token.toLowerCase())
        }
      }),
    )
    expect(searchTokens('किताबें', 'hi').join('')).toMatch(/^[\p{L}\p{N}]+$/u)
    // A Khmer symbol: no letter, and no token.
    expect(searchTokens('\u19E0')).toEqual([])
  })
})

describe('queryTokens', () => {
  it.each([
    ['election', 'The elections were held in May.'],
    ['Wahl', 'Die Wahlen fanden im Mai statt, und sie waren frei.'],
    ['élections', 'L’élection a eu lieu au mois de mai.'],
    ['eleccion', 'Las elecciones fueron en mayo y todo el país votó.'],
    ['выбор', 'Выборы прошли в мае.'],
    ['किताब', 'किताबें मेज़ पर हैं।'],
    ['الكتب المدرسة', 'فتحت مدرسة جديدة'],
    ['北', '会议在北京举行。'],
    ['北京举', '会议在北京举行。'],
    ['U.N.', 'The UN met today.'],
  ])('%s finds: %s', (question, document) => {
    expect(hits(question, document)).toBeGreaterThan(0)
  })

  it('finds exact words whatever language was guessed', () => {
    for (const language of ['en', 'de', 'fr', 'es', 'und', 'tr']) {
      expect(hits('Minsk agreement', 'The Minsk agreement was signed.', language)).toBe(2)
    }
  })

  it('finds any part of a Chinese text', () => {
    const document = '部长们同意在两座城市之间修建一条新路'
    fc.assert(
      fc.property(fc.nat(document.length - 1), fc.integer({ min: 1, max: 6 }), (start, length) => {
        const part = document.slice(start, start + length)
        expect(hits(part, document, 'zh')).toBe(queryTokens(part, 'zh').length)
        expect(queryTokens(part, 'zh').length).toBeGreaterThan(0)
      }),
    )
  })

  it('is empty for stop words alone', () => {
    expect(queryTokens('what is the', 'en')).toEqual([])
  })
})

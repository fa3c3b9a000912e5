import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseWord } from '../../../src/core/language/normalise.ts'
import { splitWords } from '../../../src/core/language/words.ts'

function norms(text: string, language: string): string {
  return splitWords(text, language)
    .map((word) => word.norm)
    .join(' ')
}

describe('splitWords', () => {
  it.each([
    ['en', "India's growth hit 3.5% of 1,234.5 units", 'india s growth hit 3.5% of 1,234.5 units'],
    ['en', 'The U.N. and MH17: don’t ask O’Brien', "the un and mh17 don't ask o'brien"],
    ['en', 'a well-known co-op (10:30)', 'a well known co op 10:30'],
    ['en', 'snake_case and 5G, B-52', 'snake case and 5g b 52'],
    ['de', 'Größere Städte – 3,5 %', 'grossere stadte 3,5%'],
    ['fr', "L'été qu'il a passé aujourd'hui", "l ete qu il a passe aujourd'hui"],
    ['es', '¿Cuándo? El niño pidió más', 'cuando el nino pidio mas'],
    ['ru', 'Ёлка стои́т, йод и съезд', 'елка стоит йод и съезд'],
    ['hi', 'लड़के पाँच किताबें, १२ रुपये', 'लडके पांच किताबें 12 रुपये'],
    ['ar', 'كِتَابٌ أَحْمَد، ١٢ مدرســة', 'كتاب احمد 12 مدرسة'],
    ['zh', '2024年会议在北京举行。', '2024 年 会议 在 北京 举行'],
    ['und', 'Ĝis la revido', 'gis la revido'],
  ])('%s: %s', (language, text, expected) => {
    expect(norms(text, language)).toBe(expected)
  })

  it('splits the long runs of unspaced scripts in bounded pieces without losing a character', () => {
    const text = '会议在北京举行'.repeat(200)
    expect(
      splitWords(text, 'zh')
        .map((word) => word.text)
        .join(''),
    ).toBe(text)
  })

  it('accepts a language tag nobody knows', () => {
    expect(norms('会议 ok', 'not a tag')).toMatch(/ok$/)
  })

  it('gives ordered, verbatim, disjoint words that hold every letter and digit, whatever the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.string({ unit: 'grapheme', maxLength: 120 }),
    )
    fc.assert(
      fc.property(texts, fc.constantFrom('en', 'fr', 'zh', 'th', 'ar', 'und'), (text, language) => {
        let position = 0
        let covered = ''
        for (const word of splitWords(text, language)) {
          expect(word.start).toBeGreaterThanOrEqual(position)
          expect(text.slice(word.start, word.end)).toBe(word.text)
          expect(word.norm).not.toBe('')
          covered += word.text
          position = word.end
        }
        // Letters that are no word of their own: those whose normal form is empty.
        const letters = (line: string) =>
          (line.match(/\p{L}|\p{N}/gu) ?? []).filter((letter) => normaliseWord(letter) !== '')
        expect(letters(covered)).toEqual(letters(text))
      }),
      { numRuns: 400 },
    )
  })
})

describe('normaliseWord', () => {
  it('is idempotent and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const once = normaliseWord(text)
        expect(normaliseWord(once)).toBe(once)
      }),
    )
  })

  it('keeps apart what differs by more than an accent', () => {
    expect(normaliseWord('мой')).not.toBe(normaliseWord('мои'))
    expect(normaliseWord('की')).not.toBe(normaliseWord('का'))
  })

  it('reads full-width and composed forms alike', () => {
    expect(normaliseWord('ＡＢＣ１')).toBe('abc1')
    expect(normaliseWord('e\u0301te\u0301')).toBe(normaliseWord('été'))
  })
})

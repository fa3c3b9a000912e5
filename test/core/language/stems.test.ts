import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseWord } from '../../../src/core/language/normalise.ts'
import { stem } from '../../../src/core/language/stems.ts'
import { isStopword } from '../../../src/core/language/stopwords.ts'

/** Words of a row share one stem. */
const FAMILIES: readonly (readonly [string, string])[] = [
  ['en', 'connect connected connecting connection connections'],
  ['en', 'elect elected election elections'],
  ['en', 'city cities'],
  ['en', 'dying died die'],
  ['de', 'Wahl Wahlen'],
  ['de', 'Haus Häuser Hauses'],
  ['de', 'schnell schneller schnelle schnelles'],
  ['fr', 'manger mangeait mangeons mangent'],
  ['fr', 'national nationale nationaux nationales'],
  ['fr', 'élection élections'],
  ['fr', 'président présidents'],
  ['es', 'hablar hablaba hablaron hablando'],
  ['es', 'luz luces'],
  ['es', 'gobierno gobiernos'],
  ['es', 'elección elecciones'],
  ['ru', 'президент президента президенту президентом'],
  ['ru', 'выборы выборов выборах'],
  ['ru', 'новый новая нового новыми'],
  ['hi', 'लड़का लड़के लड़की लड़कों'],
  ['hi', 'किताब किताबें किताबों'],
  ['ar', 'كتاب الكتاب والكتاب بالكتاب كتابها'],
  ['ar', 'مدرسة المدرسة للمدرسة'],
]

describe('stem', () => {
  it.each(FAMILIES)('%s: %s', (language, words) => {
    expect(new Set(words.split(' ').map((word) => stem(normaliseWord(word), language))).size).toBe(1)
  })

  it.each([
    ['en', 'university', 'universal'],
    ['en', 'organ', 'organization'],
    ['en', 'news', 'new'],
    ['es', 'casa', 'casino'],
    ['ru', 'мир', 'море'],
  ])('%s: keeps %s and %s apart', (language, one, other) => {
    expect(stem(one, language)).not.toBe(stem(other, language))
  })

  // From the sample vocabulary of the algorithm's own page.
  it.each([
    ['consistency', 'consist'],
    ['consolingly', 'consol'],
    ['knightly', 'knight'],
    ['knack', 'knack'],
    ['skies', 'sky'],
    ['generously', 'generous'],
    ['hopping', 'hop'],
    ['hoping', 'hope'],
    ['abruptness', 'abrupt'],
  ])('en: %s becomes %s', (word, expected) => {
    expect(stem(word, 'en')).toBe(expected)
  })

  it('leaves numbers, codes, Chinese and unknown languages alone', () => {
    expect(stem('1990s', 'en')).toBe('1990s')
    expect(stem('会议', 'zh')).toBe('会议')
    expect(stem('dogs', 'und')).toBe('dogs')
  })

  it('is never empty and never longer by more than a letter, whatever the word', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.constantFrom('en', 'de', 'fr', 'es', 'ru', 'hi', 'ar'),
        (word, language) => {
          const result = stem(word, language)
          expect(result).not.toBe('')
          expect(result.length).toBeLessThanOrEqual(word.length + 1)
        },
      ),
    )
  })
})

describe('isStopword', () => {
  it.each([
    ['en', 'the', 'election'],
    ['de', 'würde', 'Wahl'],
    ['fr', 'même', 'élection'],
    ['es', 'también', 'elección'],
    ['ru', 'ещё', 'выборы'],
    ['hi', 'में', 'चुनाव'],
    ['ar', 'إلى', 'انتخابات'],
    ['zh', '的', '选举'],
  ])('%s: %s is one, %s is none', (language, stopword, word) => {
    expect(isStopword(normaliseWord(stopword), language)).toBe(true)
    expect(isStopword(normaliseWord(word), language)).toBe(false)
  })

  it('has no list for other languages', () => {
    expect(isStopword('the', 'und')).toBe(false)
    expect(isStopword('constructor', '__proto__')).toBe(false)
  })
})

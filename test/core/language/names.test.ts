import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNames } from '../../../src/core/language/names.ts'

function names(text: string, language: string): string[] {
  return findNames(text, language).map((name) => name.text)
}

describe('findNames', () => {
  it.each<[string, string, string, string[]]>([
    [
      'titles are left out',
      'en',
      'Foreign Minister Sergei Aleinik met Prime Minister Ann Oakes.',
      ['Sergei Aleinik', 'Ann Oakes'],
    ],
    [
      'a title inside a run parts it',
      'en',
      'On Friday Belarusian Foreign Minister Sergei Aleinik spoke.',
      ['Belarusian', 'Sergei Aleinik'],
    ],
    ['initials', 'en', 'They saw S. Jaishankar and J. R. Poe there.', ['S. Jaishankar', 'J. R. Poe']],
    ['acronyms', 'en', 'The UNSC and the SCO met the U.N. envoy.', ['UNSC', 'SCO', 'U.N.']],
    [
      'institutions',
      'en',
      'She left the Ministry of External Affairs for the Bank of England.',
      ['Ministry of External Affairs', 'Bank of England'],
    ],
    ['of between a person and a country', 'en', 'We heard Ravi Menon of India.', ['Ravi Menon', 'India']],
    [
      'ministries keep their first word',
      'en',
      'He called the Foreign Ministry and the State Department.',
      ['Foreign Ministry', 'State Department'],
    ],
    [
      'particles',
      'en',
      'They met Ursula von der Leyen and Abdul al-Rahman and Osman bin Talib.',
      ['Ursula von der Leyen', 'Abdul al-Rahman', 'Osman bin Talib'],
    ],
    ['possessives', 'en', "It was Minsk's and Delhi's idea.", ['Minsk', 'Delhi']],
    ['calendar words', 'en', 'They met on Monday and again in March.', []],
    ['ordinary sentence starts', 'en', 'Protesters gathered. Yesterday they left. Speaking slowly helps.', []],
    ['sentence start seen elsewhere', 'en', 'Minsk agreed. They flew to Minsk.', ['Minsk', 'Minsk']],
    ['sentence start seen in lower case', 'en', 'Roses bloom. She likes roses.', []],
    ['unknown word at a sentence start', 'en', 'Lukashenko said so.', ['Lukashenko']],
    [
      'headline in title case',
      'en',
      'India And Belarus Sign New Trade Deal\nThe deal between India and Belarus was signed.',
      ['India', 'Belarus', 'India', 'Belarus'],
    ],
    ['the pronoun', 'en', 'Then I left and I slept.', []],
    [
      'German people and places',
      'de',
      'In Berlin traf Außenministerin Annalena Baerbock den Kollegen aus Minsk.',
      ['Berlin', 'Annalena Baerbock', 'Minsk'],
    ],
    ['German common nouns', 'de', 'Die Regierung hat dem Haus eine Lösung und neue Stühle gegeben.', []],
    ['German particles', 'de', 'Gestern sprach Ursula von der Leyen mit der NATO.', ['Ursula von der Leyen', 'NATO']],
    [
      'French',
      'fr',
      "Le président Emmanuel Macron a reçu l'Union européenne à Paris. Plusieurs voix s'élèvent.",
      ['Emmanuel Macron', 'Union', 'Paris'],
    ],
    [
      'Spanish',
      'es',
      'La Universidad de Chile y Ana Gil firmaron. Varias voces hablaron.',
      ['Universidad de Chile', 'Ana Gil'],
    ],
    [
      'Russian',
      'ru',
      'Вчера Сергей Алейник прибыл в Нью-Дели. Несколько стран молчат.',
      ['Сергей Алейник', 'Нью-Дели'],
    ],
    ['Hindi: quoted and Latin only', 'hi', 'भारत ने NATO और "शांति सेतु" पर बात की।', ['NATO', 'शांति सेतु']],
    ['Arabic: quoted and Latin only', 'ar', 'زار الوزير معرض «جسر السلام» مع UNICEF.', ['جسر السلام', 'UNICEF']],
    ['Chinese: quoted and Latin only', 'zh', '他在《人民日报》谈到了NATO。', ['人民日报', 'NATO']],
  ])('%s', (_name, language, text, expected) => {
    expect(names(text, language)).toEqual(expected)
  })

  it('gives ordered, verbatim, disjoint spans, whatever the text', () => {
    const pieces = fc.constantFrom(
      'Ann ',
      'of ',
      'the ',
      'Minister ',
      'von ',
      'der ',
      'UN ',
      '. ',
      '"',
      '«x y»',
      'Haus ',
      'die ',
      'A. ',
      '\n',
      '\ud800',
      '《网》',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, fc.constantFrom('en', 'de', 'fr', 'es', 'ru', 'hi', 'ar', 'zh', 'und'), (text, language) => {
        let position = 0
        for (const name of findNames(text, language)) {
          expect(name.start).toBeGreaterThanOrEqual(position)
          expect(name.text).toBe(text.slice(name.start, name.end))
          expect(name.text).toBe(name.text.trim())
          expect(name.text).not.toBe('')
          position = name.end
        }
      }),
      { numRuns: 400 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../../src/core/language/sentences.ts'

function split(text: string, language: string): string[] {
  return splitSentences(text, language).map(({ start, end }) => text.slice(start, end))
}

/** Each row: what it shows, the language, the sentences, and what stands between them (a space unless told). */
const TABLE: readonly (readonly [string, string, readonly string[], string?])[] = [
  ['plain sentences', 'en', ['The talks ended.', 'Nobody signed!', 'Why not?']],
  ['titles', 'en', ['Dr. Ada Weir met Gov. Lin.', 'Mr. Oso did not come.']],
  ['initials', 'en', ['S. Jaishankar flew to Minsk.', 'J. R. R. Oakes stayed.']],
  ['dotted acronyms before a name', 'en', ['The U.N. Security Council met.']],
  ['dotted acronyms at the end', 'en', ['She moved to the U.S. in May.', 'He left the U.S.', 'The others stayed.']],
  ['company forms', 'en', ['Bolt Inc. Chairman Ray Poe resigned.', 'Shares of Bolt Inc. fell.']],
  ['clock times', 'en', ['It closed at 5 p.m. Monday.', 'It opened at 9 a.m.', 'Police came later.']],
  ['numbers', 'en', ['Growth hit 3.5 per cent in 2015.', 'Version 2.0.1 is out.', 'See No. 5 below.']],
  ['list numbers', 'en', ['1. Open the lid.', '2. Close it.']],
  ['lower case goes on', 'en', ['He waited ... and waited.', 'Yahoo! is a firm.']],
  ['closing quotes', 'en', ['"We agree."', 'He smiled.', '“So be it.”', 'She left.']],
  ['quotation with its speaker', 'en', ['"Is it true?" she asked.', '"No!" he said.']],
  ['brackets', 'en', ['It rained (as it does.)', 'We stayed.', 'It was dry (2006) in "Stop!" (2006) too.']],
  ['notes', 'en', ['It is old.[12]', 'It is small. [citation needed]']],
  ['lost spaces', 'en', ['It happened last week.', 'The minister said so.'], ''],
  ['addresses stay whole', 'en', ['Write to desk.office@example.org or see www.example.org today.']],
  ['treebank spacing', 'en', ['the talks ended .', 'nobody signed !', 'he said " no . "', 'then he left .']],
  ['torn initials and decimals', 'en', ['The U . S . economy grew 4 . 9 percent .', 'It was a surprise .']],
  ['ordinals', 'de', ['Am 3. Oktober feiern sie.', 'Im 19. Jahrhundert war das so.', 'Es ist der 2. Versuch.']],
  ['clubs and leagues', 'de', ['Er siegt gegen 1. FC Köln.', '1. FC Köln sinkt in die 2. Bundesliga.']],
  ['quarters', 'de', ['Gewinn 2. Quartal: 5 Millionen.', 'Konzert mit 9. Sinfonie am 3. Advent.', 'Es war schön.']],
  ['numbers before longer words', 'de', ['Die Mannschaft hat 12.', 'Stockholm spielt später.']],
  ['numbers that end', 'de', ['Das war 1990.', 'Er fuhr auf der Interstate 9.', 'Danach schlief er.']],
  ['abbreviations', 'de', ['Das gilt z. B. Frauen und Männern.', 'Das Amt, d.h. Frau Dr. Kern, prüft ca. 20 Fälle.']],
  ['eras', 'de', ['Sie lebte im 2. Jahrhundert n. Chr. in Rom.', 'Das weiß man.']],
  ['quotes', 'de', ['„Ich gehe.“', 'Er blieb.', '»Nein.«', 'Sie ging.']],
  ['spaced punctuation', 'fr', ['Pourquoi pas ?', 'Il a dit : « Jamais ! »', 'Puis il est parti.']],
  ['titles', 'fr', ['M. Morel a vu Mme. Petit.', 'Rien ne change, etc.', 'Les autres attendent.']],
  ['lost space before a quotation', 'fr', ['Elle quitte la mairie.', '"Nous partons", dit-elle.'], ''],
  ['openers', 'es', ['¿Quién viene?', '¡Nadie!', 'El Sr. Ruiz y la Dra. Gil viven en EE. UU. desde 1990.']],
  ['abbreviations', 'ru', ['Это было в 1955 г. в Минске.', 'Он любит чай, кофе и т. д.', 'А. С. Пушкин писал стихи.']],
  ['a single letter opens', 'ru', ['Он пришел.', 'А она ушла.', 'Я остался.']],
  ['danda', 'hi', ['बैठक समाप्त हुई।', 'डॉ. शर्मा नहीं आए।', 'क्यों?']],
  ['latin acronym', 'hi', ['वह U.S. में रहता है।', 'वह खुश है।']],
  ['arabic question mark', 'ar', ['هل وصل الوزير؟', 'نعم، وصل أمس.', 'قال د. سامي ذلك.']],
  ['no spaces', 'zh', ['会议结束了。', '没有人签字！', '为什么？'], ''],
  ['closing quotes', 'zh', ['他说：“我们同意。”', '她走了。', '（见下文。）', '完。'], ''],
  ['closing corner brackets', 'ja', ['「行きます。」', '彼は言った。'], ''],
  ['unknown language', 'und', ['Saluton al ĉiuj.', 'Ĝis revido.']],
]

describe('splitSentences', () => {
  for (const [name, language, sentences, gap = ' '] of TABLE) {
    it(`${language}: ${name}`, () => {
      expect(split(sentences.join(gap), language)).toEqual(sentences)
    })
  }

  it('never crosses a line break, and takes a line without a stop as one', () => {
    expect(split('A title\nFirst line. Second\r\n  third. ', 'en')).toEqual([
      'A title',
      'First line.',
      'Second',
      'third.',
    ])
  })

  it('parts a caption from the long sentence that follows it without a stop', () => {
    const caption = 'Pictured here is the old harbour wall of the town after the great winter storm of last year'
    const rest = `The mayor said that ${'the town would rebuild it and '.repeat(6)}open it in spring.`
    expect(split(`${caption} ${rest}`, 'en')).toEqual([caption, rest])
  })

  it('finds nothing in blank text', () => {
    expect(splitSentences(' \n\t\u00a0\n', 'en')).toEqual([])
  })

  it('gives ordered, verbatim, trimmed spans that cover all but white space, whatever the text', () => {
    const pieces = fc.constantFrom(
      'Mr. ',
      'U.S. ',
      '3. ',
      '." ',
      ' . ',
      '... ',
      '。”',
      '! ',
      '»',
      '\n',
      '\0',
      '\ud800',
      'a',
      'B',
      '[1]',
      '"',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, fc.constantFrom('en', 'de', 'ru', 'hi', 'zh', 'und', 'xx-nonsense'), (text, language) => {
        let position = 0
        for (const { start, end } of splitSentences(text, language)) {
          expect(start).toBeGreaterThanOrEqual(position)
          expect(end).toBeGreaterThan(start)
          expect(text.slice(position, start).trim()).toBe('')
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
          expect(text.slice(start, end)).not.toMatch(/[\n\r]/)
          position = end
        }
        expect(position).toBeLessThanOrEqual(text.length)
        expect(text.slice(position).trim()).toBe('')
      }),
      { numRuns: 400 },
    )
  })
})

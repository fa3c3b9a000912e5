import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../bench/train/boost.ts'
import { chooseFromOne } from '../../../src/core/summary/choose-one.ts'
import { prepareText, type SummaryText } from '../../../src/core/summary/text.ts'
import { anyText } from './any-text.ts'

const quotes = (text: SummaryText, chosen: readonly number[]) =>
  chosen.map((i) => text.text.slice(text.sentences[i]?.start, text.sentences[i]?.end))

const wordsIn = (text: string) => text.split(/\s+/).length

const article = `(CNN) -- The port of Larnova reopened on Monday after a three-week strike by its crane drivers.
The drivers won a pay rise of nine percent and shorter night shifts at the port, their union said.
"I am glad that it is over," said Mara Dell, who sells coffee at the gate.
It rained for most of the morning.
Forty ships had waited outside the port of Larnova during the strike, and clearing them will take ten days.
The harbour has a museum.
All rights reserved.`

describe('chooseFromOne', () => {
  it('tells the news, without dateline, aside and boilerplate', () => {
    const text = prepareText(article, 'en')
    const chosen = quotes(text, chooseFromOne(text, { sentences: 3 }))
    expect(chosen[0]).toBe('The port of Larnova reopened on Monday after a three-week strike by its crane drivers.')
    expect(chosen.join(' ')).not.toMatch(/rained|museum|All rights/)
  })

  it('does not say the same thing twice', () => {
    const twin = 'The council of Brill voted on Tuesday to close the old iron bridge for repairs.'
    const text = prepareText(
      `${twin} ${twin} The repairs of the bridge will cost two million euros and take until the summer.`,
      'en',
    )
    expect(quotes(text, chooseFromOne(text, { sentences: 2 })).filter((quote) => quote === twin)).toHaveLength(1)
  })

  it('never shows headings or cells of a table', () => {
    const body = 'The museum in Orsk will open its doors on Friday after four years of work on its roof.'
    const source = `Opening of the museum in Orsk.\n\n${body}\n\nOrsk museum visitors 2019 and 2020: forty thousand people.`
    const text = prepareText(source, 'en', {
      paragraphs: [
        { kind: 'heading', start: 0, end: 30 },
        { kind: 'prose', start: 32, end: 32 + body.length },
        { kind: 'table', start: 34 + body.length, end: source.length },
      ],
    })
    expect(quotes(text, chooseFromOne(text, { sentences: 3 }))).toEqual([body])
  })

  it('gives nothing for a text without sentences', () => {
    expect(chooseFromOne(prepareText('', 'en'), { sentences: 3 })).toEqual([])
    expect(chooseFromOne(prepareText('?!', 'und'), {})).toEqual([])
  })

  it('reads a long report to its end', () => {
    const random = seededRandom(5)
    const syllable = () => ['ba', 'ko', 'ri', 'mu', 'te', 'so', 'la', 'nu'][Math.floor(random() * 8)] ?? ''
    const word = () => Array.from({ length: 4 }, syllable).join('')
    const aside = () => `The ${Array.from({ length: 12 }, word).join(' ')}.`
    const matter = (i: number) =>
      `The auditors found that the depot in Larnova lost stock worth ${i} million to ${word()}.`
    const asides = (count: number) => Array.from({ length: count }, aside)
    const body = Array.from({ length: 20 }, (_, i) => [...asides(4), matter(i + 2)]).flat()
    const text = prepareText([...asides(200), ...body].join(' '), 'en')
    const chosen = chooseFromOne(text, { sentences: 3 })
    expect(chosen.at(-1)).toBeGreaterThan(200)
    expect(quotes(text, chosen).join(' ')).toContain('auditors')
  })

  it('keeps to the budget, in reading order, for any text in any script', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 5, max: 80 }),
        (source, sentences, words) => {
          const text = prepareText(source, 'und')
          const bySentences = chooseFromOne(text, { sentences })
          expect(bySentences.length).toBeLessThanOrEqual(sentences)
          expect(bySentences).toEqual([...new Set(bySentences)].sort((a, b) => a - b))
          for (const index of bySentences) expect(text.sentences[index]?.usable).toBe(true)
          const byWords = quotes(text, chooseFromOne(text, { words }))
          if (byWords.length > 0) expect(wordsIn(byWords.join(' '))).toBeLessThanOrEqual(words * 2)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('works in every language with the same weights', () => {
    const texts = {
      ru: 'Порт Ларновы открылся в понедельник после трёх недель забастовки крановщиков. Шёл дождь. Крановщики порта добились прибавки в девять процентов.',
      ar: 'أعيد فتح ميناء لارنوفا يوم الاثنين بعد إضراب دام ثلاثة أسابيع. كان الجو ماطرا. حصل عمال الميناء على زيادة قدرها تسعة بالمئة.',
      zh: '拉尔诺瓦港口在三周罢工之后于星期一重新开放。下雨了。港口的工人获得了百分之九的加薪和更短的夜班。',
    }
    for (const [language, source] of Object.entries(texts)) {
      const text = prepareText(source, language)
      expect(chooseFromOne(text, { sentences: 2 }), language).toEqual([0, 2])
    }
  })
})

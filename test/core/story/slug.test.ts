import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slugFor } from '../../../src/core/story/slug.ts'

const english = (text: string, title?: string) => ({ text, language: 'en', ...(title === undefined ? {} : { title }) })

describe('slugFor', () => {
  it('names two countries, in the order in which the text joins them, and counts adjectives for their country', () => {
    const text =
      'Belarusian minister Sergei Aleinik came to Delhi on Thursday. Aleinik said that Belarus backs India. Ties between Belarus and ' +
      'its partner have grown. An India-Belarus partnership is the aim, he told Indian officials. India agreed.'
    expect(slugFor([english(text)])).toBe('india-belarus')
  })

  it('calls a person by surname, and completes a single name with a common word', () => {
    const text =
      'The verdict surprised the gallery. Mara Lindqvist was cleared of fraud. Outside, Lindqvist thanked her lawyers for a fair verdict. ' +
      'Nobody else had expected that verdict, said Lindqvist.'
    expect(slugFor([english(text)])).toBe('lindqvist-verdict')
  })

  it('uses the acronym that a text gives for a long name', () => {
    const text =
      'The European Fisheries Agency (EFA) closed the North Sea to cod boats. The EFA spoke of dwindling stocks. In the North Sea, the EFA counted few cod.'
    expect(slugFor([english(text)])).toBe('efa-north-sea')
  })

  it('keeps New York whole where nobody is called York', () => {
    const text = 'Snow closed the schools of New York. Trains in New York ran late. People in New York stayed at home.'
    expect(slugFor([english(text)])).toMatch(/^new-york/)
  })

  it('takes what most documents share over what one repeats', () => {
    const documents = [
      english(
        'A bridge fell in Genoa. Rescue teams from Turin searched. In Genoa, Marco Bassi saw it. Bassi spoke. Bassi wept. Bassi left.',
      ),
      english('The bridge that fell in Genoa was old, the city of Genoa admitted.'),
      english('Families in Genoa demand to know why the bridge fell. The mayor of Genoa has no answer.'),
    ]
    expect(slugFor(documents)).toMatch(/^genoa/)
  })

  it.each([
    [
      'ru',
      'Президент Лукашенко прибыл в Дели. В Дели Лукашенко встретился с премьером. Лукашенко доволен.',
      /лукашенко/,
    ],
    ['zh', '台风登陆海南。海南多地停课，台风造成海南停电。', /海南|台风/],
    ['hi', 'दिल्ली में बाढ़ आई। बाढ़ से दिल्ली की सड़कें बंद हैं। दिल्ली सरकार ने बाढ़ पर बैठक की।', /दिल्ली|बाढ़/],
    ['ar', 'ضربت العاصفة بيروت. أغلقت العاصفة مطار بيروت. سكان بيروت بلا كهرباء بعد العاصفة.', /بيروت|العاصفة/],
  ])('finds a name in %s', (language, text, expected) => {
    expect(slugFor([{ text, language }])).toMatch(expected)
  })

  it('has a word for texts without words', () => {
    expect(slugFor([])).toBe('untitled')
    expect(slugFor([english('… 12 !')])).toBe('untitled')
  })

  it('is a slug and the same each time, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 4 }),
        fc.constantFrom('en', 'de', 'zh', 'ar', 'und'),
        (texts, language) => {
          const documents = texts.map((text) => ({ text, language }))
          const slug = slugFor(documents)
          expect(slug).toMatch(/^[^\s-]+(?:-[^\s-]+)*$/u)
          expect(slugFor(documents)).toBe(slug)
        },
      ),
    )
  })
})

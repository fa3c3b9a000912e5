import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGrouping } from '../../../src/core/story/grouping.ts'

const english = (text: string) => ({ text, language: 'en' })
const FERRY = [
  'The ferry to Skagen ran aground in fog. Lifeboats took ninety passengers off the ferry, the Skagen coast guard said.',
  'Passengers of the ferry that ran aground off Skagen praise the lifeboats. The coast guard blames fog and a broken radar.',
  'Divers examine the hull of the Skagen ferry. The coast guard says that fog and radar led the ferry aground.',
]
const STRIKE = [
  'Tram drivers in Porto walked out over pay. The Porto tram company offered a rise of two percent.',
  'The pay strike of the tram drivers in Porto enters its second day as the company refuses to talk.',
]
const OTHERS = [
  'A museum in Lima found a forged Inca mask among its exhibits. The curator resigned.',
  'Scientists in Oslo grew wheat under red light and harvested twice as much grain.',
  'The parliament of Fiji voted to lower the voting age after a long debate on school marks.',
]

describe('createGrouping', () => {
  it('puts reports of one event together and others apart, each decided when it comes', () => {
    const grouping = createGrouping()
    const stream = [OTHERS[0], FERRY[0], STRIKE[0], OTHERS[1], FERRY[1], STRIKE[1], OTHERS[2], FERRY[2]]
    const stories = stream.map((text) => grouping.place(english(text ?? '')))
    expect(stories).toEqual([0, 1, 2, 3, 1, 2, 4, 1])
    expect(grouping.size).toBe(5)
  })

  it('uses the title too', () => {
    const grouping = createGrouping()
    for (const text of [...OTHERS, ...FERRY]) grouping.place(english(text))
    const placed = grouping.place({
      title: 'Ferry aground off Skagen in fog: coast guard sends lifeboats',
      text: 'More follows.',
      language: 'en',
    })
    expect(placed).toBe(OTHERS.length)
  })

  it.each([
    [
      'ru',
      'Паром сел на мель у Скагена в тумане. Пассажиров парома сняли спасатели.',
      'Спасатели сняли пассажиров с парома, севшего на мель у Скагена.',
      'Водители трамваев в Порту бастуют из-за зарплаты.',
    ],
    [
      'zh',
      '渡轮在大雾中搁浅，救援人员转移了渡轮上的乘客。',
      '救援人员称，渡轮因大雾搁浅，乘客已全部转移。',
      '波尔图电车司机罢工，要求提高工资。',
    ],
    [
      'ar',
      'جنحت العبارة قرب سكاغن وسط الضباب ونقل المنقذون ركاب العبارة.',
      'المنقذون نقلوا ركاب العبارة التي جنحت قرب سكاغن.',
      'أضرب سائقو الترام في بورتو مطالبين برفع الأجور.',
    ],
  ])('works in %s', (language, first, second, other) => {
    const grouping = createGrouping()
    const stories = [other, first, second].map((text) => grouping.place({ text, language }))
    expect(stories).toEqual([0, 1, 1])
  })

  it('gives a text without words a story of its own', () => {
    const grouping = createGrouping()
    expect([english(''), english('…'), english('')].map((document) => grouping.place(document))).toEqual([0, 1, 2])
  })

  it('never fails, numbers stories in order and decides the same again', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 12 }), (texts) => {
        const place = () => {
          const grouping = createGrouping()
          return texts.map((text) => grouping.place(english(text)))
        }
        const stories = place()
        const opened = [...new Set(stories)]
        expect(opened).toEqual(opened.map((_, at) => at))
        expect(place()).toEqual(stories)
      }),
    )
  })
})

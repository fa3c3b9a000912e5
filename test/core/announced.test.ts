import { describe, expect, test } from 'vitest'
import { isOver, withoutPast } from '../../src/core/announced.ts'
import { lookUp } from '../../src/core/brief-desk.ts'
import { createBriefing } from '../../src/core/briefing.ts'
import { OPERATOR } from '../../src/core/topic.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { sampleBrief, sampleDocument } from '../contracts/store-samples.ts'
import { createKeptLog } from '../fakes/kept-log.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

describe('what was announced', () => {
  test.each([
    ['The summit is to open on 4 July 2024.', '2024-07-03', false],
    ['The summit is to open on 4 July 2024.', '2024-07-04', false],
    ['The summit is to open on 4 July 2024.', '2024-07-05', true],
    ['Talks of 2 July 2024 go on until 9 July 2024.', '2024-07-05', false],
    ['The vote is due in July 2024.', '2024-07-31', false],
    ['The vote is due in July 2024.', '2024-08-01', true],
    // Of the year that is nearest to the document's date, 28 December 2024.
    ['The summit is to open on 4 January.', '2025-01-03', false],
    ['The summit is to open on 4 January.', '2025-01-05', true],
    ['The ministers will meet again.', '2030-01-01', false],
    ['The bridge is to open in 2025.', '2025-12-31', false],
    ['The bridge is to open in 2025.', '2026-01-01', true],
    ['大桥将于2025年通车。', '2026-01-01', true],
    ['Work will go on from 2024 to 2027.', '2026-06-01', false],
    ['Work will go on from 2024 to 2027.', '2028-01-01', true],
    ['It will open in 2025 or 2026.', '2026-06-01', false],
    ['It will open in 2025 or 2026.', '2027-01-01', true],
    ['In 2025 they will vote on the plan for 2030.', '2026-01-01', true],
    ['The bridge, built in 1998, will be widened.', '2026-01-01', false],
    ['It will cost €2025 and weigh 2,025 tonnes.', '2030-01-01', false],
    // A day says more than a year.
    ['On 4 July 2025 they will vote on the plan for 2030.', '2025-07-05', true],
  ])('%s on %s is over: %s', (sentence, day, over) => {
    expect(isOver(sentence, 'en', day, '2024-12-28')).toBe(over)
  })

  test.each([
    ['de', 'Die Strecke soll 2025/26 gebaut werden.', '2026-06-01', false],
    ['de', 'Die Strecke soll 2025/26 gebaut werden.', '2027-01-01', true],
    ['de', '2025 wird die Brücke eröffnet.', '2026-01-01', true],
    ['de', 'Der Bau soll im Sommer 2025 beginnen.', '2026-01-01', true],
    ['de', 'Der Rat wird über den Haushalt 2025 entscheiden.', '2026-01-01', false],
    ['de', 'Die Zahlen für 2025 werden im Frühjahr veröffentlicht.', '2026-01-01', false],
    ['de', 'Die Halle soll 2025 Menschen fassen.', '2026-01-01', false],
    ['fr', 'Le pont doit ouvrir en 2025.', '2026-01-01', true],
    ['fr', 'Le conseil votera le budget de 2025.', '2026-01-01', false],
    ['es', 'El puente se abrirá a finales de 2025.', '2026-01-01', true],
    ['es', 'Se votará el presupuesto para 2025.', '2026-01-01', false],
    ['ru', 'Мост откроют в 2025 году.', '2026-01-01', true],
    ['ru', 'Отчёт за 2025 год опубликуют весной.', '2026-01-01', false],
    ['hi', 'पुल 2025 में खुलेगा।', '2026-01-01', true],
    ['hi', '2025 के लिए बजट पर मतदान होगा।', '2026-01-01', false],
    ['ar', 'سيفتتح الجسر في عام 2025.', '2026-01-01', true],
    ['ar', 'ستناقش ميزانية عام 2025.', '2026-01-01', false],
    ['zh', '公司将公布2025年业绩。', '2026-01-01', false],
    ['zh', '大桥将在2025年底前通车。', '2026-01-01', true],
  ])('in %s, %s on %s is over: %s', (language, sentence, day, over) => {
    expect(isOver(sentence, language, day, '2024-12-28')).toBe(over)
  })

  test.each([
    ['The group will publish its results for 2025 in the spring.', '2025-12-20'],
    ['The group will publish its 2025 results in March.', '2025-12-20'],
    ['Ministers will decide next week on the 2025 budget.', '2025-12-20'],
    ['The hall will hold 2025 people.', '2025-12-20'],
    ['The rules adopted in 2025 will take effect in the spring.', '2025-12-20'],
    ['Fares will be higher compared to 2025.', '2025-12-20'],
    ['The Paris 2024 medal dispute will be heard.', undefined],
    ['The bridge will replace the one of 2019.', undefined],
    ['The bridge will replace the one built in 2019.', undefined],
  ])('a year that tells what it is about says nothing: %s', (sentence, documentDate) => {
    expect(isOver(sentence, 'en', '2026-01-05', documentDate)).toBe(false)
  })

  test.each([
    'The line will be fully opened in 2025.',
    'Work is to be finished by the end of 2025.',
    'The vote is expected in the second half of 2025.',
    'The trial is scheduled for 2025.',
    'They will meet in mid-2025.',
  ])('a year with a word of time before it is one in which it happens: %s', (sentence) => {
    expect(isOver(sentence, 'en', '2026-01-05', '2025-06-20')).toBe(true)
  })

  test('a day without a year says nothing where the document has no date', () => {
    expect(isOver('The summit is to open on 4 January.', 'en', '2030-01-05')).toBe(false)
  })

  test.each([
    ['The bridge is to open in 2025.', true],
    ['The bridge, built in 1998, will be widened.', false],
  ])('of a document without a date, too: %s is over in 2026: %s', (sentence, over) => {
    expect(isOver(sentence, 'en', '2026-01-05')).toBe(over)
  })

  test('is a point like others once it is over, or left out where there are five', () => {
    const claim = (text: string) => ({
      text,
      evidence: [{ document: 'd1', revision: 1, part: 'text' as const, start: 0, end: text.length, quote: text }],
    })
    const [dated, other] = [claim('The summit opens on 4 July 2024.'), claim('Talks will go on.')]
    const brief = sampleBrief({ next: [dated, other] })
    expect(withoutPast(brief, '2024-07-04')).toBe(brief)
    expect(withoutPast(brief, '2024-07-05')).toEqual({ ...brief, points: [...brief.points, dated], next: [other] })
    const full = { ...brief, points: [1, 2, 3, 4, 5].map((number) => claim(`Point ${number}.`)) }
    expect(withoutPast(full, '2024-07-05')).toEqual({ ...full, next: [other] })
  })

  test('is a point of the brief that is kept, and of the one that is asked for later', async () => {
    const store = await openMemoryStore()
    let now = new Date('2024-07-01T08:00:00Z')
    const claim = (text: string) => ({ ...sampleBrief().headline, text })
    const next = [claim('The vote is on 20 June 2024.'), claim('The summit opens on 4 July 2024.')]
    const writer = { ...createExtractiveWriter(), brief: async () => sampleBrief({ next, sources: [] }) }
    const options = { store, writer, keepers: [], now: () => now, log: createKeptLog() }
    await store.saveDocument(sampleDocument())
    const [written] = await createBriefing(options).round([])
    expect(written?.next.map(({ text }) => text)).toEqual(['The summit opens on 4 July 2024.'])
    now = new Date('2024-07-05T08:00:00Z')
    const reply = await lookUp('india-belarus', OPERATOR, options)
    expect(reply).toMatchObject({ kind: 'brief', brief: { next: [] } })
    await store.close()
  })
})

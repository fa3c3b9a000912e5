import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Passage } from '../../../src/core/retrieval/passage.ts'
import { rankAnswers } from '../../../src/core/retrieval/rank.ts'

const HARBOUR: Passage = {
  document: 'harbour',
  language: 'en',
  title: 'Lorness plans a new quay',
  text:
    'The council of Lorness will build a new quay for 12 million euros. Mayor Petra Halvorsen signed the contract with the Danish firm ' +
    'Nordkaj in Aarhus on 3 May 2024. The old quay was damaged when a storm drove a trawler against it. Work will begin in autumn because ' +
    'herring boats need the harbour in summer. She said that fishermen had asked for the quay for years.',
}
const ELSEWHERE: Passage = {
  document: 'vineyard',
  language: 'en',
  text: 'Growers in the Ahr valley lost half of their grapes to frost. Insurance covers a third of the damage. A cellar in Mayschoss closed.',
}

describe('whether to answer', () => {
  it.each([
    ['When did Petra Halvorsen sign the contract with Nordkaj?', '3 May 2024', 'date'],
    ['How many euros will the new quay cost?', '12 million', 'number'],
    ['Why will work on the quay begin in autumn?', 'because herring boats', 'reason'],
    ['Who signed the contract with Nordkaj?', 'Petra Halvorsen', 'name'],
  ])('is sure of an answer that stands there: %s', (question, answer, asked) => {
    const ranking = rankAnswers(question, [ELSEWHERE, HARBOUR])
    const [best] = ranking.candidates
    expect(best?.passage).toBe(1)
    expect(HARBOUR.text.slice(best?.start, best?.end)).toContain(answer)
    expect(ranking).toMatchObject({ answered: true, asked })
    expect(ranking.confidence).toBeGreaterThan(0.35)
  })

  it('speaks unasked where names, words and kind of answer all agree', () => {
    expect(rankAnswers('When did Petra Halvorsen sign the contract with Nordkaj?', [HARBOUR]).sure).toBe(true)
  })

  it.each([
    ['Belarus became a partner country of BRICS on 1 January 2025.', 'When did Belarus leave BRICS?'],
    ['World leaders adopted the Pact for the Future in September 2024.', 'When did the Pact for the Future fail?'],
    ['The chemical company BASF chartered 12 shallow-draught vessels.', 'Who did BASF sue?'],
    ['Opposition leader Ole Petersen had accused him of lying.', 'When did Ole Petersen resign?'],
    [
      'Petra Halvorsen signed the contract with Nordkaj on 3 May.',
      'When did Petra Halvorsen cancel the contract with Nordkaj?',
    ],
  ])('does not speak unasked of what did not happen: %s %s', (text, question) => {
    expect(rankAnswers(question, [ELSEWHERE, { document: 'd', language: 'en', text }]).sure).toBe(false)
  })

  it.each([
    ['a name that is nowhere mentioned', 'When did Petra Halvorsen meet Emil Sandberg?'],
    ['another subject', 'How many bicycles were stolen in Utrecht last year?'],
    ['another place and year', 'Who won the election in Fiji in 2019?'],
    ['small talk', 'Where shall we have lunch today?'],
    ['thanks', 'thanks, that was a great summary!'],
    ['an empty question', ''],
  ])('does not answer: %s', (_, question) => {
    const ranking = rankAnswers(question, [HARBOUR, ELSEWHERE])
    expect(ranking).toMatchObject({ answered: false, sure: false })
  })

  it.each([
    [
      'de',
      'Der Stadtrat baut einen neuen Kai. Bürgermeisterin Petra Halvorsen unterschrieb am 3. Mai 2024.',
      'Wann traf Halvorsen den Minister Sandberg?',
    ],
    [
      'ru',
      'Совет построит новый причал. Мэр Петра Халворсен подписала договор 3 мая 2024 года.',
      'Когда Халворсен встретилась с Путиным?',
    ],
    ['zh', '市议会将建造新码头。市长于2024年5月3日签署了合同。', '乌得勒支去年有多少自行车被盗？'],
    ['ar', 'سيبني المجلس رصيفا جديدا. وقعت العمدة العقد في 3 مايو 2024.', 'كم دراجة سرقت في أوتريخت؟'],
    ['hi', 'परिषद नया घाट बनाएगी। महापौर ने 3 मई 2024 को अनुबंध पर हस्ताक्षर किए।', 'यूट्रेक्ट में कितनी साइकिलें चोरी हुईं?'],
  ])('does not answer in %s what the text does not say', (language, text, question) => {
    expect(rankAnswers(question, [{ document: 'd', text, language }]).answered).toBe(false)
  })

  it('is less confident of the same question put to a text that lacks its name', () => {
    const question = 'When did Petra Halvorsen sign the contract?'
    const other = { ...HARBOUR, text: HARBOUR.text.replaceAll('Petra Halvorsen', 'Jonas Berg') }
    expect(rankAnswers(question, [HARBOUR]).confidence).toBeGreaterThan(rankAnswers(question, [other]).confidence + 0.1)
  })

  it('says which names and numbers no passage mentions', () => {
    const ranking = rankAnswers('Did Petra Halvorsen meet Emil Sandberg in 1987?', [HARBOUR, ELSEWHERE])
    expect(ranking.unmentioned).toEqual(['Emil', 'Sandberg', '1987'])
    expect(rankAnswers('Did Petra Halvorsen go to Aarhus in 2024?', [HARBOUR]).unmentioned).toEqual([])
  })

  it('has nothing to say without passages or sentences', () => {
    expect(rankAnswers('Who?', [])).toMatchObject({ candidates: [], confidence: 0, answered: false, sure: false })
    expect(rankAnswers('Who?', [{ document: 'd', text: ' \n ', language: 'en' }]).candidates).toEqual([])
  })
})

describe('candidates', () => {
  it('are found among many passages, whatever their place', () => {
    const passages = Array.from({ length: 200 }, (_, at) =>
      at === 170 ? HARBOUR : { ...ELSEWHERE, document: `vineyard-${at}` },
    )
    expect(rankAnswers('Which firm will build the quay of Lorness?', passages).candidates[0]?.passage).toBe(170)
  })

  it('come from passages of any language, each read by its own rules', () => {
    const german = {
      document: 'kai',
      language: 'de',
      text: 'Nordkaj gewann den Auftrag. Der Kai in Lorness kostet 12 Millionen Euro.',
    }
    const ranking = rankAnswers('Wer gewann den Auftrag?', [ELSEWHERE, german])
    expect(ranking.candidates[0]).toMatchObject({ passage: 1, start: 0 })
    expect(new Set(ranking.candidates.map(({ passage }) => passage))).toEqual(new Set([0, 1]))
  })

  it('never include a title, which is no part of the text', () => {
    const { candidates } = rankAnswers('What does Lorness plan?', [
      { ...HARBOUR, title: 'Lorness plans a new quay. What next?' },
    ])
    expect(candidates).toHaveLength(5)
  })

  it('are sentences of their passage, best first, all of them once, and the same each time', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.lorem({ mode: 'sentences', maxCount: 6 }),
    )
    const passage = fc.record({
      document: fc.string(),
      text,
      title: text,
      language: fc.constantFrom('en', 'de', 'zh', 'ar', 'hi', 'und', 'xx'),
    })
    fc.assert(
      fc.property(text, fc.array(passage, { maxLength: 15 }), (question, passages) => {
        const ranking = rankAnswers(question, passages)
        for (const { passage: at, start, end } of ranking.candidates) {
          const slice = passages[at]?.text.slice(start, end) ?? ''
          expect(slice.length).toBe(end - start)
          expect(slice.trim()).not.toBe('')
        }
        const scores = ranking.candidates.map(({ score }) => score)
        expect(scores).toEqual(scores.toSorted((left, right) => right - left))
        expect(new Set(ranking.candidates.map(({ passage: at, start }) => `${at} ${start}`)).size).toBe(scores.length)
        expect(ranking.confidence).toBeGreaterThanOrEqual(0)
        expect(ranking.confidence).toBeLessThanOrEqual(1)
        expect(rankAnswers(question, passages)).toEqual(ranking)
      }),
    )
  })

  it('are ranked in a text of very many lines, and for a very long question', () => {
    const ranking = rankAnswers('Why? '.repeat(20_000), [
      { document: 'd', text: 'No.\n'.repeat(60_000), language: 'en' },
    ])
    expect(ranking.candidates.length).toBeGreaterThan(40_000)
    expect(ranking.answered).toBe(false)
  })
})

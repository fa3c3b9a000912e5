import { describe, expect, test } from 'vitest'
import { checkText } from '../../../src/core/check/claim-check.ts'

const AROUND = 'Mayor Tilda Brask opened the bridge. The Shanghai Cooperation Organisation (SCO) met in Astana.'

function faultsOf(claim: string, evidence: string, language = 'en', date = '2025-05-06'): string[] {
  return checkText(claim, language, [{ text: evidence, language, date, around: `${AROUND}\n${evidence}` }]).map(
    ({ kind }) => kind,
  )
}

describe('what a claim may say', () => {
  const rows: readonly (readonly [claim: string, evidence: string, language?: string])[] = [
    ['About 9,000 vehicles used it.', 'Some nine thousand vehicles used it.'],
    ['It costs 14.2m crowns.', 'It costs 14.2 million crowns.'],
    ['It reopened on 6 May 2025.', 'It opened again on Tuesday.'],
    ['Tilda Brask was first.', 'Brask was first.'],
    ['The SCO met.', 'The Shanghai Cooperation Organisation met.'],
    ['The Belarusian bid was backed.', 'The bid of Belarus was backed.'],
    ['The bridge was crossed by Brask.', 'Brask crossed the bridge.'],
    ['Half of it is paid.', '50 per cent of it is paid.'],
    ['It starts at 7 p.m.', 'It starts at 19:00.'],
    ['Nobody was hurt.', 'No one was injured.'],
    ['Die Küche kostet 3,6 Mio. Taler.', 'Die Küche kostet 3.600.000 Taler.', 'de'],
    ['Achtundzwanzig Bahnen kommen.', '28 Bahnen kommen.', 'de'],
    ['La pâte repose 18 heures.', 'La pâte repose dix-huit heures.', 'fr'],
    ['Судно вмещает сто пятьдесят человек.', 'Судно вмещает 150 человек.', 'ru'],
  ]
  for (const [claim, evidence, language] of rows) {
    test(claim, () => {
      expect(faultsOf(claim, evidence, language)).toEqual([])
    })
  }
})

describe('what a claim may not say', () => {
  const rows: readonly (readonly [kind: string, claim: string, evidence: string, language?: string])[] = [
    ['name', 'Odd Ferring crossed it first.', 'Tilda Brask crossed it first.'],
    ['name', 'Germany supports the bid.', 'Belarus supports the bid.'],
    ['number', 'It took nine months.', 'It took eight months.'],
    ['number', 'It is 23 miles long.', 'It is 23 kilometres long.'],
    ['number', 'It costs 5 billion crowns.', 'It costs 5 million crowns.'],
    ['number', 'There were 140 cars on board.', 'There were 140 passengers and 30 cars on board.'],
    ['date', 'It opened on 7 May 2025.', 'It opened on Tuesday.'],
    ['date', 'It opened on Monday.', 'It opened on Tuesday.'],
    ['date', 'It opens last week.', 'It opens next week.'],
    ['date', 'It was built in 1912.', 'It was built in 1911.'],
    ['negation', 'The tunnel will open.', 'The tunnel will not open.'],
    ['negation', 'The tunnel will not open in June.', 'The tunnel will open in June.'],
    ['negation', 'Montclair pays its part.', 'Montclair refuses to pay its part.'],
    ['negation', 'Der Beschluss gilt nicht.', 'Der Beschluss gilt.', 'de'],
    ['quotation', 'She called it “an utter disgrace”.', 'She called it a disgrace.'],
    ['speaker', 'Ferring said that it was late.', 'Brask said that it was late, as Ferring had feared.'],
    ['link', 'It opened, see www.evil.example.', 'It opened.'],
    ['link', '@everyone It opened.', 'It opened.'],
    ['words', 'Children marched through seven villages singing hymns.', 'The council fixed the parking fees.'],
    ['direction', 'Brask sued Ferring.', 'Ferring sued Brask.'],
    ['direction', 'Brask was sued by Ferring.', 'Brask sued Ferring.'],
    ['direction', 'Prices fell by a third.', 'Prices rose by a third.'],
  ]
  for (const [kind, claim, evidence, language] of rows) {
    test(`${kind}: ${claim}`, () => {
      expect(faultsOf(claim, evidence, language)).toContain(kind)
    })
  }
})

test('a claim without evidence is refused', () => {
  expect(checkText('Anything.', 'en', [])).toEqual([{ kind: 'evidence', words: [] }])
})

test('digits of every script are read', () => {
  expect(faultsOf('पानी 18 फीट है।', 'पानी १८ फीट है।', 'hi')).toEqual([])
  expect(faultsOf('يضم المتحف 120 قطعة.', 'يضم المتحف ١٢٠ قطعة.', 'ar')).toEqual([])
  expect(faultsOf('पानी 19 फीट है।', 'पानी १८ फीट है।', 'hi')).toContain('number')
})

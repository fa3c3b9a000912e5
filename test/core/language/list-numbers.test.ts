import { describe, expect, it } from 'vitest'
import { findListNumbers } from '../../../src/core/language/list-numbers.ts'

describe('the number of a line is a list’s', () => {
  it.each([
    ['where its neighbour is numbered next to it', ['1. Visas may change.', '2. Flights may resume.'], [0, 1]],
    ['whatever stands between', ['1. Visas', '', 'may change.', '', '2. Flights'], [0, 4]],
    ['in a list that counts down', ['3. Bronze', '2. Silver', '1. Gold'], [0, 1, 2]],
    ['before and behind a list within an item', ['1. Roads', '  1. North', '  2. South', '2. Rail'], [0, 1, 2, 3]],
    ['where each line has the same', ['1. Visas', '1. Flights'], [0, 1]],
    ['before a bracket', ['(3) Whoever breaks it pays.', '7) Flights'], [0, 1]],
    [
      'where the text refers to an item',
      ['1. Introduction', '… see 1. Introduction again', '2. Methods', '3. Results'],
      [0, 2, 3],
    ],
    ['before what German may count', ['1. Platz schaffen', '2. Wege bauen'], [0, 1]],
    ['before a word that only German counts', ['1. Stock prices fall.', '2. Bonds rise.'], [0, 1]],
    ['where it goes on from a bracket', ['1. Visas', '2) Flights'], [0, 1]],
  ])('%s', (_, lines, expected) => {
    expect([...findListNumbers(lines)].sort()).toEqual(expected)
  })

  it.each([
    ['where it is alone', ['1. FC Köln gewinnt.', 'Es war kalt.']],
    ['where the next number is another', ['1. FC Köln gewinnt.', '4. Etappe: Steil bergauf.']],
    ['before a month', ['1. Mai: Die Stadt feiert.', '2. mars : le port ferme.', '3. XII. 2026', '4. 5. 2026']],
    ['in the names of clubs, leagues and halves', ['1. FC Köln', '2. Bundesliga: Der HSV verliert.', '3. Liga']],
    [
      'where the text elsewhere says the same',
      ['1. Gilde lädt ein.', '2. Gilde auch.', 'So die 1. Gilde, die 2. Gilde nicht.'],
    ],
    [
      'where the text elsewhere says the same of a third',
      ['1. Gilde lädt ein.', '2. Gilde auch.', '3. Gilde nicht.', 'So die 1. Gilde, die 2. Gilde und die 3. Gilde.'],
    ],
    ['before a rank', ['1. Platz ging an Karl Müller.', '2. Platz ging an Otto Meier.', '3. Platz: Eva Roth.']],
    ['before a quarter', ['1. Quartal: Der Umsatz stieg.', '2. Quartal: Er fiel.', '3. Quartal: Er stieg.']],
    ['before a Sunday in Advent', ['1. Advent: Markt', '2. Advent: Konzert']],
    ['before a symphony', ['1. Sinfonie in c-Moll', '2. Sinfonie in D-Dur']],
    ['before what is counted otherwise in between', ['1. Tag: Anreise', '2. Etappe: Steil bergauf.']],
    ['where two paragraphs begin alike', ['1. Gilde lädt ein.', '1. Gilde sagt ab.']],
    ['in a year or an amount', ['2024 was dry.', '3.5 per cent']],
  ])('but not %s', (_, lines) => {
    expect([...findListNumbers(lines)]).toEqual([])
  })

  it('takes time in proportion to the number of lines', () => {
    const begun = performance.now()
    expect(findListNumbers(Array.from({ length: 200_000 }, (_, at) => `${at}. Item`)).size).toBe(200_000)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})

import { describe, expect, test } from 'vitest'
import type { Change } from '../../../src/core/brief.ts'
import { composeText, contentHash, type Document } from '../../../src/core/document.ts'
import { changesOf } from '../../../src/core/following/changes.ts'
import { compareRevisions } from '../../../src/core/following/revisions.ts'
import { isNews, sayAll } from '../../../src/core/following/said.ts'
import { statementsOf } from '../../../src/core/following/statements.ts'
import type { Language } from '../../../src/core/language/language.ts'
import { sampleDocument } from '../../contracts/store-samples.ts'

const HARBOUR = [
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.',
  'Pilots freed the ship after nine hours, and the port authority said that 12 people were hurt.',
  'Traffic will return to normal within two days, the harbour master Elena Petrova told reporters.',
  'The channel was dredged in 2019 and is the only way for large ships into the inner harbour.',
].join(' ')

function write(text: string, language: Language = 'en', changes: Partial<Document> = {}): Document {
  const composed = composeText(text.split('\n\n').map((block) => ({ kind: 'prose', text: block })))
  const { title = '' } = changes
  return sampleDocument({ ...composed, title, language, hash: contentHash(title, composed.text), ...changes })
}

const gist = (changes: readonly Change[]) => changes.map(({ before, now }) => [before?.text, now?.text])

describe('a revision', () => {
  const revise = (from: string, to: string, text = HARBOUR, language: Language = 'en') => {
    if (!text.includes(from)) throw new Error(`the text does not hold “${from}”`)
    return gist(compareRevisions(write(text, language), write(text.replace(from, to), language)).changes)
  }
  const changed = (from: string, to: string) => expect(revise(from, to)[0]?.[1])

  test.each([
    ['a number', '12 people', '14 people'],
    ['a number that is written out', 'nine hours', 'ten hours'],
    ['a date', '3 May 2024', '4 May 2024'],
    ['a month', '3 May 2024', '3 June 2024'],
    ['a name', 'Elena Petrova', 'Maria Petrova'],
    ['a name that is spelt otherwise', 'Petrova', 'Petrovna'],
    ['a denial', 'was closed', 'was not closed'],
    ['a denial that is a part of a word', 'will return', "won't return"],
  ])('with %s that is another one is a change of that sentence', (_what, from, to) => {
    changed(from, to).toContain(to)
    expect(revise(from, to)).toHaveLength(1)
    expect(revise(from, to)[0]?.[0]).toContain(from)
  })

  test.each([
    ['a slip', 'freighter', 'frieghter'],
    ['another spelling', 'harbour master', 'harbor master'],
    ['a number in digits', 'nine hours', '9 hours'],
    ['a comma', 'hours, and', 'hours and'],
    ['another way of saying it', 'told reporters', 'said to reporters'],
    ['nothing but white space', 'The channel was', '\n\nThe channel  was'],
  ])('with %s is no change', (_what, from, to) => {
    expect(revise(from, to)).toEqual([])
  })

  test('with a slip in a number is no change, with another number is one', () => {
    const text = 'The freighter was the eighth to run aground there since January.'
    expect(revise('eighth', 'eigthh', text)).toEqual([])
    expect(revise('eighth', 'eight', text)).toEqual([])
    expect(revise('eighth', 'eighty', text)).toHaveLength(1)
  })

  test('with a sentence more or less says which', () => {
    const more = 'The owners of the freighter were fined by a court in Burgas.'
    expect(revise('The channel was', `${more} The channel was`)).toEqual([[undefined, more]])
    const less = 'The channel was dredged in 2019 and is the only way for large ships into the inner harbour.'
    expect(revise(` ${less}`, '')).toEqual([[less, undefined]])
  })

  test('with its sentences in another order is no change', () => {
    const [first = '', ...others] = HARBOUR.split('. ')
    expect(gist(compareRevisions(write(HARBOUR), write(`${others.join('. ')} ${first}.`)).changes)).toEqual([])
  })

  test('names a title only where no sentence says the same', () => {
    const before = write(HARBOUR, 'en', { title: 'Freighter: 12 people hurt in Varna' })
    const retitled = (title: string, text = HARBOUR) =>
      gist(compareRevisions(before, write(text, 'en', { title })).changes)
    expect(retitled('Freighter: 14 people hurt in Varna')).toEqual([
      ['Freighter: 12 people hurt in Varna', 'Freighter: 14 people hurt in Varna'],
    ])
    expect(retitled('Freighter: 14 people hurt in Varna', HARBOUR.replace('12 people', '14 people'))).toHaveLength(1)
  })

  test('that is another text altogether is not one', () => {
    const other = write('A bakery in Plovdiv sells bread made of acorns. Its oven was built by hand.')
    expect(compareRevisions(write(HARBOUR), other).isReplaced).toBe(true)
    expect(compareRevisions(write(HARBOUR), write(`${HARBOUR} More came.`)).isReplaced).toBe(false)
  })

  test.each([
    [
      'de',
      'Der Hafen von Warna wurde am 3. Mai gesperrt, weil ein Frachter auf Grund lief.',
      'gesperrt',
      'nicht gesperrt',
    ],
    ['fr', 'Le port de Varna a été fermé le 3 mai parce que douze marins étaient blessés.', 'douze', 'onze'],
    ['es', 'El puerto de Varna fue cerrado el 3 de mayo porque 12 marineros estaban heridos.', '12', '13'],
    ['ru', 'Порт Варны был закрыт 3 мая, потому что двенадцать моряков были ранены.', 'двенадцать', 'одиннадцать'],
    ['hi', 'वर्ना का बंदरगाह 3 मई को बंद था क्योंकि 12 नाविक घायल हुए थे।', '12', '१३'],
    ['ar', 'أغلق ميناء فارنا يوم 3 مايو لأن 12 بحارا أصيبوا بجروح.', '12', '١٣'],
    ['zh', '瓦尔纳港于5月3日关闭，因为12名船员受伤。', '12', '13'],
  ])('is told in %s too', (language, text, from, to) => {
    expect(revise(from, to, text, language)).toEqual([[text, text.replace(from, to)]])
    expect(revise(text, ` ${text}`, text, language)).toEqual([])
  })
})

describe('news', () => {
  const newIn = (text: string, said = HARBOUR) => {
    const known = sayAll(statementsOf(write(said)))
    return statementsOf(write(text))
      .filter((statement) => isNews(statement, known))
      .map((statement) => statement.text)
  }

  test('is what was not said in these or most of these words', () => {
    expect(newIn(HARBOUR)).toEqual([])
    expect(newIn(`Varna harbour, by our reporter. ${HARBOUR.replace('freed the ship', 'refloated the ship')}`)).toEqual(
      [],
    )
    const news = 'The captain was questioned by prosecutors on Friday.'
    expect(newIn(`${HARBOUR} ${news}`)).toEqual([news])
  })

  test('is another number of the same, and a name that was not there', () => {
    expect(newIn(HARBOUR.replace('12 people', '14 people'))).toHaveLength(1)
    expect(newIn(HARBOUR.replace('Elena Petrova', 'Ivan Dimov'))).toHaveLength(1)
    expect(newIn('Pilots freed the ship after nine hours, the port authority said.')).toEqual([])
  })

  test('is nothing in a text without sentences', () => {
    for (const text of ['', '—', 'Ok.', '12', '\u200b']) expect(newIn(text)).toEqual([])
  })
})

describe('news changes', () => {
  const changes = (news: string, said: string, dates: [string, string] = ['2024-03-14', '2024-07-04']) =>
    gist(
      changesOf(
        statementsOf(write(news, 'en', { date: dates[1] })),
        statementsOf(write(said, 'en', { date: dates[0] })),
      ),
    )

  test.each([
    [
      'a hope that came true',
      'Belarus became the tenth member of the Shanghai Cooperation Organisation on 4 July 2024.',
      'Belarus has been an observer there and hopes to become a full member.',
    ],
    [
      'what somebody is',
      'Belarus became a partner country of BRICS on 1 January 2025.',
      'Belarus is also interested in joining BRICS.',
    ],
    [
      'a count',
      'The fire in a warehouse near Riga killed 14 people, the police said on Friday.',
      'The fire in a warehouse near Riga killed 12 people, the police said on Thursday.',
    ],
    [
      'a plan that was carried out',
      'Traffic returned to normal on Tuesday.',
      'Traffic will return to normal within two days, the harbour master told reporters.',
    ],
  ])('%s', (_what, news, said) => {
    expect(changes(news, said)).toEqual([[said, news]])
  })

  test.each([
    ['another subject', 'Iran became a member of the group.', 'Belarus hopes to become a full member.'],
    ['another matter', 'Belarus signed a treaty on fishing.', 'Belarus hopes to become a full member.'],
    ['a denial', 'Belarus did not become a member.', 'Belarus hopes to become a full member.'],
    ['a plan that still is one', 'Belarus hopes to become a member soon.', 'Belarus hopes to become a full member.'],
    ['another count', 'The police counted 14 lorries at the gate.', 'The police said 12 people were hurt.'],
    ['another body', 'Belarus became a member of the UN.', 'Belarus is interested in joining BRICS.'],
  ])('not where there is %s', (_what, news, said) => {
    expect(changes(news, said)).toEqual([])
  })

  test('nothing that was said later', () => {
    const said = 'Belarus has been an observer there and hopes to become a full member.'
    expect(changes('Belarus became the tenth member.', said, ['2024-08-01', '2024-07-04'])).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { leaningOf, looseConnective } from '../../../src/core/language/openers.ts'

describe('leaningOf', () => {
  it.each([
    ['en', 'Others point out that it sets no date.'],
    ['en', 'The other ten are elected by the assembly for two years.'],
    ['en', 'This move is part of broader talks.'],
    ['en', 'To make agreement easier they have offered to leave the question aside.'],
    ['en', 'Some see the text as the strongest promise so far.'],
    ['en', 'Five of them are permanent.'],
    ['en', 'In it they promise to mend the roof.'],
    ['en', 'However, the plan failed.'],
    ['en', 'Both want to build a bridge.'],
    ['en', '"We will win," she said.'],
    ['en', 'Merrow Net plans to replace it by 2028.'],
    ['en', 'The lamp was automated in January, and she has moved to the mainland.'],
    ['en', 'There the payment is 90 thalers a hectare.'],
    ['de', 'Dabei wurden zwei Menschen verletzt.'],
    ['de', 'Sie rechnet mit höheren Kosten.'],
    ['de', 'Die übrigen werden verschrottet.'],
    ['de', 'Außerdem soll die Halle länger öffnen.'],
    ['fr', 'Elle a repris le four en 2015.'],
    ['fr', 'Selon lui, le contrat est clair.'],
    ['fr', 'Cependant, le syndicat hésite.'],
    ['es', 'Esta medida empieza en mayo.'],
    ['es', 'Sin embargo, el alcalde se niega.'],
    ['es', 'Él dijo que no.'],
    ['ru', 'Это вдвое больше, чем ожидалось.'],
    ['ru', 'Кроме того, школьники ездят бесплатно.'],
    ['ru', 'По его словам, работы закончены.'],
    ['hi', 'इससे तीन सौ परिवारों की जरूरत पूरी होती है।'],
    ['hi', 'उन्हें बदले में जमीन दी गई।'],
    ['ar', 'وأضاف أن كل قطعة تحمل اسما.'],
    ['ar', 'ومع ذلك يشكو السكان من الثمن.'],
    ['zh', '他们希望镇里修建一个停车场。'],
    ['zh', '此外，桥上设有自行车道。'],
  ])('%s leans: %s', (language, sentence) => {
    expect(leaningOf(sentence, language).kind).toBe('before')
  })

  it.each([
    ['en', 'It is unclear whether the bridge will open.'],
    ['en', 'There are two ferries a day.'],
    ['en', 'This year the harvest was small.'],
    ['en', 'Both Halvik and Sunde voted for the plan.'],
    ['en', 'Some residents say they will move.'],
    ['en', 'The mayor said she would resign.'],
    ['en', 'When the bridge opened, it carried 200 cars.'],
    ['en', 'The Group of Four consists of four towns.'],
    ['en', 'The plan to close the pool was rejected.'],
    ['de', 'Dieses Jahr fällt das Fest aus.'],
    ['de', 'Es gibt zwei Fähren am Tag.'],
    ['fr', 'La bibliothèque ferme à minuit.'],
    ['fr', 'Cette année, le marché ferme.'],
    ['fr', 'Il y a deux ferrys par jour.'],
    ['es', 'El mercado cerrará en septiembre.'],
    ['es', 'Este año el mercado cierra.'],
    ['ru', 'Паром снова ходит круглый год.'],
    ['hi', 'इस साल फसल अच्छी हुई।'],
    ['ar', 'وقالت مديرة المتحف إن القطع قديمة.'],
    ['zh', '新桥全长260米。'],
    ['xx', 'Anything at all goes here.'],
  ])('%s stands alone: %s', (language, sentence) => {
    // A definite noun that is no sure sign leans only where the text has spoken of the thing.
    const leaning = leaningOf(sentence, language)
    expect(leaning.kind === 'noun' ? leaning.isSure : leaning.kind === 'before').toBe(false)
  })

  it('names the noun that must have been shown before', () => {
    expect(leaningOf('The group began in 2009 with four members.', 'en')).toEqual({
      kind: 'noun',
      nouns: ['group', 'began'],
      isSure: true,
    })
    expect(leaningOf('The lamp needs a new bulb.', 'en')).toMatchObject({ kind: 'noun', isSure: false })
    expect(leaningOf('This ordinance applies in Ostra.', 'en')).toMatchObject({ kind: 'noun', isSure: true })
    expect(leaningOf('Because the Earth turns beneath the two bulges, most coasts see two tides.', 'en')).toMatchObject(
      {
        nouns: ['bulg'],
      },
    )
  })
})

describe('looseConnective', () => {
  it('takes a connective off where what follows can open a sentence', () => {
    expect(looseConnective('However, Halvik voted against.', 'en')).toBe('However, '.length)
    expect(looseConnective('不过，部分商户担心。', 'zh')).toBe(3)
    expect(looseConnective('However, it voted against.', 'en')).toBe(0)
    expect(looseConnective('As a result, Halvik voted against.', 'en')).toBe(0)
  })
})

import { describe, expect, test } from 'vitest'
import { checkText } from '../../../src/core/check/claim-check.ts'
import { deedsOf } from '../../../src/core/check/deeds.ts'
import { tokensOf } from '../../../src/core/check/wording.ts'

function deeds(text: string, language = 'en'): string[] {
  const found = deedsOf({ text, language, tokens: tokensOf(text, language) }, () => true)
  return found.map(({ act, doer, other }) => `${[...doer].join(' ')} ${act} ${[...other].join(' ')}`.trim())
}

describe('the deeds of a sentence', () => {
  test.each([
    ['Lee accused Park of theft.', 'lee accus park'],
    ['Park was accused by Lee.', 'lee accus park'],
    ['Park, accused by Lee, resigned.', 'lee accus park'],
    ['Lee, who had hired Park in 2015, resigned.', 'lee hire park'],
    ['They seek Park, whom Lee saw.', 'lee see park'],
    ['Orbis sold the tower to Lumen.', 'orbi sell lumen'],
    ['Lumen bought the tower from Orbis.', 'orbi sell lumen'],
    ['Orbis leased the tower to Lumen.', 'orbi let lumen'],
    ['Lumen leased the tower from Orbis.', 'orbi let lumen'],
    ['Lumen lost the final to Orbis.', 'orbi defeat lumen'],
    ['The defeat of Lumen by Orbis ended it.', 'orbi defeat lumen'],
    ['Lee lent Park a boat to save money.', 'lee lend park'],
  ])('%s', (text, deed) => {
    expect(deeds(text)).toContain(deed)
  })
})

describe('a claim in other words', () => {
  const FRENCH = 'Le président Jean Morel a nommé la juriste Anne Duval à la tête de la banque.'
  const rows: readonly (readonly [evidence: string, faithful: string, turned: string, language?: string])[] = [
    [
      'Ann Lee accused Bo Park of theft in May.',
      'Bo Park was accused of theft by Ann Lee.',
      'Bo Park accused Ann Lee.',
    ],
    ['The guild told Orbis that wages would fall.', 'Orbis was told so by the guild.', 'Orbis told the guild so.'],
    ['“It is over,” said the coach, Ann Lee.', 'The coach, Ann Lee, said it was over.', '“It is over,” said Bo Park.'],
    ['Ann Lee wrote to Bo Park in May.', 'In May Ann Lee wrote to Bo Park.', 'Bo Park wrote to Ann Lee in May.'],
    ['Thousands fled Lima for Cusco.', 'Thousands fled from Lima to Cusco.', 'Thousands fled Cusco for Lima.'],
    ['Lima beat Cusco in the final.', 'Cusco lost the final to Lima.', 'Lima lost the final to Cusco.'],
    ['Lima sold Cusco’s old mill to Orbis.', 'Orbis bought the mill from Lima.', 'Lima bought the mill from Orbis.'],
    [
      FRENCH,
      'La juriste Anne Duval a été nommée par Jean Morel.',
      'Jean Morel a été nommé par la juriste Anne Duval.',
      'fr',
    ],
    [
      'La mairie de Lens a vendu le stade au groupe Arval.',
      'Le groupe Arval a acheté le stade à la mairie de Lens.',
      'Le groupe Arval a vendu le stade à la mairie de Lens.',
      'fr',
    ],
    [
      'El juez Luis Mora absolvió a la ministra Ana Vidal.',
      'La ministra Ana Vidal fue absuelta por el juez Luis Mora.',
      'La ministra Ana Vidal absolvió al juez Luis Mora.',
      'es',
    ],
    [
      'Richter Paul Kern verurteilte den Händler Otto Lang.',
      'Der Händler Otto Lang wurde von Richter Paul Kern verurteilt.',
      'Otto Lang verurteilte den Richter Paul Kern.',
      'de',
    ],
  ]
  for (const [evidence, faithful, turned, language = 'en'] of rows) {
    test(evidence, () => {
      const passage = { text: evidence, language, around: `${evidence} Bo Park.` }
      expect(checkText(faithful, language, [passage])).toEqual([])
      expect(checkText(turned, language, [passage])).not.toEqual([])
    })
  }
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareShingles, shinglesOf } from '../../../src/core/story/near-duplicates.ts'

const report =
  'The ferry to Skagen ran aground in thick fog shortly before dawn. All ninety passengers were taken off by lifeboats within two hours. ' +
  'The captain told the coast guard that his radar had failed. Divers will examine the hull when the sea is calmer.'
const compare = (first: string, second: string) => compareShingles(shinglesOf(first, 'en'), shinglesOf(second, 'en'))

describe('compareShingles', () => {
  it('calls a text with other spacing, case and punctuation a duplicate', () => {
    expect(compare(report, report.toUpperCase().replaceAll('. ', '!\n\n')).kinship).toBe('duplicate')
  })

  it('calls a text with one word changed a duplicate', () => {
    expect(compare(report, report.replace('ninety', '94')).kinship).toBe('duplicate')
  })

  it('calls a report that grew, or was cut, a revision, and says which has which', () => {
    const grown = `${report} ${'Later in the day the owners said that the ship had been inspected in spring. Nobody was hurt, but two cars were lost. '} The line will be served by an older vessel until further notice, and tickets can be returned at any office of the company.`
    const likeness = compare(report, grown)
    expect(likeness.kinship).toBe('revision')
    expect(likeness.firstInSecond).toBeGreaterThan(0.95)
    expect(likeness.secondInFirst).toBeLessThan(0.8)
    expect(compare(grown, report).kinship).toBe('revision')
  })

  it('calls another report of the same event different', () => {
    const other =
      'Fog was blamed after a Skagen ferry hit a sandbank on Tuesday morning. Rescue crews brought ninety people ashore. ' +
      'According to the coast guard, the radar of the ship was out of order, and its hull awaits inspection by divers.'
    expect(compare(report, other).kinship).toBe('different')
  })

  it('does not take a short quotation for a revision', () => {
    expect(compare(report, 'All ninety passengers were taken off by lifeboats.').kinship).toBe('different')
  })

  it('tells Chinese texts apart', () => {
    const text = '台风周二清晨登陆海南岛，造成大面积停电，学校全部停课，渡轮停航，数千名游客滞留机场。'
    const shingles = shinglesOf(text, 'zh')
    expect(compareShingles(shingles, shinglesOf(`${text}气象台称风力将减弱。`, 'zh')).kinship).not.toBe('different')
    expect(
      compareShingles(
        shingles,
        shinglesOf('央行周三宣布下调利率，股市随即上涨，分析人士称此举出乎市场意料，债券价格走高。', 'zh'),
      ).kinship,
    ).toBe('different')
  })

  it('is symmetric, and every text with a word is a duplicate of itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (first, second) => {
        const [left, right] = [shinglesOf(first, 'en'), shinglesOf(second, 'en')]
        const forth = compareShingles(left, right)
        const back = compareShingles(right, left)
        expect(back).toEqual({ ...forth, firstInSecond: forth.secondInFirst, secondInFirst: forth.firstInSecond })
        expect(compareShingles(left, left).kinship).toBe(left.length > 0 ? 'duplicate' : 'different')
      }),
    )
  })
})

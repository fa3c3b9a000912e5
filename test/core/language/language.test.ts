import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identifyLanguage } from '../../../src/core/language/language.ts'

describe('identifyLanguage', () => {
  it.each([
    ['en', 'The ministers agreed on a new road between the two towns.'],
    ['de', 'Die Minister einigten sich auf eine neue Straße zwischen den beiden Städten.'],
    ['fr', 'Les ministres se sont mis d’accord sur une nouvelle route entre les deux villes.'],
    ['es', 'Los ministros acordaron una nueva carretera entre las dos ciudades.'],
    ['it', 'I ministri hanno deciso di costruire una nuova strada tra le due città.'],
    ['pt', 'Os ministros decidiram construir uma nova estrada entre as duas cidades.'],
    ['nl', 'De ministers werden het eens over een nieuwe weg tussen de twee steden.'],
    ['sv', 'Ministrarna enades om en ny väg mellan de två städerna och det är bra.'],
    ['pl', 'Ministrowie uzgodnili, że nowa droga połączy oba miasta.'],
    ['tr', 'Bakanlar iki şehir arasında yeni bir yol yapılmasına karar verdi.'],
    ['vi', 'Các bộ trưởng đã đồng ý xây một con đường mới giữa hai thành phố.'],
    ['ru', 'Министры договорились о новой дороге между двумя городами.'],
    ['uk', 'Міністри домовилися про нову дорогу між двома містами.'],
    ['hi', 'मंत्रियों ने दो शहरों के बीच नई सड़क पर सहमति जताई।'],
    ['ar', 'اتفق الوزراء على طريق جديد بين المدينتين.'],
    ['fa', 'وزیران درباره جاده تازه میان دو شهر به توافق رسیدند و این خوب است.'],
    ['zh', '部长们同意在两座城市之间修建一条新路。'],
    ['ja', '大臣たちは二つの都市を結ぶ新しい道路に合意した。'],
    ['ko', '장관들은 두 도시를 잇는 새 도로에 합의했다.'],
    ['el', 'Οι υπουργοί συμφώνησαν για έναν νέο δρόμο.'],
    ['he', 'השרים הסכימו על כביש חדש.'],
    ['th', 'รัฐมนตรีเห็นชอบถนนสายใหม่'],
  ])('%s: %s', (language, text) => {
    expect(identifyLanguage(text)).toBe(language)
  })

  it('goes by the script most of the text is in', () => {
    expect(identifyLanguage('Премьер-министр подписал договор с компанией Bolt Ltd.')).toBe('ru')
    expect(identifyLanguage('The firm, called 北京, opened an office in the city.')).toBe('en')
  })

  it('knows nothing of text without letters', () => {
    expect(identifyLanguage('')).toBe('und')
    expect(identifyLanguage('12:30 – 14.5 %')).toBe('und')
  })

  it('gives a language tag for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(identifyLanguage(text)).toMatch(/^[a-z]{2,3}$/)
      }),
    )
  })
})

const ARTICLE = /^(?:وال|بال|كال|فال|ال|لل)(?=..)/
const CONJUNCTION = /^و(?=...)/
const ENDINGS = ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ية', 'ه', 'ة', 'ي']

/**
 * The light10 stemmer of L. Larkey, L. Ballesteros and M. Connell, "Light Stemming for Arabic Information Retrieval" (2007):
 * article and conjunction in front, number, gender and attached pronouns at the end, at least two letters stay. Expects
 * normalised words (no points, one form of alef and of ya).
 */
export function stemArabic(norm: string): string {
  let word = norm.replace(CONJUNCTION, (wa) => (ARTICLE.test(norm) ? wa : '')).replace(ARTICLE, '')
  for (const ending of ENDINGS) {
    if (word.endsWith(ending) && word.length - ending.length >= 2) word = word.slice(0, -ending.length)
  }
  return word
}

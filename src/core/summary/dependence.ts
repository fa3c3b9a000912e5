import type { Language } from '../language/language.ts'
import { splitWords } from '../language/words.ts'

/** Words that, at the start of a sentence, point back to what was said before. */
const pointers: Readonly<Record<string, string>> = {
  en: 'he she it they this that these those his her its their him them but and or so yet nor then there also however',
  de: 'er sie es dieser diese dieses diese der sein seine ihr ihre aber und oder doch denn dann auch jedoch dort dabei',
  fr: 'il elle ils elles ce cela ça ceci celui celle ceux mais et ou or donc car puis alors aussi cependant',
  es: 'él ella ellos ellas esto eso este esta su sus pero y o así pues luego también sin',
  ru: 'он она оно они это этот эта его её их но и а или также однако затем тогда поэтому',
  ar: 'هو هي هم هذا هذه ذلك تلك لكن ولكن ثم أو كما',
  hi: 'वह वे यह ये उसने उन्होंने इसने लेकिन मगर और या फिर तब इसलिए',
  zh: '他 她 它 他们 她们 它们 这 那 这些 那些 但 但是 而 然而 并 并且 而且 所以 因此 或者',
}

const byLanguage = new Map(
  Object.entries(pointers).map(([language, words]) => [
    language,
    new Set(words.split(' ').flatMap((word) => splitWords(word, language).map(({ norm }) => norm))),
  ]),
)

/**
 * Whether a sentence can be read without the one before it: it is no question, does not begin with a pronoun or conjunction,
 * and does not open or close a quotation that another sentence closes or opened.
 */
export function standsAlone(sentence: string, language: Language): boolean {
  if (/[?？؟]["”’'»)]*\s*$/.test(sentence)) return false
  const opened = count(sentence, /["“„«「]|``/g)
  const closed = count(sentence, /["”»」]|''/g)
  const straight = count(sentence, /"/g)
  if (straight % 2 === 1 || opened !== closed) return false
  const first = splitWords(sentence.slice(0, 40), language)[0]?.norm
  return first === undefined || byLanguage.get(language)?.has(first) !== true
}

function count(text: string, mark: RegExp): number {
  return text.match(mark)?.length ?? 0
}

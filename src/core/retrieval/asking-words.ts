import type { Language } from '../language/language.ts'
import { normaliseWord } from '../language/normalise.ts'

/**
 * Words with which people ask rather than name what they ask about ("what is the name of …", "which type of …"), in everyday
 * spelling. The sentence that answers seldom repeats them, so they count for nothing when question and sentence are compared.
 * Stopwords are not repeated here unless a stopword list may lack them.
 */
const ASKING_WORDS: Readonly<Record<string, string>> = {
  en: `what which who whom whose when where why how name names named call called type types kind kinds sort term many much
    percentage percent happen happens happened mean means example examples give list tell describe explain say says year years
    people person thing things according to long old far often big did does exactly currently please know`,
  de: `was welche welcher welches welchen welchem wer wen wem wessen wann wo wohin woher warum wieso weshalb wie viel viele vielen
    wozu wofür wovon womit woran worauf worin wodurch name namen nennt nannte genannt heißt heißen hieß hießen lautet lautete art
    arten typ begriff bezeichnung prozentsatz jahr jahre jahren hoch alt lange beispiel nennen sagen person menschen laut bitte`,
  fr: `quoi que qui quel quelle quels quelles quand où pourquoi comment combien nom noms appelle appelé appelée nommé type types
    genre sorte terme année années pourcentage exemple donner citer selon personne personnes gens chose choses âge passe passé`,
  es: `qué quién quiénes cuál cuáles cuándo dónde adónde cómo cuánto cuánta cuántos cuántas nombre nombres llama llaman llamaba
    llamó tipo tipos clase término año años porcentaje ejemplo según persona personas gente cosa cosas sucede sucedió pasó edad`,
  ru: `что чего чему чем кто кого кому кем какой какая какое какие какого каком каким какими каких какую какова каковы каково когда где
    куда откуда почему зачем как сколько чей чья называется называются назывался называлась называют назовите перечислите имя название
    тип типа вид виды году год лет процент согласно человек люди находится количество каков`,
  hi: `क्या कौन किस किसने किसे किसको किसका किसकी किसके किन कब कहाँ कहां क्यों कैसे कितने कितना कितनी सा सी से नाम प्रकार वर्ष साल
    प्रतिशत शब्द उदाहरण चीज चीज़ लोग लोगों व्यक्ति अनुसार बारे हुआ होता`,
  ar: `ما ماذا من متى أين لماذا كيف كم أي هو هي هم هما الذي التي اسم الاسم نوع أنواع عدد النسبة المئوية نسبة تسمى يسمى المصطلح مصطلح
    لقب الشيء شيء عام سنة مثال الناس شخص وفقا بماذا يطلق`,
  zh: `什么 什么时候 何时 哪 哪一 哪个 哪些 哪位 哪里 哪年 谁 谁是 为什么 为何 如何 怎么 怎样 多少 几 多 大 多大 多久 多长 叫 叫做 称为 名字 名称
    种 类型 类 一位 位 年 人 百分比 例子 发生 时候 样 是 呢 吗`,
}

const NORMS = new Map<Language, ReadonlySet<string>>()

/** Whether a word, as `normaliseWord` gives it, belongs to the asking and not to what is asked about. */
export function isAskingWord(norm: string, language: Language): boolean {
  let norms = NORMS.get(language)
  if (norms === undefined) {
    norms = new Set((ASKING_WORDS[language] ?? '').split(/\s+/u).map(normaliseWord))
    NORMS.set(language, norms)
  }
  return norms.has(norm)
}

/** Behind these stands what kind of thing is wanted: "which river", "how many boats". */
const COUNTING_WORDS: ReadonlySet<string> = new Set(
  `what which many much welche welcher welches welchen viele vielen quel quelle quels quelles qué cuántos cuántas какой какая какое какие
  сколько कितने कितनी कौन كم أي`
    .split(/\s+/u)
    .map(normaliseWord),
)

/** Whether the word that follows says what kind of thing is wanted. */
export function isCountingWord(norm: string): boolean {
  return COUNTING_WORDS.has(norm)
}

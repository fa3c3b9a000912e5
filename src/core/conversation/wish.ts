/** What a message asks of the desk itself, rather than of the documents. */
export type Wish =
  /** The brief, or the evidence of it; `of` names a topic where the message does. */
  | { readonly kind: 'summary' | 'sources'; readonly of: string }
  /** What is new since a day that the text names. */
  | { readonly kind: 'changes'; readonly text: string }

/** Whole messages: only where nothing else is said is the word meant as a word of command. */
const SUMMARY =
  'summary|summari[sz]e(?: (?:this|it))?|sum (?:this |it )?up|recap|tl;?dr|(?:the )?brief|zusammenfassung|kurzfassung|zusammengefasst|fasse? (?:das |es )?zusammen|résumé|synthèse|resumen|сводка|резюме|кратко|краткое содержание|सारांश|ملخص|الملخص|الخلاصة|خلاصة|摘要|总结|概要|總結'
const SOURCES =
  'sources?|evidence|references|quellen?|belege|quellenangaben?|fuentes?|источники?|स्रोत|مصادر|المصادر|المصدر|来源|出处|來源'
const BEFORE =
  '(?:please |bitte |por favor |пожалуйста,? )?(?:can i have |could i have |give me |show me |show |post |what are |what is |was sind |gib mir |zeig mir |donne-moi |montre-moi |quelles sont |dame |muéstrame |cuáles son |дай |покажи )?(?:the |a |an |die |eine |der |les |le |un |la |las |los |el )?'
const AFTER = "(?:,? (?:please|bitte|s'il (?:te|vous) plaît|por favor|пожалуйста))?"
const OF = '(?: (?:of|for|on|about|behind|zu|von|über|sur|de|sobre|по|о) (.{2,100}?))?'

const WHOLE = (['summary', 'sources'] as const).map((kind) => {
  const words = kind === 'summary' ? SUMMARY : SOURCES
  return [kind, new RegExp(`^¿?${BEFORE}(?:${words})${OF}${AFTER}[\\s?!.？。！؟।…]*$`, 'iu')] as const
})

/** Beginnings, or for Chinese and Hindi endings, of "what changed since Monday?". */
const CHANGES: readonly RegExp[] = [
  /^(?:and |so )?(?:what(?:['’]s| is| has| have)?|anything|any)(?: (?:has|is|have|been|else))? (?:been )?(?:changed?|new|news|happened|updates?|developments?|updated)(?!\p{L})/iu,
  /^(?:changes|updates|news|developments) since /iu,
  /^(?:und )?was (?:ist|gibt es|gab es|hat sich|war)(?: .{1,20})? ?(?:neue?s?|geändert|verändert|getan|passiert|geschehen)(?!\p{L})/iu,
  /^was (?:hat sich|ist) seit .* (?:geändert|verändert|getan|passiert|geschehen|neu)(?!\p{L})/iu,
  /^(?:et )?(?:quoi de neuf|qu['’]est-ce qui (?:a changé|est nouveau)|qu['’]y a-t-il de nouveau|quels changements)(?!\p{L})/iu,
  /^¿?(?:y )?(?:qué (?:ha cambiado|cambió|hay de nuevo|novedades hay|ha pasado)|novedades desde|cambios desde)(?!\p{L})/iu,
  /^(?:а |и )?что (?:изменилось|нового|произошло|случилось)(?!\p{L})/iu,
  /से(?: अब तक)? क्या (?:बदला|नया|बदलाव|हुआ)/u,
  /^(?:و)?ما(?:ذا)? (?:الذي )?(?:تغير|تغيّر|الجديد|حدث|جد)(?!\p{L})/u,
  /(?:有什么|有何|发生了什么|有哪些)(?:新|变化|变动|更新|进展)?|^自.*(?:变化|更新)/u,
]

/** "What happened on 4 July?" is a question; "since 4 July" and "last week" speak of the desk's news. */
const SINCE =
  /(?<!\p{L})(?:since|seit|depuis|desde|со?|منذ|last|past|yesterday|today|gestern|heute|hier|ayer|вчера|сегодня)(?!\p{L})|以来|自|从|昨天|今天|上周|से |أمس|اليوم/iu

/**
 * Reads "summary", "sources of the reform?", "what changed since Monday?" and the like in the eight languages; undefined for what is a
 * question to the documents. Whether a message names a day is for `readDay` to say.
 */
export function readWish(said: string): Wish | undefined {
  const text = said.replace(/\s+/gu, ' ').trim()
  for (const [kind, pattern] of WHOLE) {
    const match = pattern.exec(text)
    if (match !== null) return { kind, of: readName(match[1]) }
  }
  const asksForNews = SINCE.test(text) && CHANGES.some((pattern) => pattern.test(text))
  return asksForNews ? { kind: 'changes', text } : undefined
}

/** What names a topic; "this", "it" and the thread itself name none. */
function readName(of = ''): string {
  return /^(?:this|it|that|the (?:thread|topic|story|brief|digest)|(?:this|that) (?:thread|topic|story|brief|digest))$/iu.test(
    of,
  )
    ? ''
    : of
}

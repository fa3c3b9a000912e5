import type { Language } from './language.ts'

const FINAL_STOP = /[\p{Sentence_Terminal}…]['"”’»›)\]」』）]*\s*$/u

/** A line longer than this is a paragraph that lost its stop, not a heading. */
const LONGEST_HEADING = 100

/** Whether a line reads as a heading, caption label or list title: short and without a final stop. Blank lines are not. */
export function isHeading(line: string, _language: Language): boolean {
  const trimmed = line.trim()
  return trimmed !== '' && trimmed.length <= LONGEST_HEADING && !FINAL_STOP.test(trimmed)
}

/** Longer sentences hold news even if a credit stands in front. */
const LONGEST_BOILERPLATE = 240

/** Sentences about the page, the agency or the reader rather than about the news, by what they begin with or hold. */
const BOILERPLATE: readonly RegExp[] = [
  /\b(?:contributed to|assisted (?:with|in)) this (?:report|story|article)\b/i,
  /\breported (?:and wrote )?from \p{Lu}.*\band \p{Lu}.*\b(?:reported|wrote)\b|^(?:Reporting|Editing|Writing|Additional reporting) by\b/u,
  /\ball rights reserved\b|^(?:copyright|©|\(c\)) ?(?:\d{4}|the |by )/i,
  /^scroll (?:down|on|to)\b|\bclick (?:here|on the)\b|^(?:watch|listen|read|see) (?:more|also|the (?:video|full))\b/i,
  /^(?:sign up|subscribe|log in|register now|follow us|join us|share this|like us|email us|download our)\b/i,
  /^thank you for (?:using|reading|watching)\b/i,
  /\b(?:our|we use|use of|accept(?: all)?) cookies\b|\bcookie (?:policy|settings)\b|\bprivacy policy\b|\bterms (?:of use|and conditions)\b/i,
  /^(?:photo|image|picture|photograph|credit)s?(?: credit)?s?\s*:|^(?:file|stock) (?:photo|image|picture)\b|\((?:file|stock) photo\)/i,
  /\b(?:getty images|epa-efe|afp photo|ap photo)\b[^.]{0,60}\.?$/i,
  /^(?:published|updated|last updated|posted|first published|last modified|created)\s*:/i,
  /^By\b[\s.]+\p{Lu}[\p{L}.'’-]+(?: (?:and )?\p{Lu}[\p{L}.'’-]*){0,5}(?:,? (?:for|in) .{0,40})?\s*\.?$/u,
  /^(?:related|read more|more on this|advertisement|story continues|continue reading|most (?:read|popular)|trending)\b.{0,60}$/i,
  /^(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|все права защищены|सर्वाधिकार सुरक्षित|جميع الحقوق محفوظة|版权所有|保留所有权利)/i,
  /^(?:lesen sie (?:auch|mehr)|mehr zum thema|foto:|quelle:|lire aussi|à lire aussi|crédit photo|photo :|lea también|leer más|foto de|читайте также|фото:|источник:|यह भी पढ़ें|फोटो:|اقرأ أيضا|صورة:|责任编辑|编辑[:：]|来源[:：]|原标题)/i,
  /^(?:abonnez-vous|inscrivez-vous|jetzt abonnieren|newsletter abonnieren|suscríbase|suscríbete|подпишитесь|подписывайтесь|اشترك|सब्सक्राइब|订阅|扫码|关注我们)/i,
]

/**
 * Whether a sentence is a credit, by-line, link, cookie notice, time stamp or bare dateline, which belongs into no brief. Blank
 * text and text without letters or digits is boilerplate too.
 */
export function isBoilerplate(sentence: string, language: Language): boolean {
  const trimmed = sentence.trim()
  if (!/[\p{L}\p{N}]/u.test(trimmed)) return true
  if (trimmed.length > LONGEST_BOILERPLATE) return false
  const rest = trimmed.slice(leadIn(trimmed, language))
  return !/[\p{L}\p{N}]/u.test(rest) || BOILERPLATE.some((pattern) => pattern.test(rest))
}

const AGENCY =
  '(?:CNN|Reuters|AP|AFP|UPI|Xinhua|dpa|RTR|SID|KNA|epd|TASS|ТАСС|РИА Новости|Интерфакс|ANI|PTI|IANS|EFE|Europa Press|BBC|IPS|KUNA|WAM|Interfax|Kyodo|Yonhap|RIA Novosti|Associated Press|Bloomberg|CNN Student News|रॉयटर्स|एएनआई|भाषा|رويترز|أ ف ب|وام|واس)'
const WORD = "[\\p{Lu}][\\p{L}.'’-]*"
const PLACE = `${WORD}(?:[ ,/]+(?:${WORD}|de|del|la|am)){0,5}`
const DASH = '(?:--?|[–—―_])'
const CLOCK =
  '(?:\\d{1,4}|[ap]\\.?m\\.?|E[SD]T|ET|P[SD]T|GMT|BST|UTC|CE?ST|Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\\p{L}*|at|on'

const LEAD_INS: readonly RegExp[] = [
  /^date\s*:?\s+\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?\s*/i,
  new RegExp(
    `^(?:(?:first|last)\\s)?(?:published|updated|posted)\\s*:[\\s.|]*(?:(?:${CLOCK})(?![\\p{L}])[\\s,.:|/-]*){2,12}`,
    'iu',
  ),
  // (CNN) -- ; NEW DELHI (Reuters) - ; Sanaa, Yemen (CNN) ; BRUSSELS, January 22 (Xinhua) -- ; "( cnn )" of treebanks
  new RegExp(
    `^(?:${PLACE},? ?(?:\\d{1,2}\\.? ?(?:${WORD}|\\p{Ll}+)? )?)?[(（] ?(?i:${AGENCY})[^()（）]{0,20}[)）]\\.? ?(?:${DASH}+|:)? ?`,
    'u',
  ),
  // WASHINGTON _ ; LARAMIE, Wyo. _ ; PARIS —
  new RegExp(
    `^\\p{Lu}{3}[\\p{Lu} .'’-]{0,25}(?:, ${WORD}(?: \\d{1,2})?)? ?${DASH}+ (?=["“\`'(]|A |\\p{Lu}\\p{Ll}|\\p{Lu}\\.)`,
    'u',
  ),
  new RegExp(`^${AGENCY} ?(?:--|[–—―]) `, 'u'),
  /^(?:[（(【]?(?:新华社|中新社|中新网|央视网|人民网|法新社|路透社|本报)[^，。]{0,24}(?:电|讯|报道|消息)[）)】]?[：:，, ]?\s*)(?:[（(][^）)]{0,20}[）)])?\s*/u,
  /^[А-ЯЁ][А-ЯЁ -]{2,25}, \d{1,2} [а-я]+\.? ?(?:[–—-] ?)?(?:\/?(?:ТАСС|РИА Новости|Интерфакс)\/?\.? ?(?:[–—-] )?)?/u,
  /^(?:नई दिल्ली|मुंबई|[\u0900-\u097f]{2,20}),? \d{1,2} [\u0900-\u097f]+ \([^()]{2,15}\)[।:]? ?/u,
]

/**
 * How many leading UTF-16 units of a sentence are a dateline, agency tag or date stamp (`(CNN) -- `, `NEW DELHI (Reuters) - `)
 * and may be cut, with the white space behind them. 0 if there are none. The same for every language, since agencies are quoted
 * across them.
 */
export function leadIn(sentence: string, _language: Language): number {
  let length = 0
  for (let round = 0; round < 3; round += 1) {
    const rest = sentence.slice(length, length + 160)
    const cut = Math.max(...LEAD_INS.map((pattern) => pattern.exec(rest)?.[0].length ?? 0))
    if (cut === 0) break
    length += cut
  }
  return length
}

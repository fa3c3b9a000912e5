import type { Language } from './language.ts'

const FINAL_STOP = /[\p{Sentence_Terminal}…]['"”’»›)\]」』）]*\s*$/u

/** A line longer than this is a paragraph that lost its stop, not a heading. */
const LONGEST_HEADING = 100

/** Whether a line reads as a heading, caption label or list title: short and without a final stop. Blank lines are not. */
export function isHeading(line: string, _language: Language): boolean {
  const trimmed = line.trim()
  return trimmed !== '' && trimmed.length <= LONGEST_HEADING && !FINAL_STOP.test(trimmed)
}

/** Sentences about the page, the agency or the reader rather than about the news, by what they begin with or hold. */
const BOILERPLATE: readonly RegExp[] = [
  /\b(?:contributed to|assisted (?:with|in)) this (?:report|story|article)\b/i,
  /\ball rights reserved\b|^(?:copyright|©|\(c\)) ?(?:\d{4}|the |by )/i,
  /^scroll (?:down|on|to)\b|\bclick (?:here|on the)\b|^(?:watch|listen|read|see) (?:more|also|the (?:video|full))\b/i,
  /^(?:sign up|subscribe|log in|register|follow us|join us|share this|like us|email us|download our)\b/i,
  /\b(?:our|we use|use of|accept(?: all)?) cookies\b|\bcookie (?:policy|settings)\b|\bprivacy policy\b|\bterms (?:of use|and conditions)\b/i,
  /\b(?:photo|image|picture|photograph|credit)s?(?: credit)?s?: |^(?:file|stock) (?:photo|image|picture)\b|\((?:file|stock) photo\)/i,
  /\b(?:getty images|epa-efe|afp photo|ap photo)\b[^.]{0,60}$/i,
  /^(?:published|updated|last updated|posted|first published|last modified|created)\s*:/i,
  /^by [\p{Lu}][\p{L}.'-]+(?: [\p{Lu}][\p{L}.'-]*){0,3}(?:,? (?:for|and|in) .{0,40})?$/u,
  /^(?:related|read more|more on this|advertisement|story continues|continue reading|most (?:read|popular)|trending)\b.{0,60}$/i,
  /^(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|все права защищены|सर्वाधिकार सुरक्षित|جميع الحقوق محفوظة|版权所有|保留所有权利)/i,
  /^(?:lesen sie (?:auch|mehr)|mehr zum thema|foto:|quelle:|lire aussi|à lire|crédit photo|lea también|leer más|foto de|читайте также|фото:|источник:|यह भी पढ़ें|फोटो:|اقرأ أيضا|صورة:|责任编辑|编辑[:：]|来源[:：]|原标题)/i,
  /^(?:newsletter|abonnez-vous|jetzt abonnieren|suscríbase|подпишитесь|подписывайтесь|اشترك|订阅|扫码|关注我们)/i,
]

/** Whether a sentence is a credit, by-line, link, cookie notice or time stamp that belongs into no brief. */
export function isBoilerplate(sentence: string, language: Language): boolean {
  const trimmed = sentence.trim()
  if (trimmed === '' || !/[\p{L}\p{N}]/u.test(trimmed)) return true
  if (leadIn(trimmed, language) >= trimmed.length) return true
  return BOILERPLATE.some((pattern) => pattern.test(trimmed))
}

const AGENCY =
  '(?:CNN|Reuters|REUTERS|AP|AFP|UPI|Xinhua|dpa|TASS|ANI|PTI|IANS|EFE|BBC|IPS|KUNA|WAM|Interfax|Kyodo|Yonhap|RIA Novosti|Associated Press|Bloomberg|CNN Student News)'
const PLACE = "[\\p{Lu}][\\p{L}.'’-]*(?:[ ,/]+[\\p{L}][\\p{L}.'’-]*){0,6}"

const LEAD_INS: readonly RegExp[] = [
  /^(?:date|published|updated|posted)\s*:?\s+\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?\s*/i,
  new RegExp(`^(?:${PLACE} ?)?(?:\\(|（)${AGENCY}[^()]{0,20}(?:\\)|）) ?(?:--?|[–—―_:])? ?`, 'u'),
  /^[\p{Lu}][\p{Lu} .,'’/-]{2,40}(?:, \p{L}+\.? \d{1,2})? ?(?:\([^()]{2,25}\) ?)?(?:--?|[–—―_]) /u,
  new RegExp(`^${AGENCY} ?(?:--|[–—―]) `, 'u'),
  /^[（(]?(?:新华社|中新社|中新网|央视网|人民网|本报|法新社|路透社)[^，。]{0,24}(?:电|讯|报道)[）)]?[：:，, ]?\s*(?:[（(][^）)]{0,20}[）)])?\s*/u,
  /^\p{Lu}[\p{L} .-]{2,30}(?:, \d{1,2}\.? \p{L}+\.?)? ?\((?:dpa|afp|ap|rtr|sid|kna|epd|efe|тасс|риа новости|интерфакс)(?:\/\w+)?\) ?(?:--?|[–—―.])? ?/iu,
  /^(?:МОСКВА|КИЕВ|МИНСК|\p{Lu}[\p{Lu} -]{2,25}),? \d{1,2} \p{L}+\.? ?(?:[–—-] )?(?:\/?(?:ТАСС|РИА Новости|Интерфакс)\/?\.? ?(?:[–—-] )?)?/u,
]

/**
 * How many leading UTF-16 units of a sentence are a dateline, agency tag or date stamp (`(CNN) -- `, `NEW DELHI (Reuters) - `)
 * and may be cut, with the white space behind them. 0 if there are none.
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

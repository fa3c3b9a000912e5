/** “On 3 May 2024, Ann wrote:” in the languages of common mail programs; it may be wrapped over two lines. */
const ATTRIBUTION =
  /^(?:on|am|le|el|il|op|em|den|в|\d{1,2}[./ ]|\d{4}-|(?:mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс)\p{L}*[,.]).{0,200}(?:wrote|schrieb(?: .{1,80})?|a écrit|escribió|ha scritto|schreef|escreveu|skrev|пишет|писал(?:\(?а\)?)?|написал(?:\(?а\)?)?)\s*:$/iu
/** What mail programs put above a message that is quoted whole. */
const ORIGINAL =
  /^-{2,}\s*(?:original message|ursprüngliche nachricht|originalnachricht|message d'origine|message original|mensaje original|messaggio originale|исходное сообщение)\s*-{2,}$|^_{20,}$/iu
const SENDER = /^\*?(?:from|von|de|da|van|от)\s*:\*?\s*\S/iu
const FORWARDED =
  /^-{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|пересланное сообщение)/iu
const MAILING_LIST = /^_{30,}$/u

/** A line of a mail's text, or a block of its HTML. */
type Line = string

/**
 * Where what the sender wrote ends: before a message that is quoted whole, a signature, the foot of a mailing list. Length of the list if
 * nothing follows. A forwarded message is what the mail is about, and stays.
 */
export function endOfOwnText(lines: readonly Line[]): number {
  for (const [index, line] of lines.entries()) {
    const text = line.trim()
    if (FORWARDED.test(text)) return lines.length
    // “-- ” by RFC 3676, 4.3; some programs drop the space.
    if (text === '--' || MAILING_LIST.test(text)) return index
    if (ORIGINAL.test(text)) return index
    if (SENDER.test(text) && lines.slice(index + 1, index + 6).some((next) => SENT.test(next.trim()))) return index
    const wrapped = `${text} ${lines[index + 1]?.trim() ?? ''}`
    if (ATTRIBUTION.test(text) || (ATTRIBUTION.test(wrapped) && !/:$/u.test(text)))
      if (!answersBelow(lines.slice(index + 1))) return index
  }
  return lines.length
}

const SENT = /^\*?(?:sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|verzonden|отправлено|дата)\s*:/iu

/** Whether something of one's own stands among or below what is quoted: an answer point by point. */
function answersBelow(lines: readonly Line[]): boolean {
  const quoted = lines.findIndex(isQuoted)
  if (quoted < 0) return false
  const own = lines.slice(quoted).filter((line) => line.trim() !== '' && !isQuoted(line))
  const [first] = own
  return first !== undefined && first.trim() !== '--' && !MAILING_LIST.test(first.trim())
}

export function isQuoted(line: Line): boolean {
  return /^\s*>/u.test(line)
}

/** What the sender of a mail wrote, out of its text: without quoted lines and what leads to them. All of it, if nothing else is left. */
export function ownTextOf(text: string): string {
  const lines = text.split('\n')
  const own = lines.slice(0, endOfOwnText(lines))
  const kept = own.filter((line, index) => {
    if (isQuoted(line)) return false
    return !(ATTRIBUTION.test(line.trim()) && isQuoted(own.slice(index + 1).find((later) => later.trim() !== '') ?? ''))
  })
  if (kept.some((line) => line.trim() !== '')) return kept.join('\n').trim()
  return lines
    .map((line) => line.replace(/^\s*(?:>\s?)+/u, ''))
    .join('\n')
    .trim()
}

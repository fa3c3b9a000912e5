import type { DateMention } from './dates.ts'

/** `2025`, `2025年`, `2025/26`; no part of a number or a code, and no amount that a sign follows or comes before. */
const YEAR =
  /(?<![\p{L}\p{N}$€£¥₹#]|\p{N}[.,:]|[$€£¥₹#]\s)((?:19|20)\d{2})(?:[/–-](\d{2}))?(?![\p{L}\p{N}]|[.,:]\p{N}|\s?[%‰$€£¥₹]|-\p{L})|(?<!\p{N})((?:19|20)\d{2})(?=\s?年)/gu

/** The years that a text names by themselves, in reading order, as dates (`iso` is `YYYY`); of `2025/26` the later one. */
export function findYears(text: string): DateMention[] {
  return [...text.matchAll(YEAR)].map(({ 0: matched, 1: year, 2: later, 3: chinese, index: start }) => {
    const first = year ?? chinese ?? ''
    const last = first.slice(0, 2) + (later ?? '')
    return { text: matched, start, end: start + matched.length, iso: last > first ? last : first }
  })
}

import type { Case } from './grounds.ts'

const QUOTED =
  /“([^“”]{2,400})”|"([^"]{2,400})"|«([^«»]{2,400})»|„([^“”„]{2,400})[“”]|「([^」]{2,200})」|『([^』]{2,200})』/gu

/** Quotations of the claim that do not stand so in its evidence; white space, the form of quotes and a last stop are no matter. */
export function inventedQuotations({ claim, evidence }: Case): string[] {
  const known = evidence.map(({ text }) => even(text))
  return [...claim.text.matchAll(QUOTED)].flatMap((match) => {
    const quoted = match.slice(1).find((group) => group !== undefined) ?? ''
    const parts = quoted.split(/\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*/u).map(even)
    return parts.every((part) => known.some((text) => text.includes(part))) ? [] : [quoted]
  })
}

function even(text: string): string {
  return text
    .replace(/[“”„«»"]/gu, '"')
    .replace(/[’‘]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^["\s]+|[\s".,!?。，]+$/gu, '')
    .toLowerCase()
}

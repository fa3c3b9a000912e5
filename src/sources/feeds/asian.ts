/** The characters that stand most often in running Chinese, in both ways of writing them (Jun Da's list of modern Chinese). */
const FREQUENT = new Set(
  '的一是不了在人有我他这個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心本前开開但因只从從想实實',
)
const KANA = /[\u3041-\u30fa]/u
const HANGUL = /[\uac00-\ud7a3]/u
const THAI = /[\u0e01-\u0e5b]/u

/** Encodings of East Asia, and how likely a letter of a text in one is of the kind that tells it. */
const TELLING: readonly (readonly [string, number, (letter: string) => boolean])[] = [
  // Half of Japanese is kana, a quarter of Chinese those characters; Korean and Thai are nothing else.
  ['euc-jp', 0.5, (letter) => KANA.test(letter)],
  ['shift_jis', 0.5, (letter) => KANA.test(letter)],
  ['euc-kr', 0.9, (letter) => HANGUL.test(letter)],
  ['gb18030', 0.25, (letter) => FREQUENT.has(letter)],
  ['big5', 0.25, (letter) => FREQUENT.has(letter)],
  ['windows-874', 0.95, (letter) => THAI.test(letter)],
]
const PLAUSIBLE = 0.6
const SAMPLE = 20_000

/** The text of bytes that say nothing of their encoding and are of no Western or Cyrillic one; undefined if they are of none of these. */
export function decodeAsian(bytes: Uint8Array): string | undefined {
  let best: { readonly text: string; readonly score: number } | undefined
  for (const [encoding, usual, tells] of TELLING) {
    const text = decodeWhole(encoding, bytes)
    if (text === undefined) continue
    const letters =
      text
        .slice(0, SAMPLE)
        .match(/\p{L}/gu)
        ?.filter((letter) => letter > '\x7f') ?? []
    const score = letters.filter(tells).length / Math.max(1, letters.length) / usual
    if (score > (best?.score ?? PLAUSIBLE)) best = { text, score }
  }
  return best?.text
}

function decodeWhole(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

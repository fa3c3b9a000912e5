/** Of five letters one may be wrong. */
const SLIP = 0.8

/** Whether two words, in one spelling, are the same but for a slip of the fingers. Another number is another thing, not a slip. */
export function isSlip(a: string, b: string): boolean {
  return sameLetters(a, b, SLIP) >= SLIP && digitsOf(a) === digitsOf(b)
}

/** Of four letters one is a quarter: too much for `isSlip`, yet the slip that is made most. */
const SHORT = 4

/**
 * Whether two words of four letters are the same but for one letter, or for two neighbours that are swapped. Many names are as near to
 * another (Iran, Iraq), so a letter makes one worth offering only, where nothing fits better.
 */
export function isShortSlip(a: string, b: string): 'swapped' | 'letter' | undefined {
  if (!isShort(a) || !isShort(b) || a === b) return undefined
  if (swapsOf(a).includes(b)) return 'swapped'
  return sameLetters(a, b) === 1 - 1 / SHORT ? 'letter' : undefined
}

/** What a word of four letters is with two neighbours swapped; nothing for any other. */
export function swapsOf(word: string): string[] {
  if (!isShort(word)) return []
  const letters = [...word]
  const swapped = letters
    .slice(1)
    .map((letter, index) => letters.with(index, letter).with(index + 1, letters[index] ?? ''))
  return [...new Set(swapped.map((each) => each.join('')))].filter((each) => each !== word)
}

function isShort(word: string): boolean {
  return /^\p{L}{4}$/u.test(word)
}

/**
 * 0 … 1: the share of letters that need no edit, an edit being a letter too many, too few, another one, or two swapped. What is surely
 * under `least` comes out as 0, since most of what is compared is nothing like it.
 */
export function sameLetters(a: string, b: string, least = 0): number {
  const [left, right] = [[...a], [...b]]
  const longest = Math.max(left.length, right.length)
  const shareOf = (edits: number) => 1 - edits / longest
  // Rounded alike on both sides: one edit of five leaves just 0.8.
  if (longest === 0 || shareOf(Math.abs(left.length - right.length)) < least) return 0
  return shareOf(editDistance(left, right))
}

export function digitsOf(text: string): string {
  return text.replace(/\P{N}+/gu, '-')
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau–Levenshtein, restricted). */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}

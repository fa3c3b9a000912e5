/** Endings by length; an ending is cut only if more than one letter stays. */
const ENDINGS: readonly ReadonlySet<string>[] = [
  'ाएंगी ाएंगे ाऊंगी ाऊंगा ाइयों ाइयां',
  'ाएगी ाएगा ाओगी ाओगे एंगी ेंगी एंगे ेंगे ूंगी ूंगा ातीं नाओं नाएं ताओं ताएं ियों ियां',
  'ाकर ाइए ाईं ाया ेगी ेगा ोगी ोगे ाने ाना ाते ाती ाता तीं ाओं ाएं ुओं ुएं ुआं',
  'कर ाओ िए ाई ाए ने नी ना ते ीं ती ता ां ों ें',
  'ो े ू ु ी ि ा',
].map((endings) => new Set(endings.split(' ')))

/** The light Hindi stemmer of A. Ramanathan and D. Rao (2003), on words with nukta and chandrabindu folded. */
export function stemHindi(norm: string): string {
  for (const [index, endings] of ENDINGS.entries()) {
    const length = ENDINGS.length - index
    if (norm.length > length + 1 && endings.has(norm.slice(-length))) return norm.slice(0, -length)
  }
  return norm
}

/**
 * The same text as corpora of tokenised text have it: marks set apart by spaces, some final stops gone (as in captions),
 * half of the texts in lower case. Learning from both forms keeps the weights from leaning on capitals and full stops.
 */
export function spaceAsTreebank(text: string, random: () => number): string {
  const spaced = text
    .replace(/([.!?])(["”']?)(\s+)(?=["“'A-Z])/g, (_, stop: string, quote: string) =>
      random() < 0.1 ? `${quote} . ` : ` ${stop} ${quote} `,
    )
    .replace(/([,;:()"“”])/g, ' $1 ')
    .replace(/(\w)('s|n't)\b/g, '$1 $2')
    .replace(/(\w)-(?=\w)/g, '$1 - ')
    .replace(/[.!?]\s*$/, ' $&')
    .replace(/[ \t]+/g, ' ')
  return random() < 0.5 ? spaced.toLowerCase() : spaced
}

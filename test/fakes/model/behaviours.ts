import type { Behaviour, ModelRequest } from './server.ts'

/** A sentence of the documents as the model is shown it. */
export interface ShownSentence {
  readonly number: number
  readonly text: string
}

export function sentencesShown({ prompt }: Pick<ModelRequest, 'prompt'>): ShownSentence[] {
  const fenced = prompt.slice(prompt.lastIndexOf(' begin\n'))
  return [...fenced.matchAll(/^\[(\d+)\] (.+)$/gmu)].map(([, number, text = '']) => ({ number: Number(number), text }))
}

/** What is asked for, by the prompt. */
export function askedFor({
  prompt,
}: Pick<ModelRequest, 'prompt'>): 'brief' | 'update' | 'select' | 'answer' | 'repair' {
  if (prompt.startsWith('Write a brief')) return 'brief'
  if (prompt.startsWith('Readers of this topic know')) return 'update'
  if (prompt.startsWith('The documents are one section')) return 'select'
  return prompt.startsWith('Answer this question') ? 'answer' : 'repair'
}

/** A model that does as it is told, in the words of the documents. */
export function writeWell(request: ModelRequest): Behaviour {
  const [first, ...others] = sentencesShown(request)
  if (first === undefined) return { kind: 'says', text: {} }
  const claim = ({ number, text }: ShownSentence) => ({ text, sentences: [number] })
  switch (askedFor(request)) {
    case 'brief': {
      const headline = first.text.split(' ').slice(0, 9).join(' ').replace(/[,.]$/u, '')
      const points = others.slice(0, 3).map(claim)
      return {
        kind: 'says',
        text: { headline: { text: headline, sentences: [first.number] }, bottomLine: claim(first), points, next: [] },
      }
    }
    case 'update':
      return { kind: 'says', text: { news: [first, ...others].slice(0, 3).map(claim) } }
    case 'select':
      return { kind: 'says', text: { sentences: [first, ...others].slice(0, 5).map(({ number }) => number) } }
    case 'answer':
      return { kind: 'says', text: { answered: true, claims: [claim(first)] } }
    case 'repair':
      return { kind: 'says', text: { claims: [] } }
  }
}

/** As `writeWell`, with one point of the brief, or the answer, as given. */
export function writeWith(claim: { readonly text: string; readonly sentences: readonly number[] }) {
  return (request: ModelRequest): Behaviour => {
    const well = writeWell(request)
    if (well.kind !== 'says' || typeof well.text === 'string') return well
    if (askedFor(request) === 'brief') return { kind: 'says', text: { ...well.text, points: [claim] } }
    if (askedFor(request) === 'update') return { kind: 'says', text: { news: [claim] } }
    if (askedFor(request) === 'answer') return { kind: 'says', text: { answered: true, claims: [claim] } }
    return well
  }
}

/** As `writeWell`, with the JSON sent another way. */
export function wrapping(wrap: (json: string) => Behaviour) {
  return (request: ModelRequest): Behaviour => {
    const well = writeWell(request)
    return well.kind === 'says' ? wrap(JSON.stringify(well.text)) : well
  }
}

import type { Block, FoundDocument } from '../../core/document.ts'

/** What a reader of one format makes of a text: a document that has no place yet. */
export type Draft = Omit<FoundDocument, 'location' | 'topic'>

/** A draft whose blocks are still being gathered; `undefined` stands for what the text does not say. */
export interface DraftParts {
  readonly title?: string | undefined
  readonly date?: string | undefined
  readonly language?: string | undefined
  readonly link?: string | undefined
  readonly blocks: readonly Block[]
}

/** A draft without the parts that are not known. A first heading that only repeats the title is left out. */
export function composeDraft({ title, date, language, link, blocks }: DraftParts): Draft {
  const [first, ...rest] = blocks
  const repeats = title !== undefined && first?.kind === 'heading' && evenOut(first.text) === evenOut(title)
  return {
    ...(title === undefined ? {} : { title }),
    ...(date === undefined ? {} : { date }),
    ...(language === undefined ? {} : { language }),
    ...(link === undefined ? {} : { link }),
    blocks: repeats ? rest : blocks,
  }
}

/** The address itself if it is one that people may be sent to: http or https, without credentials. */
export function webAddress(address: string | undefined): string | undefined {
  const trimmed = address?.trim() ?? ''
  if (!/^https?:\/\//iu.test(trimmed) || !URL.canParse(trimmed)) return undefined
  const url = new URL(trimmed)
  return url.username === '' && url.password === '' ? url.href : undefined
}

/** The primary subtag of a BCP 47 tag (`pt` of `pt-BR`); undefined for what is not one. */
export function primaryLanguage(tag: string | undefined): string | undefined {
  const subtag = /^([a-z]{2,3})(?:[-_][a-z0-9]+)*$/iu.exec(tag?.trim() ?? '')?.[1]?.toLowerCase()
  return subtag === undefined || subtag === 'und' ? undefined : subtag
}

function evenOut(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase()
}

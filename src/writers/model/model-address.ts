/** Which model, and how it is reached. */
export interface ModelAddress {
  readonly provider: 'anthropic' | 'openai' | 'google' | 'compatible'
  /** As the provider calls it. */
  readonly model: string
  /** Absent only where a server of one's own wants none. */
  readonly key?: string
  /** Base address of the API; the provider's own if absent. */
  readonly url?: string
}

/** Given in so many words, since the SDK would else read them, and keys, from the environment. */
const HOMES = {
  anthropic: 'https://api.anthropic.com/v1',
  openai: 'https://api.openai.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
  compatible: 'http://localhost:11434/v1',
} as const

/** The model as accounts and briefs call it. */
export function nameOfModel({ provider, model }: ModelAddress): string {
  return provider === 'compatible' ? model : `${provider}/${model}`
}

/** Where requests go. */
export function homeOf({ provider, url }: ModelAddress): string {
  return (url ?? HOMES[provider]).replace(/\/+$/u, '')
}

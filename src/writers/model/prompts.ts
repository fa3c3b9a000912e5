import { readFileSync } from 'node:fs'
import { stableId } from '../../core/document.ts'

const NAMES = ['rules', 'brief', 'headline', 'update', 'select', 'answer', 'repair'] as const
export type PromptName = (typeof NAMES)[number]

/** The prompts that stand beside this file, read once. */
export interface Prompts {
  /** With each {{name}} replaced. Throws on a name that is not given: a prompt with a hole in it would be sent. */
  fill(prompt: PromptName, values: Readonly<Record<string, string>>): string
  /** Another for any change of any prompt. */
  readonly version: string
}

export function readPrompts(): Prompts {
  const texts = new Map(
    NAMES.map((name) => [name, readFileSync(new URL(`./prompts/${name}.md`, import.meta.url), 'utf8').trim()]),
  )
  return {
    version: stableId(...texts.values()),
    fill(prompt, values) {
      return (texts.get(prompt) ?? '').replace(/\{\{(\w+)\}\}/gu, (_, name: string) => {
        const value = values[name]
        if (value === undefined) throw new Error(`the prompt ${prompt} wants a value for ${name}`)
        return value
      })
    },
  }
}

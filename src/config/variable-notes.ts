import { z } from 'zod'

/** What people need to know of a variable, beside its schema. */
export interface VariableNotes {
  readonly group: 'Slack' | 'Discord' | 'Desk' | 'Model'
  /** What it does; one line of plain text. */
  readonly meaning: string
  /** Where its value is found or what it looks like; also told to whoever got it wrong. */
  readonly hint: string
  /** What the desk takes if it is not set, as people would write it. */
  readonly standard?: string
}

/** Notes on each variable of the schema. */
export const NOTES = z.registry<VariableNotes>()

/** The form of an http(s) address. */
export function address() {
  return z.string().refine((value) => /^https?:\/\//iu.test(value) && URL.canParse(value), 'is not a web address')
}

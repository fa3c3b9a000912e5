import { open, readFile, realpath, rename, rm } from 'node:fs/promises'
import { InputError } from '../core/errors.ts'
import { codeOf, faultOfPath } from '../core/file-fault.ts'
import { printEnvironmentExample, type Variable } from './variables.ts'

/** Only who runs the desk may read its tokens. */
const MODE = 0o600

export type Values = Readonly<Partial<Record<Variable, string>>>

/**
 * The text of a `.env` file with these values, everything else as it was. A variable that is set is set anew where it stands; one that stands
 * there as a comment (`#NAME=`) comes in its place; any other at the end. Values have no white space and no quotes.
 */
export function withVariables(text: string, values: Values): string {
  return Object.entries(values).reduce((before, [name, value]) => {
    const line = `${name}=${value}`
    const set = new RegExp(`^([^\\S\\n]*(?:export[^\\S\\n]+)?)${name}[^\\S\\n]*=.*$`, 'gmu')
    if (set.test(before)) return before.replace(set, (_whole, lead: string) => lead + line)
    const comment = new RegExp(`^#[^\\S\\n]*${name}=.*$`, 'mu')
    if (comment.test(before)) return before.replace(comment, () => line)
    return `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${line}\n`
  }, text)
}

/** The names of the variables that a `.env` file sets. */
export function namesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^\s*(?:export\s+)?(\w+)\s*=/gmu)].map(([, name = '']) => name))
}

/** The text of the file; undefined if there is none. Throws `InputError` if it may not be read. */
export async function readEnvFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new InputError(`${path} cannot be read: ${faultOfPath(error)}.`, { cause: error })
  }
}

/**
 * Puts values into the file, which only its owner may then read; where there is none, into a copy of `.env.example`. The file is replaced
 * in one step, so that whatever happens it is the old one or the new one. Throws `InputError` if it cannot be written.
 */
export async function saveVariables(path: string, values: Values): Promise<void> {
  const text = withVariables((await readEnvFile(path)) ?? printEnvironmentExample(), values)
  // A link stays a link.
  const target = await realpath(path).catch(() => path)
  const draft = `${target}.${process.pid}.tmp`
  try {
    const file = await open(draft, 'wx', MODE)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw new InputError(`${path} cannot be written: ${faultOfPath(error)}. It is as it was.`, { cause: error })
  }
}

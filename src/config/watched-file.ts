import { readFileSync, statSync } from 'node:fs'
import { codeOf, faultOfPath } from '../core/file-fault.ts'

/** 1 MB; settings are a few lines. */
const LARGEST_FILE = 1024 * 1024

/**
 * What a look at a file brought: its text, that there is none, or why it cannot be read; `hidden` where its folder may not be searched, so
 * that nobody knows whether there is such a file.
 */
export type FileContent =
  | { readonly text: string }
  | { readonly absent: true }
  | { readonly trouble: string }
  | { readonly hidden: true }

/** One file that is looked at again and again. */
export interface WatchedFile {
  /** What changed since the last look that told of a change; undefined if nothing did, or if it is not certain yet. */
  look(): FileContent | undefined
  /** Whether a change has been seen that is not told yet. */
  readonly pending: boolean
}

/**
 * A file whose changes are told once it looks the same twice in a row, so that neither a half-written file nor the moment in which an
 * editor replaces it is mistaken for what was meant; at the first look, what is there is told at once if `trusting`. Looks are synchronous:
 * one costs a few microseconds, and hundreds of them a second must cost next to nothing.
 */
export function createWatchedFile(path: string, trusting: boolean): WatchedFile {
  let told = trusting ? undefined : ABSENT
  let last = told

  return {
    get pending() {
      return last !== told
    },
    look() {
      const now = signatureOf(path)
      if (now === told) {
        last = now
        return undefined
      }
      const certain = now === last || (told === undefined && trusting)
      last = now
      if (!certain) return undefined
      const content = contentOf(path, now)
      // It changed between the two: the next look will see.
      if (signatureOf(path) !== now) return undefined
      told = now
      return content
    },
  }
}

const ABSENT = 'absent'
const HIDDEN: ReadonlySet<string> = new Set(['refused EACCES', 'refused EPERM'])

function contentOf(path: string, signature: string): FileContent {
  if (signature === ABSENT) return { absent: true }
  return HIDDEN.has(signature) ? { hidden: true } : readContent(path)
}

function signatureOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return ABSENT
    return [stats.size, stats.mtimeMs, stats.ctimeMs, stats.ino, stats.mode].join(' ')
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOTDIR' || code === 'ENOENT' ? ABSENT : `refused ${code}`
  }
}

function readContent(path: string): FileContent {
  try {
    const stats = statSync(path)
    if (!stats.isFile()) return { trouble: 'it is not an ordinary file; make it one' }
    if (stats.size > LARGEST_FILE) return { trouble: 'it is larger than 1 MB; settings are a few lines' }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EACCES' || code === 'EPERM')
      return { trouble: 'it may not be read; give the desk permission to read it' }
    if (error instanceof TypeError) return { trouble: 'its encoding is not UTF-8; save it as UTF-8' }
    return { trouble: `it cannot be read: ${faultOfPath(error)}` }
  }
}

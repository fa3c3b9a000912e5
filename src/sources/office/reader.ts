import { createParser } from '../sandbox/parser.ts'
import type { Paper, PaperBytes } from './paper.ts'

/** Reads papers in a child process, since they may be made to do harm. */
export interface PaperReader {
  /** Throws `InputError`: it holds no text, is encrypted or damaged, or took too long or too much memory. */
  read(paper: PaperBytes): Promise<Paper>
  close(): void
}

const MEMORY_MB = 280
const TIMEOUT_MS = 30_000

/** Costs nothing until the first paper is read. */
export function createPaperReader(): PaperReader {
  const entry = new URL('child.ts', import.meta.url)
  const parser = createParser<PaperBytes, Paper>({ entry, memoryMb: MEMORY_MB, timeoutMs: TIMEOUT_MS })
  return { read: (paper) => parser.parse(paper), close: () => parser.close() }
}

import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

const row = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string().min(1),
  title: z.string().optional(),
  language: z.string().optional(),
  weight: z.number().positive().optional(),
  references: z.array(z.string()).min(1),
})

/** A text and what people wrote as its summary. */
export type TrainingExample = z.infer<typeof row>

/**
 * Reads JSON lines, gzipped if the name ends in `.gz`.
 * @throws {Error} naming the file and line that is not {text, references}
 */
export function readExamples(file: string): TrainingExample[] {
  const bytes = readFileSync(file)
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n')
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return []
    const parsed = row.safeParse(JSON.parse(line))
    if (!parsed.success) throw new Error(`${file}:${at + 1}: ${z.prettifyError(parsed.error)}`)
    return [parsed.data]
  })
}

import { serveParser } from '../sandbox/serving.ts'
import type { Paper, PaperBytes } from './paper.ts'

// Each format's library is loaded when the first file of that format comes.
serveParser<PaperBytes, Paper>(async ({ format, bytes }) => {
  if (format === 'pdf') return (await import('./pdf/pdf.ts')).readPdf(bytes)
  if (format === 'docx') return (await import('./docx.ts')).readDocx(bytes)
  return (await import('./eml.ts')).readEml(bytes)
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { decodeText } from '../../src/sources/text/decoding.ts'
import { EXTRACTORS } from './extractors.ts'
import { type Overlap, overlapOf, precisionOf, recallOf, scoreOf } from './shingles.ts'

const help = `Measures how truly the text of news pages is read, beside plain Readability.

  node bench/pages/main.ts --data FOLDER [--each] [--show ID] [--predictions NAME=FILE …]

  --data         a folder laid out like github.com/scrapinghub/article-extraction-benchmark: ground-truth.json, html/ID.html.gz
  --each         the pages that are read worst, too
  --show         what is read of one page
  --predictions  another extractor's texts, laid out like ground-truth.json
`

const TEXTS = z.record(z.string(), z.looseObject({ articleBody: z.string().nullish() }))

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    each: { type: 'boolean', default: false },
    show: { type: 'string' },
    predictions: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
})
const say = (words: string) => void process.stdout.write(`${words}\n`)

if (values.help || values.data === undefined) say(help)
else if (values.show !== undefined) await show(values.data, values.show)
else await measure(values.data)

async function measure(folder: string): Promise<void> {
  const truth = await readTexts(join(folder, 'ground-truth.json'))
  say(`${truth.size} pages`)
  for (const [name, extract] of Object.entries(EXTRACTORS)) {
    const began = performance.now()
    const overlaps = new Map<string, Overlap>()
    for (const [id, text] of truth) overlaps.set(id, overlapOf(text, await extract(await readPage(folder, id))))
    report(name, overlaps, `${Math.round((performance.now() - began) / truth.size)} ms a page`)
  }
  for (const given of values.predictions) {
    const [name = '', file = ''] = given.split('=')
    const found = await readTexts(file)
    report(name, new Map([...truth].map(([id, text]) => [id, overlapOf(text, found.get(id) ?? '')])), '')
  }
}

function report(name: string, overlaps: ReadonlyMap<string, Overlap>, remark: string): void {
  const { precision, recall, f1 } = scoreOf([...overlaps.values()])
  const figures = [`F1 ${f1.toFixed(3)}`, `precision ${precision.toFixed(3)}`, `recall ${recall.toFixed(3)}`]
  say(`${name.padEnd(14)} ${figures.join('  ')}  ${remark}`)
  if (!values.each) return
  const worst = [...overlaps].sort(([, a], [, b]) => a.both - b.both).slice(0, 25)
  for (const [id, overlap] of worst) say(`  ${precisionOf(overlap).toFixed(2)} ${recallOf(overlap).toFixed(2)} ${id}`)
}

async function show(folder: string, id: string): Promise<void> {
  const html = await readPage(folder, id)
  say(`── true ──\n${(await readTexts(join(folder, 'ground-truth.json'))).get(id)}`)
  for (const [name, extract] of Object.entries(EXTRACTORS)) say(`── ${name} ──\n${await extract(html)}`)
}

async function readTexts(file: string): Promise<Map<string, string>> {
  const texts = TEXTS.parse(JSON.parse(await readFile(file, 'utf8')))
  return new Map(Object.entries(texts).map(([id, { articleBody }]) => [id, articleBody ?? '']))
}

async function readPage(folder: string, id: string): Promise<string> {
  const decoded = decodeText(gunzipSync(await readFile(join(folder, 'html', `${id}.html.gz`))), { html: true })
  return 'text' in decoded ? decoded.text : ''
}

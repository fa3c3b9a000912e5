import { writeFile } from 'node:fs/promises'
import { readEnvironment } from '../../src/config/environment.ts'
import type { Brief, Claim } from '../../src/core/brief.ts'
import type { Happening } from '../../src/core/happening.ts'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import { moneyOf } from '../../src/core/usage.ts'
import { openStore } from '../../src/store/store.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { openModelWriter } from '../../src/writers/model/opening.ts'
import { writeWell } from '../../test/fakes/model/behaviours.ts'
import { startFakeModel } from '../../test/fakes/model/server.ts'
import { fixtureNames, readFixture } from '../../test/writers/extractive/documents.ts'

/**
 * The briefs of the fixtures by both writers, side by side in one file for reading:
 *
 *   BRIEF_MODEL=… node bench/writers/main.ts FILE.md
 *
 * Without a model in the environment a local server stands in for one. It copies sentences, so that the file then shows the way of a
 * brief through the check, and nothing of what a model writes.
 */
const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('say into which file, as in: node bench/writers/main.ts /tmp/briefs.md')

const { model: settings } = readEnvironment(process.env)
const standIn = settings === undefined ? await startFakeModel() : undefined
standIn?.behave(writeWell)
const store = await openStore({ file: ':memory:', role: 'owner', tokenize: searchTokens })
await store.migrate()
const extractive = createExtractiveWriter()
const happenings: Happening[] = []
const quiet = { error() {}, warn: (words: string) => void process.stderr.write(`${words}\n`), info() {}, debug() {} }
const model = await openModelWriter(
  settings ?? {
    provider: 'compatible',
    model: 'a stand-in that copies sentences',
    url: standIn?.url ?? '',
    budget: {},
    price: { in: 0, out: 0 },
    timeoutMs: 10_000,
  },
  {
    store,
    fallback: extractive,
    now: () => new Date(),
    log: quiet,
    observe: (happening) => void happenings.push(happening),
  },
)

const parts = ['# Briefs of the fixtures by both writers\n']
if (standIn !== undefined) {
  parts.push(
    '**No model was set up. A local server stood in for one and copied sentences: this is not what a model writes.**\n',
  )
}
for (const name of fixtureNames) {
  const documents = await readFixture(name)
  if (documents.length === 0) continue
  const [plain, worded] = [await extractive.brief(name, documents), await model.brief(name, documents)]
  parts.push(`## ${name}\n`, table(plain, worded), '')
}
const checked = happenings.flatMap((happening) =>
  happening.kind === 'model' && happening.outcome === 'written' ? [happening.claims] : [],
)
const sum = (of: 'checked' | 'repaired' | 'replaced') => checked.reduce((total, claims) => total + claims[of], 0)
const spent = await store.usageSince('1970-01-01')
const cost = spent.reduce((total, { micros }) => total + micros, 0)
parts.push(
  `Claims checked: ${sum('checked')}, repaired: ${sum('repaired')}, replaced: ${sum('replaced')}. Briefs without the model: ${happenings.length - checked.length}. Cost: ${moneyOf(cost).toFixed(2)}.`,
)
await writeFile(file, `${parts.join('\n')}\n`)
await standIn?.stop()
await store.close()
process.stdout.write(`${parts.at(-1)}\n`)

function table(plain: Brief, worded: Brief): string {
  const rows = [
    ['', 'extractive', worded.fallback === undefined ? worded.writer : `none (${worded.fallback})`],
    ['---', '---', '---'],
    ['headline', cell([plain.headline]), cell([worded.headline])],
    ['bottom line', cell([plain.bottomLine]), cell([worded.bottomLine])],
    ['points', cell(plain.points), cell(worded.points)],
    ['next', cell(plain.next), cell(worded.next)],
  ]
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function cell(claims: readonly Claim[]): string {
  return claims.map(({ text }) => text.replaceAll('|', String.raw`\|`).replace(/\s+/gu, ' ')).join('<br>')
}

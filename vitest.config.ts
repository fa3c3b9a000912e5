import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Test files that start processes, or play with the clock of their own: whatever they leave behind, no other file meets it. */
const ALONE = [
  ...['crash', 'end-to-end', 'simulation'].map((folder) => `test/${folder}/**/*.test.ts`),
  // Node's own fetch takes no form of Node's own once any version of undici has been loaded beside it.
  'test/fakes/discord/messages.test.ts',
  ...filesThatFake(),
]

/**
 * Longest first: what is started late and takes long keeps one core busy while the other has nothing left to do. The crash run, whose
 * desks live forty times as fast as the clock, has those beside it that mostly wait.
 */
const LONGEST = [
  'test/crash/crash.test.ts',
  'test/end-to-end/thread.test.ts',
  'test/end-to-end/takeover.test.ts',
  'test/end-to-end/backfill.test.ts',
  'test/end-to-end/hostile.test.ts',
  'test/store/postgres.test.ts',
  'test/simulation/year.test.ts',
  'test/store/sqlite.test.ts',
  'test/sources/office/reader.test.ts',
  'test/check.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const place = LONGEST.indexOf(relative(project.config.root, moduleId).replaceAll('\\', '/'))
      // Those that share a process come in a row: it is kept for as long as no other comes between.
      return place >= 0 ? place : LONGEST.length + (project.config.isolate ? 0 : 1)
    }
    const rest = await super.sort(files)
    return rest.sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    globalSetup: 'test/postgres-server.ts',
    // One more than there are cores: many of the long tests wait, for a lease, a connection, a process of their own.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE, isolate: true } },
      // Most of the time that a small test file takes goes into loading what it imports: files that share a process load it once.
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
    ],
    // Real sockets and a real database: a hang must fail by name, not stall the whole run.
    testTimeout: 20_000,
    // Real sockets on a busy machine lose a race now and then; what fails twice is broken.
    retry: 1,
    hookTimeout: 60_000,
    // The framework under test must not inherit a developer's own tokens.
    env: { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', DISCORD_TOKEN: '', DATABASE_URL: '' },
  },
})

function filesThatFake(): string[] {
  const fakes = /\bvi\.(?:useFakeTimers|spyOn|mock|doMock|stubGlobal|stubEnv)\b/u
  return globSync('test/**/*.test.ts').filter((file) => fakes.test(readFileSync(file, 'utf8')))
}

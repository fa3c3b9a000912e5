import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Check } from '../../../src/core/check.ts'
import { SCOPES } from '../../../src/platforms/slack/manifest.ts'
import { openFolder, runCommand } from '../../end-to-end/running-process.ts'
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from '../../fakes/discord/server.ts'
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../../fakes/slack/fake-slack.ts'

/** A desk's folder and settings, with the fake platforms that a test opens. */
export interface DoctorStage {
  readonly folder: string
  readonly env: Record<string, string>
  slack: FakeSlack | undefined
  discord: FakeDiscord | undefined
  /** Everything that was printed, to be searched for credentials. */
  printed: string
  /** Puts a file into the briefs folder. */
  putFile(path: string, text: string): Promise<void>
  /** A desk.yaml with one digest, which goes there daily. */
  order(channel: string, topics?: string): Promise<void>
  /** These start a fake platform and set the desk up for it. */
  openSlack(options?: FakeSlackOptions): Promise<FakeSlack>
  openDiscord(options?: FakeDiscordOptions): Promise<FakeDiscord>
  /** `attache doctor --json`: the exit code, and every check that is not good. */
  examine(): Promise<{ code: number; checks: Check[]; bad: Check[] }>
  /** The only fault there is: where it lies and what is said of it. */
  expectFault(what: string | RegExp, words: RegExp): Promise<void>
  /** No fault, and this remark. */
  expectNote(what: string, words: RegExp): Promise<void>
  /** Stops everything, and looks through what was printed. */
  end(): Promise<void>
}

/** One document, and no platform. */
export async function openDoctorStage(): Promise<DoctorStage> {
  const { path: folder, remove } = await openFolder()
  const env: Record<string, string> = {
    ATTACHE_BRIEFS: join(folder, 'briefs'),
    ATTACHE_DATA: join(folder, 'data'),
    ATTACHE_HTTP: 'off',
  }
  const stage: DoctorStage = {
    folder,
    env,
    slack: undefined,
    discord: undefined,
    printed: '',
    async putFile(path, text) {
      const file = join(folder, 'briefs', path)
      await mkdir(join(file, '..'), { recursive: true })
      await writeFile(file, text)
      // A file that is a moment old is taken to be still in the writing.
      const before = new Date(Date.now() - 60_000)
      await utimes(file, before, before)
    },
    order: (channel, topics = 'all') =>
      stage.putFile('desk.yaml', `digests:\n  - { channel: "${channel}", topics: ${topics}, at: "0 8 * * *" }\n`),
    async openSlack(options = {}) {
      const slack = await startFakeSlack({ scopes: SCOPES.map(({ scope }) => scope), ...options })
      stage.slack = slack
      slack.addChannel({ id: 'C1', name: 'briefings' })
      Object.assign(env, {
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
      })
      return slack
    },
    async openDiscord(options = {}) {
      const discord = await startFakeDiscord(options)
      stage.discord = discord
      Object.assign(env, { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl })
      return discord
    },
    async examine() {
      const { code, out, err } = await runCommand(['doctor', '--json'], env)
      stage.printed += out + err
      const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: Check[] }
      expect(ok).toBe(code === 0)
      return { code, checks, bad: checks.filter(({ state }) => state === 'mend') }
    },
    async expectFault(what, words) {
      const { code, bad } = await stage.examine()
      expect(bad).toEqual([{ what: expect.stringMatching(what), state: 'mend', words: expect.stringMatching(words) }])
      expect(code).toBe(1)
    },
    async expectNote(what, words) {
      const { code, checks, bad } = await stage.examine()
      expect(bad).toEqual([])
      expect(code).toBe(0)
      expect(checks).toContainEqual({ what, state: 'note', words: expect.stringMatching(words) })
    },
    async end() {
      for (const secret of ['fake-bot-token', 'fake-app-token', 'discord.token', 'wrong-one', 'hush-hush'])
        expect(stage.printed).not.toContain(secret)
      await stage.slack?.stop()
      await stage.discord?.stop()
      await remove()
    },
  }
  await stage.putFile('varna/a.txt', 'The harbour of Varna was closed on Monday after a storm.')
  return stage
}

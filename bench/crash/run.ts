import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { searchTokens } from '../../src/core/language/search-tokens.ts'
import { openStore } from '../../src/store/store.ts'
import { type Random, seededRandom } from '../lookup/random.ts'
import { CLOCK_VARIABLE, type FastClock, realSpan, shownAt } from './clock.ts'
import { postgresCommitLock, sqliteCommitLock } from './commit-lock.ts'
import { createDeskProcess, type DeskProcess } from './desk-process.ts'
import { type Door, historyClosed, openDoor } from './door.ts'
import { CHOSEN_MOMENTS, createMishaps, type Mishaps, type Moment } from './mishaps.ts'
import { createNewsroom } from './newsroom.ts'
import { createArchive } from './posts.ts'
import { createReaders } from './readers.ts'
import { deskFileOf, openPlatforms } from './rooms.ts'
import { judge, type Verdict } from './verdict.ts'

export interface CrashOptions {
  readonly kills: number
  /** Connection string of an empty PostgreSQL database, which three desks share; without one, one desk keeps a SQLite file. */
  readonly postgres?: string
  readonly seed: number
  /** How many times as fast as the machine's clock the desks and platforms live. */
  readonly speed: number
  /** Channels on each platform. */
  readonly channels: number
  readonly say: (words: string) => void
}

/** What a run came to. */
export interface CrashReport {
  readonly verdict: Verdict
  readonly kills: ReadonlyMap<Moment, number>
  /** Calls that went wrong without a kill, by what it was. */
  readonly mishaps: ReadonlyMap<string, number>
  readonly channels: number
  readonly blindChannels: number
  readonly documents: number
  readonly questions: number
  readonly deliveries: number
  readonly sends: number
  readonly looks: number
  /** Processes that ended without being killed, which none should. */
  readonly collapses: number
  /** Of the machine's clock, in milliseconds. */
  readonly wallMs: number
  /** Of the desks' clock, in milliseconds. */
  readonly deskMs: number
}

const START = Date.parse('2026-11-24T06:00:00Z')
const DESKS_ON_POSTGRES = 3
const DOCUMENTS_AT_FIRST = 6
const DOCUMENTS_A_KILL = 3
const QUESTIONS_A_KILL = 1
/** Of the machine's clock: how often documents are dropped, questions asked and messages read. */
const BEAT_MS = 60
/** Of the desks' clock: how long a chosen moment is waited for before the process is killed all the same. */
const TRAP_MS = 50_000
const LONGEST_RANDOM_MS = 24_000
/** Shares of kills: at no chosen moment; with the process kept down for a while; with another process killed in the same moment. */
const RANDOM_KILLS = 0.3
const LONG_OUTAGES = 0.15
const PAIRS = 0.3
/** Of the desks' clock: how long a killed process stays down. */
const SHORT_OUTAGE_MS = 4_000
const LONG_OUTAGE_MS = 50_000
const UP_WITHIN_MS = 60_000
/**
 * What is still owed is lost once nothing has moved for so long, on the desks' clock: the outbox pauses for a quarter of an hour at the
 * most, and a channel whose history is closed waits for each of its messages until the desk has given up looking.
 */
const STANDSTILL_MS = 25 * 60_000
/** Of the machine's clock: even what moves is lost by then. */
const SETTLE_WITHIN_MS = 15 * 60_000

/**
 * Runs real desks against both fake platforms and kills them, then lets everything settle and compares what people can read with what was
 * owed. The folder it works in is removed at the end.
 */
export async function runCrash(options: CrashOptions): Promise<CrashReport> {
  const folder = await mkdtemp(join(tmpdir(), 'attache-crash-'))
  const startedAt = Date.now()
  const clock: FastClock = { from: startedAt, shown: START, speed: options.speed }
  const now = () => shownAt(clock, Date.now())
  const platforms = await openPlatforms(options.channels, now)
  const briefs = join(folder, 'briefs')
  const file = join(folder, 'data', 'attache.db')
  await mkdir(briefs)
  await writeFile(join(briefs, 'desk.yaml'), deskFileOf(platforms.rooms))
  const random = seededRandom(options.seed)
  const { postgres } = options
  const lock = postgres === undefined ? sqliteCommitLock(file) : postgresCommitLock(postgres)
  const mishaps = createMishaps(clock, random, lock)
  const doors: Door[] = []
  const desks: DeskProcess[] = []
  for (let number = 1; number <= (postgres === undefined ? 1 : DESKS_ON_POSTGRES); number++) {
    const name = `desk ${number}`
    const { slack, discord } = platforms
    const door = await openDoor({
      slack: slack.apiUrl,
      discord: discord.apiUrl,
      async decide(call) {
        const isClosed =
          call.errand === 'look' && call.channel !== undefined && platforms.isBlindOnDiscord(call.channel)
        if (isClosed) call.reply(historyClosed())
        else await mishaps.decide(name, call)
      },
    })
    doors.push(door)
    const env = {
      [CLOCK_VARIABLE]: JSON.stringify(clock),
      ATTACHE_BRIEFS: briefs,
      ATTACHE_DATA: join(folder, 'data'),
      ATTACHE_BRIEF_FILES: 'off',
      ATTACHE_LOG: 'error',
      ATTACHE_HTTP: 'off',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: door.slackUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: door.discordUrl,
      ...(postgres === undefined ? {} : { DATABASE_URL: postgres }),
    }
    desks.push(createDeskProcess({ name, env, folder }))
  }

  const archive = createArchive(platforms)
  const newsroom = createNewsroom({ folder: briefs, rooms: platforms.rooms, archive, now, random })
  const stories = () => newsroom.dropped.map(({ story }) => story)
  const readers = createReaders({ platforms, archive, desks, stories, now, random })
  const kills = new Map<Moment, number>()
  const killed = () => [...kills.values()].reduce((sum, count) => sum + count, 0)

  let isQuiet = false
  let isOver = false
  async function live(): Promise<void> {
    while (!isOver) {
      archive.read()
      readers.attend()
      if (!isQuiet && newsroom.dropped.length < DOCUMENTS_AT_FIRST + DOCUMENTS_A_KILL * killed()) await newsroom.drop()
      if (!isQuiet && readers.asked.length < QUESTIONS_A_KILL * (killed() + 1)) readers.ask()
      await wait(BEAT_MS)
    }
  }

  try {
    for (const desk of desks) desk.start()
    const living = live()
    living.catch(() => undefined)
    const killing = { desks, mishaps, random, clock }
    for (let said = 0; killed() < options.kills; ) {
      for (const moment of await killSome(killing, options.kills - killed())) {
        kills.set(moment, (kills.get(moment) ?? 0) + 1)
      }
      if (killed() - said < 20) continue
      said = killed()
      options.say(`${said} kills, ${newsroom.dropped.length} documents …`)
    }
    isQuiet = true
    mishaps.end()
    const store = await openSettled()
    const ledger = await store.deliveries({ limit: 1_000_000 })
    await store.close()
    isOver = true
    await living
    archive.read()
    const verdict = judge({ rooms: platforms.rooms, archive, dropped: newsroom.dropped, asked: readers.asked, ledger })
    const wallMs = Date.now() - startedAt
    return {
      verdict,
      kills,
      mishaps: mishaps.counts,
      channels: platforms.rooms.length,
      blindChannels: platforms.rooms.filter(({ isBlind }) => isBlind).length,
      documents: newsroom.dropped.length,
      questions: readers.asked.length,
      deliveries: ledger.length,
      sends: mishaps.sends,
      looks: mishaps.looks,
      collapses: desks.reduce((sum, { collapses }) => sum + collapses, 0),
      wallMs,
      deskMs: wallMs * options.speed,
    }
  } finally {
    isOver = true
    for (const desk of desks) {
      if (desk.collapses > 0) options.say(`${desk.name} collapsed:\n${desk.lastWords}`)
      await desk.kill()
    }
    for (const door of doors) await door.close()
    await lock.close()
    await platforms.stop()
    await rm(folder, { recursive: true, force: true })
  }

  /** Waits until everything is there and nothing is open any more, or for as long as patience lasts. */
  async function openSettled() {
    await untilTrue(() => desks.every(({ upSince }) => upSince !== undefined), UP_WITHIN_MS)
    if (!desks.some(({ isAlive }) => isAlive)) throw new Error('no desk stays up')
    const store = await openStore({
      ...(postgres === undefined ? {} : { url: postgres }),
      file,
      role: 'guest',
      tokenize: searchTokens,
    })
    const deadline = Date.now() + SETTLE_WITHIN_MS
    let standing = ''
    let movedAt = Date.now()
    // In a blind channel nobody sees whether the last document's edition is there yet: its slot comes within a minute.
    await wait(realSpan(clock, 70_000))
    for (;;) {
      const ledger = await store.deliveries({ limit: 1_000_000 })
      const open = ledger.filter(({ state }) => state === 'pending' || state === 'sending')
      const attempts = ledger.reduce((sum, delivery) => sum + delivery.attempts, 0)
      const isSeen = newsroom.dropped.every(({ story, rooms }) =>
        rooms.every((room) => room.isBlind || archive.about(room, story.name).length > 0),
      )
      const isHeard = platforms.slack.socket.unacknowledged.length === 0
      if (open.length === 0 && isSeen && isHeard) break
      const stands = [ledger.length, open.length, attempts, archive.posts().length].join()
      if (stands !== standing) movedAt = Date.now()
      standing = stands
      if (Date.now() > deadline || Date.now() - movedAt > realSpan(clock, STANDSTILL_MS)) break
      await wait(200)
    }
    // A second copy may still be on its way: a call lasts 10 s at most, and what it has sent shows within another 6 s.
    await wait(realSpan(clock, 30_000))
    return store
  }
}

interface Killing {
  readonly desks: readonly DeskProcess[]
  readonly mishaps: Mishaps
  readonly random: Random
  readonly clock: FastClock
}

/** Kills one desk, or two in the same moment if there are three, and has them started again. Gives when each of them died. */
async function killSome(killing: Killing, most: number): Promise<Moment[]> {
  const { desks, random, clock } = killing
  await untilTrue(() => desks.some(({ isAlive }) => isAlive), UP_WITHIN_MS)
  if (!desks.some(({ isAlive }) => isAlive)) throw new Error('no desk stays up')
  const isPair = desks.length > 2 && most > 1 && random.share() < PAIRS
  const isChosen = random.share() >= RANDOM_KILLS
  const moments: Moment[] = []
  const caught = isChosen ? await killChosen(killing, (moment) => moments.push(moment)) : undefined
  if (!isChosen) await wait(realSpan(clock, random.share() * LONGEST_RANDOM_MS))
  const victims = caught === undefined ? [] : [caught]
  for (let alive = desks.filter(({ isAlive }) => isAlive); alive.length > 0 && victims.length < (isPair ? 2 : 1); ) {
    const victim = random.one(alive)
    await victim.kill()
    victims.push(victim)
    moments.push('at any time')
    alive = alive.filter((desk) => desk !== victim)
  }
  for (const victim of victims) {
    const outage = random.share() < LONG_OUTAGES ? LONG_OUTAGE_MS : SHORT_OUTAGE_MS
    setTimeout(() => victim.start(), realSpan(clock, random.share() * outage))
  }
  return moments
}

/** The desk that a trap has caught; undefined if none was in time. */
async function killChosen(
  { desks, mishaps, random, clock }: Killing,
  died: (moment: Moment) => void,
): Promise<DeskProcess | undefined> {
  const chosen = random.one(CHOSEN_MOMENTS)
  await untilTrue(() => desks.some(({ upSince }) => upSince !== undefined), UP_WITHIN_MS)
  const named = (wanted: string) => desks.find(({ name }) => name === wanted)
  const trap = mishaps.arm(chosen, async (name) => {
    await named(name)?.kill()
  })
  const inTime = await Promise.race([trap.sprung, wait(realSpan(clock, TRAP_MS), undefined)])
  const caught = inTime ?? (trap.disarm() ? undefined : await trap.sprung)
  if (caught === undefined) return undefined
  died(chosen)
  return named(caught)
}

async function untilTrue(reached: () => boolean, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!reached() && Date.now() < deadline) await wait(20)
}

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Environment } from './config/environment.ts'
import { createStandingFiles } from './config/standing-files.ts'
import type { Ear } from './core/ear.ts'
import { joinFeeds } from './core/feeds.ts'
import type { Observe } from './core/happening.ts'
import { searchTokens } from './core/language/search-tokens.ts'
import type { Log } from './core/log.ts'
import type { BriefKeeper, Platform, Writer } from './core/ports.ts'
import { createRunningDesk, type RunningDesk } from './core/running-desk.ts'
import type { Store } from './core/store-ports.ts'
import { createLog } from './log.ts'
import { createTerminal } from './platforms/terminal/platform.ts'
import type { Runtime } from './runtime.ts'
import { createFeedSource } from './sources/feeds/feed-source.ts'
import { createFeedTrial, type FeedTrial } from './sources/feeds/feed-trial.ts'
import { createBriefFiles } from './sources/folder/brief-file.ts'
import { createFolderSource } from './sources/folder/folder-source.ts'
import { createPageSource } from './sources/pages/page-source.ts'
import { createReading } from './sources/reading/reading.ts'
import { faultOf, isOnAllowed } from './sources/web/address.ts'
import { openStore } from './store/store.ts'
import { createExtractiveWriter } from './writers/extractive/writer.ts'
import { nameOfModel } from './writers/model/model-address.ts'

/** A log for this process that masks every credential it was configured with. */
export function openLog(environment: Environment, { err, now, terminal }: Runtime): Log {
  return createLog({
    write: err,
    now,
    level: environment.log,
    format: terminal.interactive ? 'lines' : 'json',
    secrets: secretsOf(environment),
  })
}

/** Every credential that the environment holds: none of them is ever printed. */
export function secretsOf({ slack, discord, model, databaseUrl }: Environment): string[] {
  const way = slack?.transport.kind === 'http' ? slack.transport.signingSecret : slack?.transport.appToken
  const tokens = [slack?.botToken, way, discord?.token, model?.key].filter((token) => token !== undefined)
  return [...tokens, ...passwordsOf(databaseUrl), ...passwordsOf(model?.url)]
}

/**
 * Opens the database: PostgreSQL by its URL, else one SQLite file in the data folder. As `owner` it is the desk, and throws `InputError`
 * if another process is; as `guest` it looks and asks beside one that may be running.
 */
export async function openDatabase(environment: Environment, role: 'owner' | 'guest'): Promise<Store> {
  const store = await openStore({
    ...(environment.databaseUrl === undefined ? {} : { url: environment.databaseUrl }),
    file: join(environment.data, 'attache.db'),
    role,
    tokenize: searchTokens,
  })
  await store.migrate()
  return store
}

export interface AppOptions {
  readonly environment: Environment
  readonly runtime: Runtime
  readonly store: Store
  readonly log: Log
  readonly observe: Observe
  /** Whether briefs are shown as they are written, and platforms are connected to. */
  readonly attended: boolean
}

/** Builds the desk that the environment describes. Platforms' SDKs are loaded only where they are used. */
export async function openApp({
  environment,
  runtime,
  store,
  log,
  observe,
  attended,
}: AppOptions): Promise<RunningDesk> {
  const { now, random } = runtime
  const { platforms, ears } = attended ? await openPlatforms(environment, log, now) : { platforms: [], ears: [] }
  const terminal = createTerminal({ write: runtime.out, style: runtime.terminal })
  const { briefs, briefFiles } = environment
  const orders = createStandingFiles(briefs, { zone: environment.zone })
  const folder = createFolderSource({ root: briefs, now: () => now().getTime(), keepsBriefs: briefFiles })
  const keepers: BriefKeeper[] = briefFiles ? [createBriefFiles(briefs, folder.isAway)] : []
  if (attended) keepers.push(terminal)
  const isPermitted = (address: string) => isOnAllowed(address, environment.allowedHosts)
  const pages = createPageSource({
    watched: orders.watchedPages,
    store,
    open: () => openWeb(environment, now),
    isPermitted,
    now,
    random,
  })
  const followed = joinFeeds({ inFiles: orders.followedFeeds, store, now })
  const feeds = createFeedSource({
    followed,
    store,
    open: () => openFeeds(environment, now),
    isPermitted,
    firstEntries: environment.firstEntries,
    now,
    random,
  })
  const tryFeed = openFeedTrial(environment, runtime)
  return createRunningDesk({
    store,
    // A visit waits for nobody: what is fetched comes while the desk runs.
    sources: attended ? [folder, pages, feeds] : [folder],
    orders,
    feeds: {
      followed,
      faultOf,
      look: (address) => tryFeed(address, false),
      firstEntries: environment.firstEntries,
    },
    reading: createReading({ open: () => openReading(environment, now, !attended), log }),
    writer: await openWriter({ environment, runtime, store, log, observe }),
    platforms: attended ? [terminal, ...platforms] : [],
    ears,
    // A SQLite file has one desk.
    ...(environment.databaseUrl === undefined ? {} : { holder: randomUUID() }),
    keepers,
    now,
    random,
    log,
    observe,
    ...(environment.keepDays === undefined ? {} : { keepDays: environment.keepDays }),
    ...(environment.model === undefined
      ? {}
      : { model: { name: nameOfModel(environment.model), budget: environment.model.budget } }),
    policy: { editors: environment.digestEditors, zone: environment.zone },
  })
}

/** What fetches and reads pages; loaded only by a desk that watches one. */
async function openWeb({ allowedHosts }: Environment, now: () => Date) {
  const [{ createWebClient }, { createRobots }, { createArticleReader }] = await Promise.all([
    import('./sources/web/client.ts'),
    import('./sources/web/robots.ts'),
    import('./sources/article/reader.ts'),
  ])
  const web = createWebClient({ allowed: allowedHosts, now })
  return { web, robots: createRobots(web, now), reader: createArticleReader() }
}

/** What reads feeds, and the pages that their entries lead to. */
export async function openFeeds(environment: Environment, now: () => Date) {
  const [{ web, robots, reader: article }, { createFeedReader }] = await Promise.all([
    openWeb(environment, now),
    import('./sources/feeds/reader.ts'),
  ])
  return { web, robots, article, feeds: createFeedReader() }
}

/** What looks at the addresses of feeds before they are followed; loads what fetches once there is one. */
export function openFeedTrial({ allowedHosts }: Environment, { now, stop }: Runtime): FeedTrial {
  const open = async () => {
    const { createWebClient } = await import('./sources/web/client.ts')
    return createWebClient({ allowed: allowedHosts, now })
  }
  return createFeedTrial({ open, stop })
}

/** What fetches and reads what people point at; loaded only once somebody does. `isOwn` if they are the operator, at a command line. */
async function openReading({ allowedHosts }: Environment, now: () => Date, isOwn: boolean) {
  const [{ createWebClient }, { createRobots }, { createReaders }] = await Promise.all([
    import('./sources/web/client.ts'),
    import('./sources/web/robots.ts'),
    import('./sources/file/readers.ts'),
  ])
  // What is allowed in one’s own network is for the operator’s addresses; people in a channel are strangers to it.
  const web = createWebClient({ allowed: isOwn ? allowedHosts : new Set(), now })
  return { web, robots: createRobots(web, now), readers: createReaders(), isOwn }
}

/** A model’s code and its provider’s are loaded, and documents sent to it, only where one is set up. */
async function openWriter(
  parts: Pick<AppOptions, 'environment' | 'runtime' | 'store' | 'log' | 'observe'>,
): Promise<Writer> {
  const { environment, runtime, store, log, observe } = parts
  const fallback = createExtractiveWriter()
  if (environment.model === undefined) return fallback
  const { openModelWriter } = await import('./writers/model/opening.ts')
  return await openModelWriter(environment.model, { store, fallback, now: runtime.now, log, observe })
}

async function openPlatforms({ slack, discord }: Environment, log: Log, now: () => Date) {
  const platforms: Platform[] = []
  const ears: Ear[] = []
  if (slack !== undefined) {
    const { createSlack } = await import('./platforms/slack/platform.ts')
    platforms.push(createSlack({ ...slack, log, now }))
  }
  if (discord !== undefined) {
    const { createDiscord } = await import('./platforms/discord/platform.ts')
    const platform = createDiscord({ ...discord, log, now })
    platforms.push(platform)
    ears.push(platform.ear)
  }
  return { platforms, ears }
}

function passwordsOf(url: string | undefined): string[] {
  if (url === undefined || !URL.canParse(url)) return []
  const { password } = new URL(url)
  if (password === '') return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    // A percent sign that escapes nothing: the address as it stands is all there is.
    return [password]
  }
}

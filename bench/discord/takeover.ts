import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MessageType } from 'discord.js'
import { type FakeDiscord, startFakeDiscord } from '../../test/fakes/discord/server.ts'

const DOCUMENT = `The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.

Pilots freed the ship after nine hours, and the port authority said that nobody was hurt.
`
const QUESTION = 'Who freed the ship after nine hours?'
const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts')
/** A process that has not started by then, or not taken over, will not. */
const PATIENCE_MS = 60_000

export interface TakeoverOptions {
  /** An empty PostgreSQL database. */
  readonly database: string
  /** For documents; made where it is missing. */
  readonly folder: string
  /** How the process that listens ends, one after the other. */
  readonly ends: readonly ('SIGKILL' | 'SIGTERM')[]
}

/** How one process took over from another, and then answered once what was asked meanwhile. */
export interface Takeover {
  readonly end: 'SIGKILL' | 'SIGTERM'
  /** From the end of one until the other had answered a command, in milliseconds. */
  readonly milliseconds: number
}

interface DeskProcess {
  readonly child: ChildProcess
  readonly printed: () => string
}

/**
 * Two processes of the desk on one database, on a fake Discord. The one that listens is ended again and again and started anew. Throws
 * if the other does not take over, or if more than one ever listens.
 */
export async function measureTakeovers({ database, folder, ends }: TakeoverOptions): Promise<Takeover[]> {
  const discord = await startFakeDiscord()
  await mkdir(join(folder, 'briefs', 'varna'), { recursive: true })
  await writeFile(join(folder, 'briefs', 'varna', 'harbour.md'), DOCUMENT)
  const all: DeskProcess[] = []
  const start = async (): Promise<DeskProcess> => {
    const process = startDeskProcess(database, folder, discord, () => discord.notify())
    all.push(process)
    await discord.until(() => process.printed().includes('Discord is connected'), waitingFor('a process to start'))
    return process
  }
  const answer = async () => {
    const use = { name: 'brief', options: { topic: 'varna' }, user: 'ana', channel: 'general' }
    const exchange = await discord.command(use)
    await exchange.answered(waitingFor('a brief'))
    if (exchange.interaction.edits.length !== 1) throw new Error('a command was answered more than once')
  }
  try {
    let listening = await start()
    await discord.until(() => discord.gateway.connected, waitingFor('the first to listen'))
    let other = await start()
    await discord.until(() => other.printed().includes('another process'), waitingFor('the second to stand by'))
    await answer()
    const takeovers: Takeover[] = []
    for (const end of ends) {
      const [before, began] = [discord.gateway.identifies, performance.now()]
      listening.child.kill(end)
      const question = discord.say({ channel: 'general', user: 'ben', content: QUESTION, mentions: ['bot'] })
      const isOver = () => discord.gateway.identifies > before && discord.gateway.connected
      await discord.until(isOver, waitingFor('the other to take over'))
      await answer()
      takeovers.push({ end, milliseconds: performance.now() - began })
      const answers = () => answersBelow(discord, question.id)
      await discord.until(() => answers() > 0, waitingFor('what was asked while nobody listened'))
      if (discord.gateway.identifies !== before + 1) throw new Error('more than one process listens')
      if (listening.child.exitCode === null && listening.child.signalCode === null) await once(listening.child, 'exit')
      listening = other
      other = await start()
      await discord.until(() => other.printed().includes('another process'), waitingFor('the next to stand by'))
      if (answers() !== 1) throw new Error('a question was answered more than once')
    }
    return takeovers
  } catch (error) {
    throw new Error(all.map(({ printed }, index) => `process ${index + 1}: ${printed()}`).join('\n'), { cause: error })
  } finally {
    for (const { child } of all) child.kill('SIGKILL')
    await discord.stop()
  }
}

function answersBelow(discord: FakeDiscord, message: string): number {
  const thread = discord.world.channels.get(message)
  return (
    thread?.messages.filter(({ authorId, type }) => authorId === discord.botUserId && type === MessageType.Default)
      .length ?? 0
  )
}

function startDeskProcess(
  database: string,
  folder: string,
  { token, apiUrl }: FakeDiscord,
  onPrint: () => void,
): DeskProcess {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: database,
    DISCORD_TOKEN: token,
    DISCORD_API_URL: apiUrl,
    ATTACHE_BRIEFS: join(folder, 'briefs'),
    ATTACHE_BRIEF_FILES: 'off',
    ATTACHE_HTTP: 'off',
  }
  const child = spawn(process.execPath, [MAIN, 'start'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      onPrint()
    })
  }
  child.on('exit', (code) => {
    if (code !== null && code !== 0) printed += `\n(ended with ${code})`
    onPrint()
  })
  return { child, printed: () => printed }
}

function waitingFor(what: string) {
  return { what, timeoutMs: PATIENCE_MS }
}

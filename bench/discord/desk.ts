import type { FakeDiscord } from '../../test/fakes/discord/server.ts'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'

/** Starts the desk on a database that is there; resolves once it listens to Discord and says that it is ready. */
export async function startDesk(env: Readonly<Record<string, string>>, discord: FakeDiscord): Promise<DeskProcess> {
  const tokens = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }
  return await startDeskProcess({ ...env, ...tokens }, { connected: ['Discord gateway is connected'], begun: 'Ctrl+C' })
}

import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction, Partials, REST } from 'discord.js'
import type { FakeDiscord } from './server.ts'

const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
]

/** The real discord.js client, logged in to the fake and ready. */
export async function startBot(discord: FakeDiscord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const { rest, ...others } = options
  const client = new Client({
    intents: INTENTS,
    partials: [Partials.Channel],
    rest: { api: discord.apiUrl, ...rest },
    ...others,
  })
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(discord.token)
  return ready
}

/** discord.js's REST client alone, which retries nothing. */
export function restOf(discord: FakeDiscord): REST {
  return new REST({ api: discord.apiUrl, retries: 0 }).setToken(discord.token)
}

/** Gives every interaction to `handle`; what it throws is kept in the list that is returned. */
export function onInteraction(
  discord: FakeDiscord,
  client: Client,
  handle: (interaction: Interaction) => Promise<unknown>,
): unknown[] {
  const errors: unknown[] = []
  client.on(Events.InteractionCreate, (interaction) => {
    handle(interaction)
      .catch((error: unknown) => errors.push(error))
      .finally(() => discord.notify())
  })
  return errors
}

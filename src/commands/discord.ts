import { type Environment, readEnvironment } from '../config/environment.ts'
import { InputError } from '../core/errors.ts'
import { fetchApplication, openRest } from '../platforms/discord/application.ts'
import { applicationInToken, invitationLink } from '../platforms/discord/invitation.ts'
import type { Runtime } from '../runtime.ts'

const WHERE = 'It stands at https://discord.com/developers/applications, your application, “General Information”.'

/** `attache discord invite [APPLICATION]`: the invitation's link on standard output; what to do with it beside. */
export async function invite(application: string | undefined, runtime: Runtime): Promise<void> {
  const { discord, problems } = readEnvironment(runtime.env)
  if (application !== undefined && !/^\d{15,21}$/u.test(application)) {
    throw new InputError(`“${application}” is not an application id, which is 17 to 20 digits. ${WHERE}`)
  }
  if (application === undefined && discord === undefined) {
    const wrong = problems
      .filter(({ where }) => where.startsWith('DISCORD_'))
      .map(({ where, what }) => `${where} ${what}`)
    const why = wrong.length === 0 ? ['DISCORD_TOKEN is not set'] : wrong
    throw new InputError(
      `${why.join('\n')}\nOr give the application’s id: npx attache discord invite 123456789012345678. ${WHERE}`,
    )
  }
  const id = application ?? (discord === undefined ? '' : await identify(discord, runtime))
  runtime.out(`${invitationLink(id, discord?.guild)}\n`)
  runtime.err('\nOpen this, choose a server that you manage, and confirm.\n')
}

/** By asking Discord; where that cannot be reached, by the token itself. */
async function identify(discord: NonNullable<Environment['discord']>, runtime: Runtime): Promise<string> {
  try {
    return (await fetchApplication(openRest(discord))).id
  } catch (error) {
    const id = error instanceof InputError ? undefined : applicationInToken(discord.token)
    if (id === undefined)
      throw error instanceof Error ? new InputError(`${error.message} ${WHERE}`, { cause: error }) : error
    runtime.err(
      `${error instanceof Error ? error.message : 'Discord could not be asked'}: the id was read from the token.\n`,
    )
    return id
  }
}

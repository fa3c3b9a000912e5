import { secretsOf } from '../app.ts'
import type { Environment } from '../config/environment.ts'
import { type Check, note } from '../core/check.ts'
import { createMask } from '../log.ts'
import { renderCheck, renderVerdict } from '../platforms/terminal/checks.ts'
import type { Runtime } from '../runtime.ts'
import type { JsonOption } from './command-line.ts'
import { checkBriefs, checkDigest, checkKeeping, checkNode, checkSettings, joinDigests } from './desk-checks.ts'

/** `attache doctor`: looks at everything that the desk needs, and says of each how to mend it. Gives 1 if something has to be mended. */
export async function doctor(options: JsonOption, runtime: Runtime): Promise<number> {
  const { checks: settings, environment } = checkSettings(runtime.env)
  const checks = [...settings, ...(await examine(environment, runtime))]
  const mask = createMask(secretsOf(environment))
  const isWell = checks.every(({ state }) => state !== 'mend')
  if (options.json === true) {
    runtime.out(`${mask(JSON.stringify({ ok: isWell, checks }))}\n`)
  } else {
    for (const check of checks) runtime.out(`${mask(renderCheck(check, runtime.terminal))}\n`)
    runtime.out(`\n${renderVerdict(checks)}\n`)
  }
  return isWell ? 0 : 1
}

async function examine(environment: Environment, runtime: Runtime): Promise<Check[]> {
  const briefs = await checkBriefs(environment, runtime.now())
  const keeping = await checkKeeping(environment)
  const digests = joinDigests(briefs.digests, keeping.digests)
  const channelsOn = (platform: string) => {
    return [
      ...new Set(digests.filter(({ target }) => target.platform === platform).map(({ target }) => target.channel)),
    ]
  }
  const [model, slack, discord] = await Promise.all([
    examineModel(environment),
    examineSlack(environment, channelsOn('slack'), keeping.isRunning, runtime),
    examineDiscord(environment, channelsOn('discord'), runtime),
  ])
  return [
    checkNode(process.versions.node),
    ...briefs.checks,
    ...keeping.checks,
    ...model,
    ...slack,
    ...discord,
    ...digests.map((digest) => checkDigest(digest, environment)),
  ]
}

async function examineModel({ model, problems }: Environment): Promise<Check[]> {
  if (model === undefined) {
    const isHalf = problems.some(({ where }) => where.startsWith('BRIEF_MODEL') || where.endsWith('_API_KEY'))
    return [
      note(
        'Model',
        isHalf ? 'not looked at, since its settings are not right' : 'none is set up: nothing is sent to one',
      ),
    ]
  }
  const { checkModel } = await import('../writers/model/checkup.ts')
  return await checkModel(model)
}

async function examineSlack(
  { slack, problems }: Environment,
  channels: readonly string[],
  isRunning: boolean,
  { now }: Runtime,
): Promise<Check[]> {
  if (slack === undefined)
    return absent(
      'Slack',
      problems.some(({ where }) => where.startsWith('SLACK_')),
    )
  const { checkSlack } = await import('../platforms/slack/checkup.ts')
  return await checkSlack({ ...slack, channels, connect: !isRunning, now })
}

async function examineDiscord(
  { discord, problems }: Environment,
  channels: readonly string[],
  { now }: Runtime,
): Promise<Check[]> {
  if (discord === undefined)
    return absent(
      'Discord',
      problems.some(({ where }) => where.startsWith('DISCORD_')),
    )
  const { checkDiscord } = await import('../platforms/discord/checkup.ts')
  return await checkDiscord({ ...discord, channels, now })
}

function absent(platform: string, isHalf: boolean): Check[] {
  return [note(platform, isHalf ? 'not looked at, since its settings are not right' : 'not set up (npx attache setup)')]
}

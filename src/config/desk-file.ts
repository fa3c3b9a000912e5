import { z } from 'zod'
import { ANSWERING, type Answering, type AnsweringRules, USUAL_ANSWERING } from '../core/conversation/answering.ts'
import type { Target } from '../core/delivery.ts'
import { scheduleFault } from '../core/digest-schedule.ts'
import { LIMIT, USUAL_LIMIT, WHEN_EMPTY } from '../core/digest-terms.ts'
import { stableId } from '../core/document.ts'
import { LONGEST_WAIT_MINUTES, type Pace, paceOf, USUAL_WAIT_MINUTES } from '../core/following/pace.ts'
import type { OrderedDigest, Problem } from '../core/ports.ts'
import { slugify } from '../core/topic.ts'
import { webAddresses } from './web-addresses.ts'
import { parseYamlFile } from './yaml-file.ts'

/** What `desk.yaml` orders, or what is wrong with it. */
export type DeskFile =
  | {
      readonly digests: readonly OrderedDigest[]
      /** As in `StandingOrders`. */
      readonly namedTopics: ReadonlyMap<string, string>
      readonly answering: AnsweringRules
      readonly pace: Pace
      /** Addresses of feeds whose entries go each to the topic that they tell of. */
      readonly feeds: readonly string[]
    }
  | { readonly problems: readonly Problem[] }

const CHANNEL_NAME = 'name a channel: “slack:C0123”, “discord:123” or “terminal”'

const DIGEST = z.strictObject(
  {
    channel: z.string(CHANNEL_NAME).transform(readTarget),
    topics: z
      .union([z.literal('all'), z.array(z.string().transform(readSlug)).min(1, 'give at least one topic, or all')], {
        error: 'give a list of topics, or all',
      })
      .transform((topics) => (topics === 'all' ? [] : [...new Set(topics)])),
    at: z
      .string('give five fields in quotes, as in "0 8 * * 1-5" (08:00, Monday to Friday)')
      .transform((at) => at.trim().replace(/\s+/gu, ' ')),
    zone: z.string('give an IANA name, as in Europe/Berlin').optional(),
    limit: LIMIT.default(USUAL_LIMIT),
    when_empty: WHEN_EMPTY.default('quiet'),
    workspace: z
      .string('give the id in quotes: of the Slack workspace (“T123”) or the Discord server')
      .min(1)
      .optional(),
  },
  'a digest is written as “- channel: …” with its other lines indented below',
)

const ANSWERS = z
  .union([z.literal(ANSWERING), z.boolean()], {
    error: 'mentions (what addresses the desk), questions (plain ones in its threads too) or off',
  })
  // YAML 1.1 readers, and people's fingers, take off and false for the same.
  .transform((answers, context): Answering => {
    if (answers !== true) return answers === false ? 'off' : answers
    context.addIssue({ code: 'custom', message: 'mentions, questions or off' })
    return USUAL_ANSWERING.usual
  })

const CHANNEL = z.strictObject(
  { channel: z.string(CHANNEL_NAME).transform(readTarget), answers: ANSWERS },
  'a channel is written as “- channel: …” with “answers: …” indented below',
)

const DESK = z.strictObject(
  {
    digests: z.array(DIGEST, 'list the digests, each beginning with “- channel: …”').default([]),
    answers: ANSWERS.optional(),
    channels: z.array(CHANNEL, 'list the channels, each beginning with “- channel: …”').default([]),
    updates_after: z
      .int('a whole number of minutes')
      .min(0, 'at least 0 minutes')
      .max(LONGEST_WAIT_MINUTES, `at most ${LONGEST_WAIT_MINUTES} minutes`)
      .default(USUAL_WAIT_MINUTES),
    feeds: webAddresses('feeds', 'https://example.org/feed.xml'),
  },
  'write “digests:” and below it “- channel: …”',
)

const DESK_KEYS = Object.keys(DESK.shape)
const ITEM_KEYS = { digests: Object.keys(DIGEST.shape), channels: Object.keys(CHANNEL.shape) }

/** Reads the text of `desk.yaml`; `zone` is that of digests that name none. Never throws. */
export function readDeskFile(file: string, text: string, zone: string): DeskFile {
  const parsed = parseYamlFile(file, text, DESK, ([list]) =>
    list === undefined ? DESK_KEYS : ITEM_KEYS[list === 'channels' ? 'channels' : 'digests'],
  )
  if ('problems' in parsed) return parsed
  const problems: Problem[] = []
  const digests = new Map<string, OrderedDigest>()
  const namedTopics = new Map<string, string>()
  for (const [index, order] of parsed.value.digests.entries()) {
    const digest = orderDigest(order, zone)
    const fault = scheduleFault(digest)
    if (fault !== undefined) {
      const key = fault.field === 'cron' ? 'at' : fault.field
      problems.push({ where: parsed.place(['digests', index, key]), what: `${key}: ${fault.what}` })
    }
    const twin = digests.get(digest.id)
    if (twin !== undefined) {
      const first = parsed.place(['digests', [...digests.keys()].indexOf(digest.id)])
      problems.push({
        where: parsed.place(['digests', index]),
        what: `the same digest stands at ${first}; remove one of them`,
      })
    }
    digests.set(digest.id, digest)
    for (const [number, topic] of digest.topics.entries()) {
      if (!namedTopics.has(topic)) namedTopics.set(topic, parsed.place(['digests', index, 'topics', number]))
    }
  }
  const channels = new Map<string, number>()
  for (const [index, { channel }] of parsed.value.channels.entries()) {
    const name = `${channel.platform}:${channel.channel}`
    const first = channels.get(name)
    if (first === undefined) channels.set(name, index)
    else {
      const what = `the same channel stands at ${parsed.place(['channels', first])}; remove one of them`
      problems.push({ where: parsed.place(['channels', index]), what })
    }
  }
  if (problems.length > 0) return { problems }
  const answering: AnsweringRules = {
    usual: parsed.value.answers ?? USUAL_ANSWERING.usual,
    channels: parsed.value.channels.map(({ channel: target, answers }) => ({ target, answers })),
  }
  const { feeds, updates_after: minutes } = parsed.value
  return { digests: [...digests.values()], namedTopics, answering, pace: paceOf(minutes), feeds }
}

function orderDigest(order: z.output<typeof DIGEST>, standardZone: string): OrderedDigest {
  const { channel: target, topics, at: cron, zone = standardZone, limit, when_empty: whenEmpty, workspace } = order
  return {
    id: stableId(target.platform, target.channel, topics.toSorted().join(' '), cron, zone),
    target,
    ...(workspace === undefined ? {} : { workspace }),
    topics,
    cron,
    zone,
    limit,
    whenEmpty,
    author: 'desk.yaml',
    origin: 'code',
  }
}

function readTarget(channel: string, context: z.RefinementCtx): Target {
  const text = channel.trim()
  if (text === 'terminal') return { platform: 'terminal', channel: 'terminal' }
  const [, platform = '', id = ''] = /^(slack|discord):\s*(\S+)$/u.exec(text) ?? []
  const right = platform === 'slack' ? /^[CGD][A-Z0-9]+$/u.test(id) : /^\d+$/u.test(id)
  if (platform !== '' && right) return { platform, channel: id }
  const hints: Readonly<Record<string, string>> = {
    slack: 'give the channel’s id, as in “slack:C0123” (it stands at the bottom of the channel’s details)',
    discord: 'give the channel’s id, as in “discord:123” (Developer Mode, right-click the channel → Copy Channel ID)',
  }
  context.addIssue({
    code: 'custom',
    message: `“${text}” is no channel; ${hints[platform] ?? '“slack:C0123”, “discord:123” or “terminal”'}`,
  })
  return { platform: '', channel: '' }
}

function readSlug(topic: string, context: z.RefinementCtx): string {
  const slug = slugify(topic)
  if (slug === '') context.addIssue({ code: 'custom', message: `“${topic}” is no topic` })
  return slug
}

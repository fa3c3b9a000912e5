import { z } from 'zod'
import type { Problem } from '../core/ports.ts'
import { type Audience, type Topic, titleOfSlug } from '../core/topic.ts'
import { webAddresses } from './web-addresses.ts'
import { parseYamlFile } from './yaml-file.ts'

/** What a `topic.yaml` says of its topic, or what is wrong with it. */
export type TopicFile =
  | {
      readonly topic: Topic
      readonly match: readonly string[]
      /** Addresses of feeds that are followed, and of pages that are watched, for the topic. */
      readonly feeds: readonly string[]
      readonly pages: readonly string[]
    }
  | { readonly problems: readonly Problem[] }

const AUDIENCE_HINT =
  'list where it may be seen: “slack:T123” (a workspace), “slack:T123/C456” (one channel), “discord:SERVER”, “discord:SERVER/CHANNEL”, “terminal”'

const TOPIC = z.strictObject(
  {
    title: z
      .string('give a text')
      .trim()
      .min(1, 'give a text, or remove the line')
      .max(200, 'at most 200 characters')
      .optional(),
    aliases: words('list other names of the topic').default([]),
    // Left empty it would be anybody's guess whether everybody or nobody was meant.
    visible_to: z
      .array(z.string(AUDIENCE_HINT).transform(readAudience), AUDIENCE_HINT)
      .min(1, AUDIENCE_HINT)
      .optional(),
    match: words('list words or phrases').default([]),
    feeds: webAddresses('feeds', 'https://example.org/feed.xml'),
    pages: webAddresses('pages', 'https://example.org/news'),
  },
  'write lines such as “title: …” and “aliases: [ … ]”',
)

const TOPIC_KEYS = Object.keys(TOPIC.shape)

/** Reads the text of a `topic.yaml`. Never throws. */
export function readTopicFile(file: string, text: string, slug: string): TopicFile {
  const parsed = parseYamlFile(file, text, TOPIC, () => TOPIC_KEYS)
  if ('problems' in parsed) return parsed
  const { title = titleOfSlug(slug), aliases, visible_to: visibleTo, match, feeds, pages } = parsed.value
  const topic = { slug, title, aliases, ...(visibleTo === undefined ? {} : { visibleTo }) }
  return { topic, match, feeds, pages }
}

function words(hint: string) {
  return z.array(z.string(`${hint}, each in quotes if it is a number`).trim().min(1, 'an empty entry; remove it'), hint)
}

function readAudience(text: string, context: z.RefinementCtx): Audience {
  const place = text.trim()
  if (place === 'terminal') return { platform: 'terminal' }
  const slack = /^slack:\s*([TE][A-Z0-9]+)(?:\/([CGD][A-Z0-9]+))?$/u.exec(place)
  const discord = /^discord:\s*(\d+)(?:\/(\d+))?$/u.exec(place)
  const [platform, workspace, channel] =
    slack === null ? ['discord', discord?.[1], discord?.[2]] : ['slack', slack[1], slack[2]]
  if (workspace === undefined) context.addIssue({ code: 'custom', message: `“${place}” is no place; ${AUDIENCE_HINT}` })
  return { platform, ...(workspace === undefined ? {} : { workspace }), ...(channel === undefined ? {} : { channel }) }
}

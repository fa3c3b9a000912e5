import type { types } from '@slack/bolt'
import { stableId } from '../../core/document.ts'
import { cleanLine, clip } from '../../core/one-line.ts'
import type { HomeReply } from '../../core/reply.ts'
import type { TopicCard } from '../../core/topic.ts'
import { readableDay, wording } from '../../core/wording.ts'
import { READ_BUTTON, readMenu } from './topic-menus.ts'

/** Of 100 blocks a view (docs.slack.dev/surfaces/app-home): a block a topic and a digest, and a dozen others. */
const TOPICS = 30
const DIGESTS = 30
const HELP = 20
/** A page is looked over, not read. */
const TITLE = 150
const HEADLINE = 300
const LINE = 300
const LINES = 10

/**
 * The Home tab: topics with what is new in each, the person's digests with where they go, what one may type. Its metadata tells whether
 * two of them show the same.
 */
export function homeView({ topics, hasMore, digests, usage, help }: HomeReply): types.HomeView {
  const blocks: types.KnownBlock[] = [
    header(wording.homeTopics),
    ...(topics.length === 0 ? [small(wording.noTopics)] : topics.slice(0, TOPICS).map(topicBlock)),
    ...(hasMore || topics.length > TOPICS ? [small(wording.moreTopics)] : []),
    ...(topics.length === 0 ? [] : [finder()]),
    { type: 'divider' },
    header(wording.homeDigests),
    ...(digests.length === 0 ? [small(wording.homeNoDigests)] : digests.slice(0, DIGESTS).map(digestBlock)),
    ...(digests.length > DIGESTS ? [small(wording.moreDigests(digests.length - DIGESTS))] : []),
    ...(usage === undefined ? [] : [{ type: 'divider' } as const, header(wording.homeUsage), ...usageLines(usage)]),
    { type: 'divider' },
    header(wording.homeHelp),
    helpBlock(help),
  ]
  return { type: 'home', private_metadata: stableId(JSON.stringify(blocks)), blocks }
}

/** A section, for only that has a button at its side; its plain text cannot format or mention. */
function topicBlock({ slug, title, documents, updatedAt, headline = '' }: TopicCard): types.SectionBlock {
  const name = clip(cleanLine(title), TITLE) || slug
  const facts = [name, wording.documentCount(documents), readableDay(updatedAt)].join(' · ')
  const text = [facts, clip(cleanLine(headline), HEADLINE)].filter((line) => line !== '').join('\n')
  return {
    type: 'section',
    text: plain(text),
    accessory: { type: 'button', action_id: READ_BUTTON, value: slug, text: plain(wording.read) },
  }
}

function finder(): types.ActionsBlock {
  return { type: 'actions', elements: [readMenu(wording.findTopic)] }
}

/** The channel as a link that Slack shows by its name, and only to whoever may see it. */
function digestBlock({ channel, lines }: HomeReply['digests'][number]): types.RichTextBlock {
  const where: types.RichTextChannelMention | types.RichTextText = /^[CG][A-Z0-9]+$/u.test(channel)
    ? { type: 'channel', channel_id: channel }
    : text(wording.directMessages, { bold: true })
  const shown = lines.slice(0, LINES).map((line) => clip(cleanLine(line), LINE))
  const told = shown.filter((line) => line !== '').map((line) => text(`\n${line}`))
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [where, ...told] }] }
}

function usageLines(lines: readonly string[]): types.ContextBlock[] {
  return lines.slice(0, LINES).flatMap((line) => {
    const shown = clip(cleanLine(line), LINE)
    return shown === '' ? [] : [small(shown)]
  })
}

function helpBlock(help: HomeReply['help']): types.RichTextBlock {
  const items = help.slice(0, HELP).map((line): types.RichTextSection => {
    const type = clip(cleanLine(line.type), LINE) || '/'
    const typed = text(type, type.startsWith('/') ? { code: true } : { bold: true })
    return { type: 'rich_text_section', elements: [typed, text(` — ${clip(cleanLine(line.for), LINE)}`)] }
  })
  const [first, ...others] = items
  if (first === undefined)
    return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [text('—')] }] }
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: [first, ...others] }] }
}

function text(words: string, style?: types.RichTextText['style']): types.RichTextText {
  return style === undefined ? { type: 'text', text: words } : { type: 'text', text: words, style }
}

function header(words: string): types.HeaderBlock {
  return { type: 'header', text: plain(words) }
}

function small(words: string): types.ContextBlock {
  return { type: 'context', elements: [plain(words)] }
}

function plain(words: string): types.PlainTextElement {
  return { type: 'plain_text', text: words, emoji: false }
}

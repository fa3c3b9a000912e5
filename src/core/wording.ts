import { MOST_NEWS_COUNTED } from './news.ts'
import { PASSAGE_DAYS } from './passage.ts'
import type { EditionReply } from './reply.ts'

const languageNames = new Intl.DisplayNames('en', { type: 'language' })

/** Everything the desk says in its own words, in one place, so that another language is another file like this. */
export const wording = {
  topicsIntro: 'Topics, newest first',
  topicsHint: 'Type /brief and a topic to read it.',
  howToAdd: 'To add a topic, make a folder for it under briefs/ and put documents into it.',
  noTopics:
    'There are no topics here yet. Make a folder under briefs/ and put documents into it: it is briefed within seconds.',
  noBrief: (title: string) => `There is nothing to brief on ${title} yet: its documents hold no sentences.`,
  several: (typed: string) => `Several topics fit “${typed}”`,
  mentioned: (typed: string) => `No topic is called “${typed}”, but these speak of it`,
  unknown: (typed: string) => `No topic is called “${typed}”. The nearest are`,
  unlike: (typed: string) => `No topic is called “${typed}”, and none comes near. The newest are`,
  noQuestion: 'Ask something, as in: /ask Which country ratified it first?',
  limitedSince: 'its topic may not be seen there any more',
  threadLocked: 'This is here because the thread below that message is locked.',
  threadClosed: 'This is here because I may not write in the thread below that message.',
  retracted: 'This brief was taken back by whoever runs the desk.',
  forgotten: 'What this said is forgotten, as whoever runs the desk wished.',
  thanks: 'Thank you, that is noted.',
  briefGone: 'This brief is no longer available here.',
  bottomLine: 'Bottom line',
  points: 'Points',
  names: 'Who',
  dates: 'Dates',
  next: 'Next',
  sources: 'Sources',
  moreButton: 'More',
  moreTitle: (headline: string) => `More on: ${headline}`,
  nothingMore: 'The documents say nothing more that a brief could show.',
  fileUnder: (title: string) => `File under ${title}`,
  filed: (title: string) => `Filed under ${title}: whoever may see that topic can find it there from now on.`,
  mayNotFile: 'Only people who may manage this channel can file a text under a topic.',
  topicGone: 'This topic is no longer available here.',
  passageTitle: 'A message in this conversation',
  passageNote: `For this conversation only, and gone after ${PASSAGE_DAYS} days.`,
  nothingToBrief: 'There is nothing to brief in this message: it holds no sentence.',
  correction: 'Correction',
  before: 'Before',
  now: 'Now',
  isWithdrawn: 'Withdrawn: no longer among the documents',
  homeTopics: 'Topics, newest first',
  homeDigests: 'Your digests',
  homeNoDigests: 'None yet. Type /digest in a channel, or in a direct message with me, to set one up.',
  homeUsage: 'What the model costs',
  homeHelp: 'What you can do',
  moreTopics: 'There are more: /brief and the beginning of a name finds them.',
  help: [
    { type: '/brief', for: 'the topics there are' },
    { type: '/brief india-belarus', for: 'the brief on a topic, for everybody in the channel' },
    { type: '/brief india-belarus private', for: 'the same, for you alone' },
    { type: '/ask Which country ratified it first?', for: 'an answer from the documents, with its source' },
    { type: '/digest', for: 'briefs posted to a channel at set times' },
    { type: '@ and a topic or a question', for: 'the same in words, also in threads, where commands cannot be typed' },
    { type: '/brief https://example.org/news', for: 'a brief of a page, for this conversation only' },
    {
      type: 'Brief this, in the menu of a message',
      for: 'a brief of it, its links and files, for its conversation only',
    },
  ],
  helpLines: (): string => wording.help.map((line) => `${line.type} — ${line.for}`).join('\n'),
  covers: (shown: number, all: number) => `Covers ${shown} of ${all} sections`,
  /** A source in another language than the brief: its English name, or the code where it has none. */
  inLanguage: (code: string): string => `in ${/^[a-z]{2,3}$/u.test(code) ? (languageNames.of(code) ?? code) : code}`,
  /** Beside a count of sources. */
  someIn: (codes: readonly string[]): string => `some ${codes.map((code) => wording.inLanguage(code)).join(', ')}`,
  asked: 'Asked',
  ask: 'Ask',
  answerInThread: 'The answer comes in the thread.',
  briefThis: 'Brief this',
  briefThisAbout: 'Briefs a message, its links and files, for its conversation only',
  postTopic: 'Post a brief here',
  readTopic: 'Read one for yourself',
  read: 'Read',
  brief: 'Brief',
  findTopic: 'Find a topic',
  looking: 'One moment …',
  noLonger: 'No longer in the documents',
  directMessages: 'Direct messages with me',
  moreDigests: (count: number) => `${count} more: /digest list shows those of a channel.`,
  moreSources: (count: number) => `and ${count} more`,
  moreDocuments: (count: number) => `and ${count} more ${count === 1 ? 'document' : 'documents'}`,
  alsoAt: 'Also at',
  notInDocuments: 'The documents do not say.',
  nearest: 'The nearest thing they do say',
  nothingNew: 'Nothing new.',
  update: 'Update',
  undated: 'undated',
  more: (count: number) =>
    count >= MOST_NEWS_COUNTED
      ? 'Many more topics have news: /brief lists the newest.'
      : `${count} more ${count === 1 ? 'topic has' : 'topics have'} news: /brief lists them all.`,
  sourceCount: (count: number) => `${count} ${count === 1 ? 'source' : 'sources'}`,
  documentCount: (count: number) => `${count} ${count === 1 ? 'document' : 'documents'}`,
  editionTitle: (slot: Date, zone: string) => `Digest of ${wording.editionTime(slot, zone)}`,
  editionTime: (slot: Date, timeZone: string): string =>
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    }).format(slot),
  inSource: (number: number) => `— source ${number}`,
  inTitle: (number: number) => `— title of source ${number}`,
  writtenBy: (topic: string, writer: string) => `Brief on ${topic}, writer: ${writer}.`,
  byModel: (model: string) => `worded by ${model}, checked against the sources`,
  newest: (day: string) => `newest ${day}`,
  cut: 'Cut here for length.',
  goesOn: 'Too long for one message: the rest follows.',
  cutBrief: 'Cut here for length: there is more under Sources.',
  quotationsLeftOut: 'Some quotations are left out here for length.',
  topicsLeftOut: (count: number) =>
    `${count} more ${count === 1 ? 'topic is' : 'topics are'} not listed here: type more of the name.`,
  nothingToShow: 'There is nothing to show.',
  onlyYouInvite: (name: string) =>
    `Only you see this, because I cannot post here. To share it, invite me with /invite @${name} and ask again.`,
  onlyYouHere: 'Only you see this, because I cannot post here.',
  onlyYouNow: 'Only you see this, because it could not be posted here just now.',
  failed: 'That did not work. What went wrong is in the log of the desk; please try again.',
  commandBrief: 'Read the brief on a topic, or see which topics there are',
  commandAsk: 'Ask a question that the documents may answer',
  optionTopic: 'Which topic; suggestions come as you type',
  optionQuestion: 'What you want to know',
  optionPrivate: 'Show the brief to you alone',
  late: lateness,
} as const

/** A day or instant as people write it (`14 March 2024`); a month without a day as `March 2024`; undefined reads `undated`. */
export function readableDay(iso: string | undefined, zone = 'UTC'): string {
  if (iso === undefined) return wording.undated
  const monthOnly = /^\d{4}-\d{2}$/u.test(iso)
  const date = new Date(monthOnly ? `${iso}-01` : iso)
  if (Number.isNaN(date.getTime())) return wording.undated
  const timeZone = iso.length > 10 ? zone : 'UTC'
  const day = monthOnly ? {} : { day: 'numeric' as const }
  return new Intl.DateTimeFormat('en-GB', { ...day, month: 'long', year: 'numeric', timeZone }).format(date)
}

/** That an edition is late, and what was missed before it; empty where there is nothing to tell. */
function lateness({ late, missed, skipped }: Pick<EditionReply, 'late' | 'missed' | 'skipped'>): string {
  const earlier = (count: number) => `${count} earlier ${count === 1 ? 'edition' : 'editions'}`
  const sentences: string[] = []
  if (missed > 0) sentences.push(`Late: this covers ${earlier(missed)} missed while the desk was down.`)
  else if (late) sentences.push('Late: the desk was down when this was due.')
  if (skipped > 0) sentences.push(`Left out: ${earlier(skipped)}, missed by more than a day.`)
  return sentences.join(' ')
}

import { DAYS, type Day, WORKDAYS, weeklyOf } from './digest-schedule.ts'

const DAY_NAMES: Readonly<Record<Day, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

const MANAGERS: ReadonlyMap<string, string> = new Map([
  ['slack', 'workspace admins and owners, and whoever created this channel'],
  ['discord', 'people with the permission Manage Channel here'],
])

/** What the desk says about digests: a part of `wording`, and to be translated with it. */
export const digestWording = {
  command: 'Set up and keep the digests of this channel',
  commandUsage: '[list | change | pause | resume | remove | now | why] [number], or feed [add | list | remove]',
  everything: 'everything',
  everythingChoice: 'Everything',
  day: (day: Day) => DAY_NAMES[day],
  days: daysInWords,
  when: scheduleInWords,
  title: (number: number, when: string) => `Digest ${number}: ${when}`,
  atMost: (limit: number) => `at most ${limit} ${limit === 1 ? 'brief' : 'briefs'}`,
  whenEmpty: { quiet: 'quiet when nothing is new', note: 'says so when nothing is new' },
  origin: { code: 'set up in desk.yaml', channel: 'set up here' },
  next: (instant: string, zone: string) => `Next: ${instant} (${zone})`,
  paused: (reason: string) => `Paused: ${reason}`,
  pausedOn: (day: string) => `by hand on ${day}`,
  stopped: (channel: string, when: string, topics: readonly string[], reason: string) =>
    [
      `Your digest in the channel ${channel} (${when}; ${topics.length === 0 ? 'everything' : topics.join(', ')}) is paused: ${reason}.`,
      'Once that is mended, /digest resume in that channel lets it go on.',
    ].join('\n'),
  listTitle: 'Digests of this channel',
  listHint: 'With their numbers: /digest change, pause, resume, remove, now, why.',
  none: 'There is no digest here yet.',
  howToAdd: (platform: string) => `Set one up with ${platform === 'slack' ? '/digest' : '/digest add'}.`,
  bySlash: (platform: string) =>
    `Digests are set up and kept by a command: type ${platform === 'slack' ? '/digest' : '/digest add'} in the channel that they are for, or in a direct message with me. Commands cannot be typed in threads.`,
  which: (count: number) => `There are ${count} digests here: give the number of one. /digest list has them.`,
  unknown: (named: string) => `There is no digest “${named}” here. /digest list has those there are.`,
  inFile: 'This digest is set up in desk.yaml, and is changed there by whoever runs the desk.',
  mayNot: (platform: string) => `Only some may do that: ${managersOf(platform)}, and whoever set the digest up.`,
  mayNotAdd: (platform: string) =>
    `Only some may set up a digest here: ${managersOf(platform)}. In a direct message with me everybody may have one.`,
  added: (number: number) => `Set up. This is digest ${number} of this channel.`,
  changed: 'Changed.',
  pausedNow: 'Paused. /digest resume lets it go on.',
  pausedAlready: 'It is paused already.',
  resumed: 'It goes on.',
  runsAlready: 'It is not paused.',
  removed: 'Removed.',
  twin: (number: number) => `The same digest is there already: it is number ${number}.`,
  tooMany: (most: number) => `There are ${most} digests here, which is as many as there may be. Remove one first.`,
  preview: 'Only you see this preview.',
  previewHint: 'Post it to give it to the channel now.',
  post: 'Post it',
  posted: 'It is on its way to the channel.',
  postedAlready: 'It was posted already, or the digest has changed since. Look again with /digest now.',
  stale: 'This preview is too old to be posted. Look again with /digest now.',
  resumeFirst: 'This digest is paused: /digest resume lets it go on.',
  nothingToPost: 'By now nothing is new, so there is nothing to post.',
  slackUsage:
    'Type /digest to set up a digest here, or /digest with list, change, pause, resume, remove, now or why, and the number of a digest where there are several. Feeds: /digest feed add, an address and a topic; /digest feed list; /digest feed remove and a number.',
  invite: (name: string) => `I am not in this channel. Type /invite @${name} here, and then /digest again.`,
  archived: 'This channel is archived, so I cannot post here.',
  foreignChannel:
    'I cannot post in this conversation. Type /digest in a channel that I am in, or in a direct message with me.',
  missingScope:
    'Slack does not let me see whether I am in this channel. Whoever runs the desk can mend that: attache doctor says which scope is missing.',
  notInServer: (link: string) =>
    `I am not in this server, only my commands are. Whoever manages it lets me in with ${link}`,
  mayNotPost: (permissions: readonly string[]) =>
    `I cannot post here as I should. Whoever manages this channel can mend that: Edit Channel → Permissions, and give me ${permissions.join(', ')}.`,
  /** What Discord shows beside commands and options: at most 100 characters each. */
  discord: {
    add: 'Set up a digest in this channel',
    list: 'Show the digests of this channel',
    change: 'Change a digest: what you leave out stays',
    pause: 'Let a digest rest',
    resume: 'Let a digest go on that was paused',
    remove: 'Remove a digest',
    now: 'Show you what an edition would be now, with a button to post it',
    why: 'Tell what became of the last slots',
    digest: 'Which digest, where the channel has several',
    topics: 'Topics with commas between them, or everything; suggestions come as you type',
    days: 'On which days',
    time: 'When, as in 08:00',
    zone: 'Time zone, as in Europe/Berlin; suggestions come as you type',
    limit: 'At most so many briefs',
    quiet: 'With nothing new, post nothing (True) or a line that says so (False)',
    cron: 'In place of days and time: five fields, as in 0 8 1 * *',
  },
  formTitle: 'Digest',
  formNew: 'Set up a digest',
  formChange: 'Change a digest',
  formLooks: 'Just a moment …',
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  hints: {
    topics: 'Leave it empty for everything.',
    cron: 'For those who want one; it takes the place of days and time. Five fields, as in 0 8 1 * * (the first of the month at 08:00).',
  },
  quiet: 'Post nothing',
  note: 'Post a line that says so',
  formElsewhere: 'Set up a digest with /digest add.',
  noSlotYet: 'It has not come to a slot yet.',
  wasPosted: (time: string, briefs: number) =>
    briefs === 0
      ? `Nothing new; a note that says so was posted at ${time}.`
      : `Posted at ${time}, with ${count(briefs)}.`,
  nothingPosted: 'Nothing new, so nothing was posted.',
  coversMissed: (slots: number) =>
    `Late: it covers ${slots} earlier ${slots === 1 ? 'slot' : 'slots'}, missed while the desk was down.`,
  leftOut: (slots: number) =>
    `${slots} earlier ${slots === 1 ? 'slot was' : 'slots were'} left out, missed by more than a day.`,
  tooOld: (slots: number) =>
    slots === 1
      ? 'Too old: the desk was down, and a day later nothing is made up for. Nothing was posted.'
      : `Too old: the desk was down for this and the ${slots - 1} slots before it, and a day later nothing is made up for. Nothing was posted.`,
  waits: 'Waiting to be posted.',
  waitsUntil: (time: string, tries: number, reason: string) =>
    `Waiting until ${time}, after ${tries} ${tries === 1 ? 'try' : 'tries'}: ${reason}`,
  isSent: 'Being posted just now.',
  hasFailed: (reason: string) => `Failed, and is not tried again: ${reason}`,
  isUnsure: (reason: string) => `Unsure: it cannot be told whether it was posted, so it is not posted again. ${reason}`,
  briefsWait: (briefs: number) => `${count(briefs)} still to come in its thread.`,
  briefsFailed: (briefs: number, reason: string) => `${count(briefs)} failed: ${reason}`,
  briefsUnsure: (briefs: number, reason: string) =>
    `Of ${count(briefs)} it cannot be told whether they were posted: ${reason}`,
  topicNone: (named: string) => `No topic is called “${named}” here`,
  topicNear: (titles: readonly string[]) => `the nearest are ${titles.join(', ')}`,
  topicNotYet: (slug: string, near: readonly string[]) =>
    `no topic is called “${slug}” yet${near.length === 0 ? '' : ` (did you mean ${near.join(' or ')}?)`}; the digest has it from its first document on`,
  topicSeveral: (named: string, titles: readonly string[]) => `Several topics fit “${named}”: ${titles.join(', ')}`,
  noDay: 'choose at least one day, or give a cron expression',
  noTime: (typed: string) =>
    typed === ''
      ? 'choose a time, or give a cron expression'
      : `“${typed}” is no time: give hours and minutes, as in 08:00 or 17:30`,
  zoneNear: (zones: readonly string[]) => `did you mean ${zones.join(' or ')}?`,
  fields: {
    topics: 'Topics',
    days: 'Days',
    time: 'Time',
    cron: 'Cron expression',
    zone: 'Time zone',
    limit: 'At most so many briefs',
    whenEmpty: 'When nothing is new',
  },
} as const

/** Who manages a channel of a platform, in words. */
export function managersOf(platform: string): string {
  return MANAGERS.get(platform) ?? 'whoever manages this channel'
}

function count(briefs: number): string {
  return `${briefs} ${briefs === 1 ? 'brief' : 'briefs'}`
}

function daysInWords(days: readonly Day[]): string {
  if (days.length === DAYS.length) return 'every day'
  const isWorkdays = days.length === WORKDAYS.length && WORKDAYS.every((day) => days.includes(day))
  if (isWorkdays) return 'Monday to Friday'
  const names = days.map((day) => DAY_NAMES[day])
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** `Monday to Friday at 08:00 (Europe/Berlin)`; of what no such words fit, the cron expression. */
function scheduleInWords({ cron, zone }: { readonly cron: string; readonly zone: string }): string {
  const weekly = weeklyOf(cron)
  return weekly === undefined ? `${cron} (cron, ${zone})` : `${daysInWords(weekly.days)} at ${weekly.time} (${zone})`
}

import { readableDay } from '../wording.ts'

/** What the desk says in its own words about threads: following, asking on. */
export const threadWording = {
  follow: 'Follow',
  unfollow: 'Unfollow',
  everywhere: 'Look in all topics',
  followed: (title: string) => `Later developments of ${title} are posted in this thread from now on.`,
  followedInstead: (title: string) =>
    `Later developments of ${title} are posted in this thread from now on, not in the one before.`,
  followedAlready: (title: string) => `This thread follows ${title} already.`,
  unfollowed: (title: string) =>
    `Later developments of ${title} are posted in this channel no longer, until its next digest.`,
  notFollowed: (title: string) => `This channel does not follow ${title}.`,
  noThread: 'Only what everybody in a channel sees can be followed: ask for the brief in the channel.',
  questionGone: 'This question is kept for a day only, and where it was asked. Please ask it again.',
  newSince: (day: Date, zone: string) => `New since ${readableDay(day.toISOString(), zone)}`,
  nothingSince: (title: string, day: Date, zone: string) =>
    `Nothing new on ${title} since ${readableDay(day.toISOString(), zone)}.`,
  nothingSinceAnywhere: (day: Date, zone: string) => `Nothing new since ${readableDay(day.toISOString(), zone)}.`,
  inThreads: 'In its threads',
  waitsForMore: (until: string) => `documents have come; an update waits for more of them until ${until}.`,
  wasTold: (at: string) => `posted on ${at}.`,
  nothingToTell: (documents: number, at: string) =>
    `${documents} new or changed ${documents === 1 ? 'document says' : 'documents say'} nothing materially new, so nothing was posted (${at}).`,
  whichOfThese: 'Which of these?',
} as const

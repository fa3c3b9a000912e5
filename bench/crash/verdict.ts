import type { DeliveryRecord } from '../../src/core/delivery.ts'
import type { Dropped } from './newsroom.ts'
import type { Archive, Post } from './posts.ts'
import type { Asked } from './readers.ts'
import type { Room } from './rooms.ts'

/** What became of one kind of message. */
export interface Tally {
  /** Known from the documents, slots and questions alone. */
  owed: number
  /** Of those, how many people can read. */
  sent: number
  lost: number
  /** Messages that are there once too often. */
  doubled: number
  /** Not there, and the ledger says that this could not be told. */
  unsure: number
}

/** What the platforms hold, against what was owed and against the desks' own ledger. */
export interface Verdict {
  readonly tallies: Readonly<Record<Post['kind'], Tally>>
  /** Questions on Discord that no process lived to hear, and which were not answered: nobody owes them anything. */
  readonly unheard: number
  /** Documents that were told as an update in a followed thread, since that was due before the next edition: no edition is owed for them. */
  readonly updates: number
  /** What is wrong, in words; empty if all is well. */
  readonly faults: readonly string[]
  /** Milliseconds of the platforms' clock from the first slot after a document to its edition, ascending. */
  readonly delays: readonly number[]
}

export interface Evidence {
  readonly rooms: readonly Room[]
  readonly archive: Archive
  readonly dropped: readonly Dropped[]
  readonly asked: readonly Asked[]
  readonly ledger: readonly DeliveryRecord[]
}

const MINUTE_MS = 60_000

export function judge({ rooms, archive, dropped, asked, ledger }: Evidence): Verdict {
  const tallies = { edition: emptyTally(), brief: emptyTally(), answer: emptyTally() }
  const faults: string[] = []
  const delays: number[] = []
  const accounted = new Set<Post>()
  let unheard = 0
  let updates = 0

  function count(kind: Post['kind'], room: Room, name: string, isOwed = true): readonly Post[] {
    const found = archive.about(room, name).filter((post) => post.kind === kind)
    const tally = tallies[kind]
    for (const post of found) accounted.add(post)
    const isUnsure = found.length === 0 && room.isBlind && isGivenUp(ledger, room, name)
    tally.owed += isOwed || found.length > 0 || isUnsure ? 1 : 0
    tally.sent += Math.min(1, found.length)
    tally.doubled += Math.max(0, found.length - 1)
    if (found.length > 1) {
      const copies = found.map(({ id, at, text }) => `${id} (${new Date(at).toISOString()}, ${text.split('\n')[0]})`)
      faults.push(
        `${kind} about ${name} in ${nameOf(room)} as ${copies.join(' and ')}: ${historyOf(ledger, room, name)}`,
      )
    }
    if (isUnsure) tally.unsure += 1
    else if (found.length === 0 && isOwed) {
      tally.lost += 1
      faults.push(`no ${kind} about ${name} in ${nameOf(room)}: ${historyOf(ledger, room, name)}`)
    }
    return found
  }

  for (const { story, at, rooms: owedTo } of dropped) {
    for (const room of owedTo) {
      const briefs = count('brief', room, story.name)
      const inFollowedThread = briefs.filter((post) => isUpdate(post, archive.posts(), ledger))
      updates += inFollowedThread.length
      const editions = count('edition', room, story.name, inFollowedThread.length === 0)
      if (inFollowedThread.length > 0 && editions.length > 0)
        faults.push(`${story.name} came as an update and in an edition to ${nameOf(room)}`)
      for (const brief of briefs) {
        if (!inFollowedThread.includes(brief) && !editions.some(({ id }) => id === brief.thread))
          faults.push(`the brief about ${story.name} hangs elsewhere`)
      }
      for (const edition of editions) delays.push(edition.at - Math.ceil(at / MINUTE_MS) * MINUTE_MS)
    }
  }
  for (const { story, room, isOwed } of asked) {
    const [answer] = count('answer', room, story.secret, isOwed)
    if (answer === undefined && !isOwed) unheard += 1
  }
  for (const post of archive.posts()) {
    if (!accounted.has(post)) faults.push(`nobody was owed this in ${nameOf(post.room)}: ${post.text.slice(0, 200)}`)
  }
  faults.push(...faultsOfTime(archive.posts()), ...faultsOfLedger(archive.posts(), ledger, rooms))
  return { tallies, unheard, updates, faults, delays: delays.toSorted((a, b) => a - b) }
}

/** Whether it is an update, by the ledger, and stands where updates belong: below an edition of its channel. */
function isUpdate(post: Post, posts: readonly Post[], ledger: readonly DeliveryRecord[]): boolean {
  const { platform, channel } = post.room
  const record = ledger.find(
    ({ target, message }) => target.platform === platform && target.channel === channel && message?.message === post.id,
  )
  const head = posts.find(({ room, id, kind }) => room === post.room && id === post.thread && kind === 'edition')
  return record?.reply.kind === 'update' && head !== undefined
}

/** Whether the ledger says of a message with this name that nobody can tell whether it is there, or that it hung below such a one. */
function isGivenUp(ledger: readonly DeliveryRecord[], room: Room, name: string): boolean {
  return recordsOf(ledger, room, name).some(({ state }) => state === 'unsure' || state === 'failed')
}

function historyOf(ledger: readonly DeliveryRecord[], room: Room, name: string): string {
  const records = recordsOf(ledger, room, name).map(({ key, state, reason }) =>
    `${key} ${state} ${reason ?? ''}`.trim(),
  )
  return records.length === 0 ? 'the ledger knows nothing of it' : `the ledger says ${records.join(', ')}`
}

function recordsOf(ledger: readonly DeliveryRecord[], room: Room, name: string): DeliveryRecord[] {
  return ledger.filter(
    ({ target, reply }) =>
      target.platform === room.platform && target.channel === room.channel && JSON.stringify(reply).includes(name),
  )
}

/** Every edition names its slot: none is early, none has a slot to itself twice. */
function faultsOfTime(posts: readonly Post[]): string[] {
  const taken = new Set<string>()
  return posts
    .filter(({ kind }) => kind === 'edition')
    .flatMap((post) => {
      const [title = ''] = post.text.split('\n')
      const key = `${nameOf(post.room)}: ${title}`
      const isSecond = taken.has(key)
      taken.add(key)
      const isOnTime = isSlotPast(title, post.at)
      return [...(isSecond ? [`two editions of one slot in ${key}`] : []), ...(isOnTime ? [] : [`early: ${key}`])]
    })
}

/** Whether an edition's title, as in “Digest of Tuesday, 24 November 2026 at 07:03”, names an instant at or before `at`. */
function isSlotPast(title: string, at: number): boolean {
  const [, day, time] = /(\d+ \w+ \d{4}) at (\d{2}:\d{2})/u.exec(title) ?? []
  return Date.parse(`${day} ${time} UTC`) <= at
}

/** The ledger's messages are the platforms': each that it calls sent is there, and each that is there it knows. */
function faultsOfLedger(posts: readonly Post[], ledger: readonly DeliveryRecord[], rooms: readonly Room[]): string[] {
  const blind = new Set(rooms.filter(({ isBlind }) => isBlind).map(nameOf))
  const there = new Map(posts.map((post) => [`${nameOf(post.room)} ${post.id}`, post]))
  const faults: string[] = []
  for (const { key, target, state, reason, message } of ledger) {
    const place = `${target.platform}:${target.channel}`
    if (state === 'pending' || state === 'sending') faults.push(`${key} is still ${state}`)
    if ((state === 'unsure' || state === 'failed') && !blind.has(place))
      faults.push(`${key} in ${place} is ${state}: ${reason}`)
    if (state !== 'sent') continue
    if (!there.delete(`${place} ${message?.message}`)) faults.push(`${key} in ${place} is sent, but not there`)
  }
  for (const [place, { room }] of there) if (!room.isBlind) faults.push(`the ledger does not know ${place}`)
  return faults
}

function emptyTally(): Tally {
  return { owed: 0, sent: 0, lost: 0, doubled: 0, unsure: 0 }
}

function nameOf({ platform, channel }: Room): string {
  return `${platform}:${channel}`
}

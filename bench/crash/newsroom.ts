import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Random } from '../lookup/random.ts'
import type { Archive } from './posts.ts'
import type { Room } from './rooms.ts'
import { type Story, storyOf } from './stories.ts'

/** A document that was put into the folder. */
export interface Dropped {
  readonly story: Story
  /** On the platforms' clock, in milliseconds since 1970. */
  readonly at: number
  /** The channels whose digest covers its topic: each is owed it once. */
  readonly rooms: readonly Room[]
}

/** Puts documents into the folder, and knows which. */
export interface Newsroom {
  readonly dropped: readonly Dropped[]
  /** Puts in one document more if the room that comes next has a topic that can take it. */
  drop(): Promise<void>
}

export interface NewsroomOptions {
  /** The folder that the desks read. */
  readonly folder: string
  readonly rooms: readonly Room[]
  readonly archive: Archive
  readonly now: () => number
  readonly random: Random
}

export function createNewsroom({ folder, rooms, archive, now, random }: NewsroomOptions): Newsroom {
  const dropped: Dropped[] = []
  const latest = new Map<string, Dropped>()

  /**
   * One document at a time in each topic: a brief of two need not show both names. The next comes once the last can be read wherever it
   * is owed, so a document that is lost stops its topic, and stays lost in the end. In a blind room a topic has one document for good.
   */
  function isFree(topic: string): boolean {
    const last = latest.get(topic)
    if (last === undefined) return true
    return last.rooms.every(
      (room) => !room.isBlind && archive.about(room, last.story.name).some(({ kind }) => kind === 'brief'),
    )
  }

  return {
    dropped,
    async drop() {
      const topic = random.one(rooms).topics.find(isFree)
      if (topic === undefined) return
      const story = storyOf(dropped.length + 1, topic)
      const draft = join(folder, '..', 'draft.md')
      await mkdir(join(folder, topic), { recursive: true })
      await writeFile(draft, story.text)
      const at = now()
      // A file that is there is there whole.
      await rename(draft, join(folder, topic, `${story.name}.md`))
      const entry = { story, at, rooms: rooms.filter((room) => room.topics.includes(topic)) }
      dropped.push(entry)
      latest.set(topic, entry)
    },
  }
}

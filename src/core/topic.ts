/** What people ask for by slug; owns documents. */
export interface Topic {
  /** Lower-case letters, digits and single hyphens, e.g. `india-belarus`. */
  readonly slug: string
  readonly title: string
  /** Other spellings people use, any script. */
  readonly aliases: readonly string[]
  /** Where it may be seen; absent means everywhere. */
  readonly visibleTo?: readonly Audience[]
}

/** A workspace (Slack), server (Discord) or one channel of it that a topic is limited to. */
export interface Audience {
  readonly platform: string
  /** Slack team id, Discord guild id. */
  readonly workspace?: string
  readonly channel?: string
}

/** Where somebody stands when they ask: decides what they may see. */
export interface Place {
  readonly platform: string
  readonly workspace?: string
  readonly channel?: string
}

/** A topic in a list: with what is known about it. */
export interface TopicCard {
  readonly slug: string
  readonly title: string
  readonly documents: number
  /** ISO 8601 instant at which its newest document was found, background aside; of background alone that of its newest date. */
  readonly updatedAt: string
  /** Headline of its current brief. */
  readonly headline?: string
}

/** Whoever has a shell on the desk's machine: they have its files too, so nothing is kept from them. */
export const OPERATOR: Place = { platform: 'operator' }

/** Whether a topic may be shown at a place. A place without a workspace or channel sees only what is open to all. */
export function isVisible(topic: Pick<Topic, 'visibleTo'>, place: Place): boolean {
  if (topic.visibleTo === undefined || place.platform === OPERATOR.platform) return true
  return topic.visibleTo.some(
    (audience) =>
      audience.platform === place.platform &&
      (audience.workspace === undefined || audience.workspace === place.workspace) &&
      (audience.channel === undefined || audience.channel === place.channel),
  )
}

/** The slug of a title or folder name: letters and digits of any script, lower case, hyphens between words; '' if none. */
export function slugify(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 80)
    .replace(/-+$/u, '')
}

/** A title for a topic that nobody has titled: `unsc-reform` gives `Unsc reform`. A topic.yaml knows better. */
export function titleOfSlug(slug: string): string {
  return slug.replaceAll('-', ' ').replace(/^\p{L}/u, (letter) => letter.toUpperCase())
}

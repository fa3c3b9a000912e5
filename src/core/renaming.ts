/** What came of giving a topic another name, or putting it together with another. */
export type Renamed =
  | 'done'
  /** There is no topic of the first name. */
  | 'unknown'
  /** Renaming: a topic has the new name already. Merging: there is no topic to merge into. */
  | 'taken'
  /** Merging: the two may not be seen in the same places. */
  | 'unlike'

/** Names of topics that change. An old name goes on working wherever it is used: folders, digests, buttons, threads. */
export interface RenamingStore {
  /** The slugs that topics had before, and those that they have now. */
  formerSlugs(): Promise<ReadonlyMap<string, string>>
  /** With the title, if one is given; else the one it has, unless that was only made of its slug. */
  renameTopic(from: string, to: string, title: string | undefined): Promise<Renamed>
  /** The documents, threads, digests and followers of a topic go to another. A text that both had is one document. */
  mergeTopics(from: string, into: string): Promise<Renamed>
}

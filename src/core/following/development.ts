import type { Change } from '../brief.ts'
import type { Document } from '../document.ts'
import { compareShingles, shinglesOf } from '../story/near-duplicates.ts'
import { changesOf } from './changes.ts'
import type { KnownDocument } from './follow.ts'
import { compareRevisions } from './revisions.ts'
import { isNews, sayAll } from './said.ts'
import { type Statement, statementsOf } from './statements.ts'

/** What changed documents mean to a channel that knows earlier ones. */
export interface Development {
  readonly added: Addition
  readonly corrected: Correction
  /** Documents of which nothing is worth a message. */
  readonly unsaid: readonly Document[]
}

/** New documents that say what the channel has not been told. */
export interface Addition {
  readonly documents: readonly Document[]
  /** Their sentences that were not said before, document by document in reading order. */
  readonly news: readonly Statement[]
  readonly changes: readonly Change[]
  /** What the channel knows. */
  readonly known: readonly Statement[]
}

/** What the channel was told and does not hold any more. */
export interface Correction {
  /** In the revision that holds now. */
  readonly documents: readonly Document[]
  readonly changes: readonly Change[]
  readonly withdrawn: readonly Document[]
}

interface Revised {
  readonly before: Document
  readonly now: Document
}

/** Compares documents that a channel has not been told of with those that it knows. `gone` are those of the latter that were withdrawn. */
export function developmentOf(
  fresh: readonly Document[],
  known: readonly KnownDocument[],
  gone: readonly Document[],
): Development {
  const { revised, added, withdrawn } = sortOut(fresh, known, gone)
  const compared = revised.map((pair) => ({ ...pair, ...compareRevisions(pair.before, pair.now) }))
  // Where another text stands in the place of the old one, nothing is corrected: it is news like any other.
  const replaced = compared.filter(({ isReplaced }) => isReplaced)
  // A text that only grew is news too.
  const grown = compared.filter(({ isReplaced, changes }) => !isReplaced && isGrowth(changes))
  const corrected = compared.filter(
    ({ isReplaced, changes }) => !isReplaced && changes.length > 0 && !isGrowth(changes),
  )
  const addition = addTo(
    [...known.map(({ document }) => document), ...corrected.map(({ now }) => now)],
    [...added, ...[...replaced, ...grown].map(({ now }) => now)],
  )
  const said = new Set([...addition.documents, ...corrected.map(({ now }) => now)])
  return {
    added: addition,
    corrected: {
      documents: corrected.map(({ now }) => now),
      changes: corrected.flatMap(({ changes }) => changes),
      withdrawn,
    },
    unsaid: fresh.filter((document) => !said.has(document)),
  }
}

function isGrowth(changes: readonly Change[]): boolean {
  return changes.length > 0 && changes.every(({ before }) => before === undefined)
}

/**
 * Which document is another one revised that the channel was told of: of the same id, or much alike where the other one is gone, as when a
 * file is renamed and edited.
 */
function sortOut(fresh: readonly Document[], known: readonly KnownDocument[], gone: readonly Document[]) {
  const told = known.filter(({ isTold }) => isTold)
  const before = new Map(told.map(({ document }) => [document.id, document]))
  const left = new Set(gone)
  const revised: Revised[] = []
  const added: Document[] = []
  for (const now of fresh) {
    const former = before.get(now.id) ?? [...left].find((document) => isKin(document, now))
    if (former === undefined) {
      added.push(now)
      continue
    }
    left.delete(former)
    revised.push({ before: former, now })
  }
  return { revised, added, withdrawn: [...left] }
}

function isKin(one: Document, other: Document): boolean {
  const shingles = ({ title, text, language }: Document) => shinglesOf(`${title}\n${text}`, language)
  return compareShingles(shingles(one), shingles(other)).kinship !== 'different'
}

function addTo(known: readonly Document[], added: readonly Document[]): Addition {
  if (added.length === 0) return { documents: [], news: [], changes: [], known: [] }
  const statements = known.flatMap(statementsOf)
  const said = sayAll(statements)
  const news = added.map((document) => statementsOf(document).filter((statement) => isNews(statement, said)))
  const documents = added.filter((_, index) => (news[index]?.length ?? 0) > 0)
  return { documents, news: news.flat(), changes: changesOf(news.flat(), statements), known: statements }
}

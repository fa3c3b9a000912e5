import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { type Brief, type Claim, claimsOf, type Evidence, type SourceReference } from '../../core/brief.ts'
import { listSources } from '../../core/citations.ts'
import type { OtherPlace } from '../../core/document.ts'
import { fallbackLine } from '../../core/fallback.ts'
import { codeOf } from '../../core/file-fault.ts'
import type { BriefKeeper } from '../../core/ports.ts'
import { placeName, placesOf } from '../../core/showing.ts'
import { readableDay, wording } from '../../core/wording.ts'
import { BRIEF_FILE } from './file-names.ts'
import { OWN_FIRST_LINE } from './own-briefs.ts'

/**
 * Keeps each topic's brief as `<root>/<topic>/brief.md`: written beside it and renamed into place, and only when it changed. What somebody
 * else wrote under that name stays; the source of documents says so. Nothing is written while `isAway` says that the documents are away,
 * as with a drive that is not mounted: a file in its place would look as if they were gone.
 */
export function createBriefFiles(root: string, isAway: () => Promise<boolean> = async () => false): BriefKeeper {
  return {
    async keepBrief(brief, topicTitle) {
      if (await isAway()) throw new Error(`${root} does not hold its documents just now; it is tried again`)
      const file = join(root, brief.topic, BRIEF_FILE)
      const text = briefMarkdown(brief, topicTitle)
      const standing = await textOf(file)
      if (standing === text || isForeign(standing)) return
      await mkdir(dirname(file), { recursive: true })
      const draft = join(dirname(file), `.${BRIEF_FILE}.${process.pid}.tmp`)
      try {
        await writeFile(draft, text)
        await rename(draft, file)
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },

    async dropBrief(topic) {
      const file = join(root, topic, BRIEF_FILE)
      const text = await readFile(file, 'utf8').catch(() => '')
      if (text.startsWith(OWN_FIRST_LINE)) await rm(file, { force: true })
    },
  }
}

/** '' if there is no such file. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return ''
    throw error
  }
}

/** What somebody else wrote is theirs. */
function isForeign(text: string): boolean {
  return text !== '' && !text.startsWith(OWN_FIRST_LINE)
}

/** A brief as Markdown: sentences with footnotes, each footnote a quotation and where it stands. The same brief gives the same text. */
export function briefMarkdown(brief: Brief, topicTitle: string): string {
  const notes: Evidence[] = []
  const mark = (claim: Claim) =>
    claim.evidence
      .map((evidence) => {
        const known = notes.findIndex(({ document, start, end, part }) => {
          return (
            document === evidence.document && part === evidence.part && start === evidence.start && end === evidence.end
          )
        })
        return `[^${known >= 0 ? known + 1 : notes.push(evidence)}]`
      })
      .join('')
  const sentence = (claim: Claim) => `${escapeMarkdown(claim.text)}${mark(claim)}`
  const { cited, others } = listSources(brief, claimsOf(brief))
  const sections = [
    OWN_FIRST_LINE,
    `# ${sentence(brief.headline)}`,
    `**${wording.bottomLine}:** ${sentence(brief.bottomLine)}`,
    brief.points.map((point) => `- ${sentence(point)}`).join('\n'),
    brief.next.length === 0 ? '' : `**${wording.next}:**`,
    brief.next.map((claim) => `- ${sentence(claim)}`).join('\n'),
    facts(wording.names, brief.names, sentence),
    facts(wording.dates, brief.dates, sentence),
    facts(
      wording.covers(brief.coverage?.sections.length ?? 0, brief.coverage?.of ?? 0),
      brief.coverage?.sections ?? [],
      sentence,
    ),
    `## ${wording.sources}`,
    cited.map(({ number, source }) => `${number}. ${sourceLine(source, brief)}`).join('\n'),
    others === 0 ? '' : wording.moreDocuments(others),
    notes.map((evidence, index) => `[^${index + 1}]: ${footnote(evidence, brief.sources)}`).join('\n'),
    `*${wording.writtenBy(escapeMarkdown(topicTitle), brief.writer)}*`,
    brief.fallback === undefined ? '' : `*${fallbackLine(brief.fallback)}*`,
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function facts(label: string, claims: readonly Claim[], sentence: (claim: Claim) => string): string {
  return claims.length === 0 ? '' : `**${label}:** ${claims.map(sentence).join(', ')}`
}

function sourceLine(source: SourceReference, { topic, language }: Brief): string {
  const foreign = source.language !== language && source.language !== 'und'
  const spoken = foreign ? `, ${wording.inLanguage(source.language)}` : ''
  const title = escapeMarkdown(source.title)
  const { named, more } = placesOf(source)
  const places = named.map((place) => `[${escapeMarkdown(placeName(place))}](${addressOf(place, topic)})`).join(', ')
  const rest = more === 0 ? '' : ` ${wording.moreSources(more)}`
  const also = named.length === 0 ? '' : `. ${wording.alsoAt} ${places}${rest}`
  return `[${title}](${addressOf(source, topic)}), ${readableDay(source.date)}${spoken}${also}`
}

/** Without the signs that would end a Markdown link. */
function addressOf({ link, location }: OtherPlace, topic: string): string {
  // What an import has read stands where it stood, not below the desk's folder.
  const place = /^(?:\/|https?:)/u.test(location) ? location : posix.relative(topic, location)
  const address = link ?? encodeURI(place)
  return address.replace(/[()\s<>]/gu, (sign) =>
    encodeURIComponent(sign).replace(/[()]/gu, (bracket) => (bracket === '(' ? '%28' : '%29')),
  )
}

function footnote(evidence: Evidence, sources: readonly SourceReference[]): string {
  const source = sources.findIndex(({ document }) => document === evidence.document)
  const where = evidence.part === 'title' ? wording.inTitle(source + 1) : wording.inSource(source + 1)
  return `“${escapeMarkdown(evidence.quote)}” ${where}`
}

/** What a document says is shown as it stands: no markup of its own, no line breaks. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\\`*_{}[\]<>#|~]/gu, String.raw`\$&`)
    .replace(/^(\d+)([.)])(?=\s)/u, String.raw`$1\$2`)
    .replace(/^([-+=])/u, String.raw`\$1`)
}

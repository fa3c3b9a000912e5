import { type Brief, type Claim, countSources } from '../../core/brief.ts'
import { wording } from '../../core/wording.ts'
import { bold, clean, dim, renderReply, type TerminalStyle, wrap } from './render.ts'

/**
 * A brief that was written anew, for whoever has the one before on the screen: the sentences that came (+) and went (−), one line where
 * there are none, the whole of it where none stayed.
 */
export function renderRewritten(before: Brief, after: Brief, topicTitle: string, style: TerminalStyle): string {
  const came = notIn(before, sentencesOf(after))
  const went = notIn(after, sentencesOf(before))
  if (came.length === sentencesOf(after).length) return renderReply({ kind: 'brief', brief: after, topicTitle }, style)
  const heading = `${clean(topicTitle)} · ${wording.sourceCount(countSources(after))}`
  if (came.length === 0 && went.length === 0)
    return dim(`${heading}: written anew, every sentence is as before.`, style)
  const lines = [bold(wrap(clean(after.headline.text), '', style.width), style), dim(heading, style), '']
  for (const claim of came) {
    lines.push(wrap(clean(claim.text), '  + ', style.width), dim(`    ${placeOf(claim, after)}`, style))
  }
  for (const claim of went) lines.push(wrap(clean(claim.text), '  − ', style.width))
  return lines.join('\n')
}

function sentencesOf({ headline, bottomLine, points, next }: Brief): Claim[] {
  return [headline, bottomLine, ...points, ...next]
}

function notIn(brief: Brief, claims: readonly Claim[]): Claim[] {
  const said = new Set(sentencesOf(brief).map(({ text }) => text))
  return claims.filter(({ text }) => !said.has(text))
}

function placeOf(claim: Claim, brief: Brief): string {
  return clean(brief.sources.find(({ document }) => document === claim.evidence[0]?.document)?.location ?? '')
}

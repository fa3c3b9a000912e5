import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/core/reply.ts'
import { renderReply as renderOnDiscord } from '../../src/platforms/discord/render.ts'
import { renderReply as renderOnSlack } from '../../src/platforms/slack/render.ts'
import { renderReply as renderOnTerminal } from '../../src/platforms/terminal/render.ts'
import { brief, claim, SOURCES } from '../contracts/platform-samples.ts'

const [first] = SOURCES
if (first === undefined) throw new Error('no samples')
const sources = [...SOURCES, ...['d3', 'd4'].map((document) => ({ ...first, document, title: `Unused ${document}` }))]
const sample = brief({ sources })

describe.each<[string, (reply: Reply) => string]>([
  ['Slack', (reply) => JSON.stringify(renderOnSlack(reply))],
  ['Discord', (reply) => JSON.stringify(renderOnDiscord(reply))],
  ['a terminal', (reply) => renderOnTerminal(reply, { width: 120, colour: false })],
])('on %s', (platform, render) => {
  it('the sources that a brief cites are listed, the others counted', () => {
    const shown = render(
      platform === 'a terminal'
        ? { kind: 'brief', brief: sample, topicTitle: 'India–Belarus' }
        : { kind: 'sources', brief: sample },
    )
    for (const { title } of SOURCES) expect(shown).toContain(title)
    expect(shown).not.toContain('Unused')
    expect(shown).toContain('and 2 more documents')
  })

  it('an update lists the sources of its news', () => {
    const news = [claim('The minister signed it in Minsk.', 'd2')]
    const about = { topic: 'india-belarus', topicTitle: 'India–Belarus', changes: [] }
    const shown = render({ kind: 'update', ...about, brief: sample, news })
    expect(shown).toContain('Minister in Minsk')
    expect(shown).not.toMatch(/Unused|Parliament/u)
  })

  it('what there is more lists the sources that the brief does not', () => {
    const claims = [claim('Recruitment begins in June.'), claim('The embassy moves.', 'd4')]
    const shown = render({ kind: 'more', brief: sample, claims })
    expect(shown).toContain('Unused d4')
    expect(shown).not.toMatch(/Unused d3|Parliament/u)
  })
})

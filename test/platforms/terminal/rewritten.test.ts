import { beforeEach, expect, test } from 'vitest'
import type { Brief } from '../../../src/core/brief.ts'
import { createTerminal } from '../../../src/platforms/terminal/platform.ts'
import { sampleBrief } from '../../contracts/store-samples.ts'

let screen: string
let terminal: ReturnType<typeof createTerminal>

beforeEach(() => {
  screen = ''
  terminal = createTerminal({ write: (text) => (screen += text), style: { width: 100, colour: false } })
})

async function keep(brief: Brief): Promise<string> {
  screen = ''
  await terminal.keepBrief(brief, 'India\u2013Belarus')
  return screen
}

const saying = (text: string) => ({ ...sampleBrief().bottomLine, text })

test('the first brief of a topic is shown whole, and so is one after it was dropped', async () => {
  expect(await keep(sampleBrief())).toContain('• Talks are to begin on Monday. [1]')
  await terminal.dropBrief('india-belarus')
  expect(await keep(sampleBrief())).toContain('• Talks are to begin on Monday. [1]')
})

test('of one that is written anew the sentences that came and went are shown, with their documents', async () => {
  await keep(sampleBrief())
  const text = await keep(sampleBrief({ points: [saying('Talks begin\u001b[2J on Tuesday.')] }))
  expect(text.split('\n')).toEqual([
    'A minister arrived',
    'India\u2013Belarus · 1 source',
    '',
    '  + Talks begin on Tuesday.',
    '    india-belarus/visit.txt',
    '  − Talks are to begin on Monday.',
    '',
    '',
  ])
})

test('where readers see the same, one line says so', async () => {
  await keep(sampleBrief())
  expect(await keep(sampleBrief({ id: 'brief-2' }))).toBe(
    'India\u2013Belarus · 1 source: written anew, every sentence is as before.\n\n',
  )
})

test('where no sentence stayed, and for another topic, the whole brief is shown', async () => {
  await keep(sampleBrief())
  const other = { headline: saying('Other'), bottomLine: saying('Other.'), points: [], next: [] }
  expect(await keep(sampleBrief(other))).toContain('  Other. [1]')
  expect(await keep(sampleBrief({ topic: 'reform' }))).toContain('• Talks are to begin on Monday. [1]')
})

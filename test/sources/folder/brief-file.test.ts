import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Brief, Claim } from '../../../src/core/brief.ts'
import { briefMarkdown, createBriefFiles } from '../../../src/sources/folder/brief-file.ts'

const claim = (text: string): Claim => {
  return { text, evidence: [{ document: 'a', revision: 1, part: 'text', start: 0, end: text.length, quote: text }] }
}
const brief: Brief = {
  id: 'b',
  topic: 'varna',
  language: 'en',
  headline: claim('Harbour closed'),
  bottomLine: claim('The harbour is closed.'),
  points: [claim('Nobody was hurt.'), claim('The harbour is closed.')],
  names: [],
  dates: [],
  next: [],
  sources: [
    {
      document: 'a',
      revision: 1,
      title: 'A [bad] *title*',
      date: '2024-05-03',
      language: 'en',
      location: 'varna/a b).md',
    },
  ],
  writer: 'extractive',
}

describe('briefMarkdown', () => {
  test('sentences carry footnotes; the same evidence is one footnote', () => {
    const text = briefMarkdown(brief, 'Varna')
    expect(text).toContain('# Harbour closed[^1]')
    expect(text).toContain('**Bottom line:** The harbour is closed.[^2]')
    expect(text).toContain('- Nobody was hurt.[^3]\n- The harbour is closed.[^2]')
    expect(text.match(/^\[\^\d+\]:/gmu)).toHaveLength(3)
  })

  test('markup in a document stays text, and odd file names stay links', () => {
    const text = briefMarkdown(
      { ...brief, bottomLine: claim('See <b>this</b> [link](http://x) *now*\n# not a heading') },
      'Varna',
    )
    expect(text).toContain(String.raw`\<b\>this\</b\> \[link\](http://x) \*now\* \# not a heading`)
    expect(text).toContain(String.raw`1. [A \[bad\] \*title\*](a%20b%29.md), 3 May 2024`)
  })
})

test('documents of which it quotes nothing are counted', () => {
  const [source] = brief.sources
  if (source === undefined) throw new Error('no source')
  const text = briefMarkdown({ ...brief, sources: [source, { ...source, document: 'b', title: 'Unused' }] }, 'Varna')
  expect(text).toContain('\n\nand 1 more document\n\n')
  expect(text).not.toContain('Unused')
})

test('what an import has read is linked to where it stands', () => {
  const sources = brief.sources.map((source) => ({ ...source, location: '/archive/varna/a b.md' }))
  expect(briefMarkdown({ ...brief, sources }, 'Varna')).toContain('(/archive/varna/a%20b.md)')
})

describe('createBriefFiles', () => {
  let root: string
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'attache-'))
  })
  afterEach(async () => {
    await rm(root, { recursive: true })
  })

  test('writes the file, leaves nothing beside it, and writes again only when the brief changed', async () => {
    const files = createBriefFiles(root)
    const file = join(root, 'varna', 'brief.md')
    await files.keepBrief(brief, 'Varna')
    expect(await readdir(join(root, 'varna'))).toEqual(['brief.md'])
    await utimes(file, 1, 1)
    await files.keepBrief(brief, 'Varna')
    expect((await stat(file)).mtimeMs).toBe(1_000)
    await files.keepBrief({ ...brief, headline: claim('Harbour open') }, 'Varna')
    expect(await readFile(file, 'utf8')).toContain('# Harbour open')
  })

  test('leaves alone what somebody else wrote under its name, and fills a file that is empty', async () => {
    const files = createBriefFiles(root)
    const file = join(root, 'varna', 'brief.md')
    await mkdir(join(root, 'varna'))
    await writeFile(file, '# My own notes of three weeks\n')
    await files.keepBrief(brief, 'Varna')
    await files.dropBrief('varna')
    expect(await readFile(file, 'utf8')).toBe('# My own notes of three weeks\n')
    await writeFile(file, '')
    await files.keepBrief(brief, 'Varna')
    expect(await readFile(file, 'utf8')).toContain('# Harbour closed')
    await files.dropBrief('varna')
    expect(await readdir(join(root, 'varna'))).toEqual([])
  })

  test('writes nothing where the documents are away, since that would pass for their folder', async () => {
    const files = createBriefFiles(root, async () => true)
    await expect(files.keepBrief(brief, 'Varna')).rejects.toThrow('does not hold its documents just now')
    await files.dropBrief('varna')
    expect(await readdir(root)).toEqual([])
  })
})

import { symlinkSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createReaders } from '../../../src/sources/file/readers.ts'
import { readDocument } from '../../../src/sources/folder/reading.ts'
import { createTree } from './folder-tree.ts'

const trees: { dispose(): void }[] = []
afterEach(() => {
  for (const tree of trees.splice(0)) tree.dispose()
})

function setUp(name: string, content: string | Uint8Array) {
  const tree = createTree({ [name]: content })
  trees.push(tree)
  return tree.path(name)
}

describe('a file becomes a document', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['notes.txt', 'Talks in Minsk\n\nThey began.', { title: 'Talks in Minsk' }],
    ['2024-03-14-talks.md', '# Talks\n\nThey began.', { title: 'Talks', date: '2024-03-14' }],
    ['2024-03-14-talks.md', '---\ndate: 2024-03-15\n---\nThey began.', { date: '2024-03-15' }],
    ['20240314.txt', 'date 2024-03-15 They began.', { date: '2024-03-15' }],
    ['page.HTM', '<html lang=fr><title>Talks</title><p>They began.', { title: 'Talks', language: 'fr' }],
  ])('%s', async (name, content, expected) => {
    const path = setUp(name, content)
    expect(await readDocument(path)).toEqual({
      location: path,
      blocks: [{ kind: 'prose', text: 'They began.' }],
      ...expected,
    })
  })

  it.each([
    ['talks.txt', '2026-03-14'],
    ['2026-03-16-talks.txt', '2026-03-16'],
  ])('%s: the dateline is its date where its name has none', async (name, date) => {
    const path = setUp(name, 'Minsk, 14 March 2026 – They began.\n')
    const text = 'Minsk, 14 March 2026 – They began.'
    expect(await readDocument(path)).toMatchObject({ date, blocks: [{ text }] })
  })

  it('with any line ends, without control characters and soft hyphens', async () => {
    const path = setUp('a.txt', 'One\u00AD\u00AD is\u0007 here.\r\n\r\nTwo is there.\r\rThree.\fFour.')
    expect(await readDocument(path)).toMatchObject({
      blocks: ['One is here.', 'Two is there.', 'Three.', 'Four.'].map((text) => ({ kind: 'prose', text })),
    })
  })

  it('through a link anywhere, since somebody named it', async () => {
    const path = setUp('a.txt', 'They began.')
    symlinkSync(path, `${path}-link.txt`)
    expect(await readDocument(`${path}-link.txt`)).toMatchObject({ blocks: [{ text: 'They began.' }] })
  })
})

it.each(['a.txt', 'a.md'])('reads only so much of %s, to the end of a paragraph', async (name) => {
  const path = setUp(name, `${'They began to talk of the harbour.\r\n\r\n'.repeat(60_000)}`)
  const found = await readDocument(path)
  if ('what' in found) throw new Error(found.what)
  expect(found.isCut).toBe(true)
  const text = found.blocks.map((block) => block.text)
  expect(new Set(text)).toEqual(new Set(['They began to talk of the harbour.']))
  expect(text.length).toBeGreaterThan(27_000)
  expect(text.length).toBeLessThan(30_000)
})

describe('of a file that is much too long only the first bytes are read', () => {
  it.each(['a.txt', 'a.md'])('%s: what they make is the same document', async (name) => {
    const paragraph = 'Они начали переговоры о порте — 100 €.\r\n\r\n'
    const [long, longer] = [30_000, 100_000].map((count) => setUp(name, paragraph.repeat(count)))
    const [one, other] = await Promise.all([long, longer].map((path) => readDocument(path ?? '')))
    expect({ ...one, location: '' }).toEqual({ ...other, location: '' })
    // What nobody looks at may be anything.
    const odd = setUp(name, Buffer.concat([Buffer.from(paragraph.repeat(100_000)), Buffer.alloc(10)]))
    expect({ ...(await readDocument(odd)), location: '' }).toEqual({ ...one, location: '' })
  })

  it('to the end of a paragraph, however much of them is no text', async () => {
    const hyphens = '\u00AD'.repeat(100)
    const found = await readDocument(setUp('a.txt', `They ${hyphens} began.\n\n`.repeat(30_000)))
    expect(found).toMatchObject({ isCut: true })
    expect(new Set('blocks' in found ? found.blocks.map(({ text }) => text) : [])).toEqual(new Set(['They began.']))
  })
})

describe('or a problem that says how to mend it', () => {
  it.each([
    ['a.odt', 'x', /^not read yet: \.odt files; save it as \.txt, \.md, \.html, \.pdf, \.docx or \.eml$/u],
    ['a.PDF', 'x', /damaged/u],
    ['a.docx', 'x', /damaged/u],
    ['a.eml', 'x', /no mail/u],
    ['a.txt', '', /empty/u],
    ['a.md', '---\ntitle: Talks\n---\n', /no text/u],
    ['a.html', '<title>Talks</title><nav>Home</nav>', /no text/u],
    ['a.txt', '%PDF-1.4', /it is a PDF/u],
  ])('%s of %j', async (name, content, what) => {
    const path = setUp(name, content)
    expect(await readDocument(path)).toEqual({ where: path, what: expect.stringMatching(what) })
  })

  it('for what is not there, and for folders', async () => {
    const path = setUp('a.txt', 'x')
    expect(await readDocument(`${path}.md`)).toEqual({ where: `${path}.md`, what: 'there is no such file' })
    const tree = createTree()
    trees.push(tree)
    tree.mkdir('folder.md')
    expect(await readDocument(tree.path('folder.md'))).toMatchObject({ what: expect.stringContaining('a folder') })
  })
})

it('survives any bytes in any format', async () => {
  const tree = createTree()
  // One process of a kind for them all.
  const readers = createReaders()
  trees.push(tree, { dispose: readers.close })
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constantFrom('txt', 'md', 'html', 'pdf', 'docx', 'eml'),
      async (bytes, ending) => {
        tree.write(`a.${ending}`, bytes)
        const result = await readDocument(tree.path(`a.${ending}`), readers)
        if ('what' in result) expect(result.what).not.toMatch(/cannot be read/u)
        else expect(result.blocks.length).toBeGreaterThan(0)
      },
    ),
  )
})

import { afterAll, expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import { charsetOf, createArticleReader } from '../../../src/sources/article/reader.ts'
import { newsPage, REPORT } from './pages.ts'

const reader = createArticleReader()
afterAll(() => reader.close())

test('bytes become an article, by the header’s encoding where the page names none', async () => {
  const cyrillic = 'Совет порта проголосовал за новый мост, который заменит старый, построенный почти сто лет назад.'
  const html = newsPage({ body: `<p>${cyrillic}</p>` })
  // windows-1251 has Cyrillic letters in the order of Unicode, from 0xC0.
  const bytes = Uint8Array.from(html, (sign) => {
    const code = sign.charCodeAt(0)
    return code < 0x80 ? code : code >= 0x410 && code <= 0x44f ? code - 0x350 : 0x3f
  })
  const article = await reader.read({ bytes, charset: 'windows-1251' })
  expect(article.blocks).toEqual([{ kind: 'prose', text: cyrillic }])
})

test.each<[string, string, RegExp]>([
  ['nested 100,000 deep', '<div><p>'.repeat(50_000), /nested/u],
  [
    '20 MB of paragraphs',
    '<p>A sentence that is like all the others, and ends.'.repeat(400_000),
    /memory|long|s to read|elements/u,
  ],
  ['20 MB of one word', 'a'.repeat(20 * 1024 * 1024), /./u],
  ['half-open tables', '<table><tr><td>'.repeat(20_000), /./u],
  ['attributes without end', `<p ${'a=b '.repeat(1_000_000)}>x`, /./u],
])(
  '%s',
  async (_what, html, words) => {
    const failure = await reader.read({ bytes: new TextEncoder().encode(html) }).then(
      () => new InputError('read after all'),
      (error: unknown) => error,
    )
    expect(failure).toBeInstanceOf(InputError)
    expect(String(failure)).toMatch(words)
    const next = await reader.read({ bytes: new TextEncoder().encode(newsPage()) })
    expect(next.blocks).toHaveLength(REPORT.length)
  },
  60_000,
)

test.each([
  ['text/html; charset=utf-8', 'utf-8'],
  ['text/html;charset="ISO-8859-1"; x=y', 'ISO-8859-1'],
  ['text/html', undefined],
  [undefined, undefined],
])('%j names %j', (header, charset) => {
  expect(charsetOf(header)).toBe(charset)
})

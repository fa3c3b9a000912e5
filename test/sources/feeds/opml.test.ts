import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import { type ListedFeed, MOST_LISTED, readOpml, writeOpml } from '../../../src/sources/feeds/opml.ts'
import { createOpmlReader } from '../../../src/sources/feeds/opml-reader.ts'

const NOW = new Date('2026-03-10T12:00:00Z')

function opml(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>x</title></head><body>${body}</body></opml>`
}

const feed = (number: number) => `<outline text="No. ${number}" type="rss" xmlUrl="https://a.example/${number}"/>`

describe('a list of feeds', () => {
  test('is read with its folders, the innermost of which counts, and what is no feed is passed over', () => {
    const list = readOpml(
      opml(`
        <outline text="Top" xmlUrl="https://top.example/feed"/>
        <outline text="News"><outline title="World" text="w">
          <outline text="Wire &amp; Co. &eacute;" xmlUrl="https://wire.example/?a=1&amp;b=2"/>
        </outline><outline text="A note"/></outline>
        <outline text="Off" isComment="true"><outline text="x" xmlUrl="https://off.example/"/></outline>
        <outline text="C" category="/Tech/Linux,/Other" xmlUrl="feed://c.example/rss"/>
        <outline text="D" xmlUrl="feed:https://d.example/rss"/>
        <outline text="E" type="rss" url="https://e.example/"/>
        <outline text="Top again" xmlUrl="https://top.example/feed"/>`),
    )
    expect(list.feeds).toEqual([
      { address: 'https://top.example/feed', title: 'Top' },
      { address: 'https://wire.example/?a=1&b=2', title: 'Wire & Co. é', folder: 'World' },
      { address: 'http://c.example/rss', title: 'C', folder: 'Linux' },
      { address: 'https://d.example/rss', title: 'D' },
      { address: 'https://e.example/', title: 'E' },
    ])
    expect(list).toMatchObject({ unusable: 0, leftOut: 0, isCut: false })
  })

  test('says how many addresses are none of the web', () => {
    const bad = ['javascript:alert(1)', 'file:///etc/passwd', 'https://user:pw@a.example/', 'nonsense']
    const list = readOpml(opml(feed(1) + bad.map((each) => `<outline text="x" xmlUrl="${each}"/>`).join('')))
    expect(list).toMatchObject({ feeds: [{ title: 'No. 1' }], unusable: 4 })
  })

  test('that is broken is read as far as it goes', () => {
    const whole = opml(`<outline text="News">${feed(1)}${feed(2)}${feed(3)}</outline>`)
    const cut = readOpml(whole.slice(0, whole.indexOf('/3"')))
    expect(cut.feeds.map(({ title, folder }) => [title, folder])).toEqual([
      ['No. 1', 'News'],
      ['No. 2', 'News'],
    ])
    expect(cut.isCut).toBe(true)
    const careless = readOpml(opml(`<outline text="R & D <x>" xmlUrl="https://a.example/?a=1&b=2"><outline text="y">`))
    expect(careless.feeds).toEqual([{ address: 'https://a.example/?a=1&b=2', title: 'R & D <x>' }])
  })

  test.each([
    ['a page', '<html><body>hello</body></html>', 'it is no OPML'],
    ['a feed', '<rss><channel><title>x</title></channel></rss>', 'it is no OPML'],
    ['nothing', '', 'it is no OPML'],
    ['no feeds', opml('<outline text="x"/>'), 'it lists no feed'],
    ['a cut head', '<opml version="2.0"><head><title', 'it lists no feed|cannot be read'],
  ])('%s is refused in words', (_name, text, words) => {
    expect(() => readOpml(text)).toThrow(InputError)
    expect(() => readOpml(text)).toThrow(new RegExp(words, 'u'))
  })

  test('comes back as it was written', () => {
    const name = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .map((text) => text.replace(/[\s\p{C}]+/gu, ' ').trim())
      .filter((text) => text !== '' && !/&[#\w]+;/u.test(text) && !text.includes('<!'))
    const feeds = fc.uniqueArray(
      fc.record({ address: fc.webUrl({ withQueryParameters: true }), title: name, folder: fc.option(name) }),
      { selector: ({ address }) => address, minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(feeds, (given) => {
        const listed = given.map(
          ({ address, title, folder }): ListedFeed => ({
            address: new URL(address).href,
            title,
            ...(folder === null ? {} : { folder }),
          }),
        )
        const back = readOpml(writeOpml(listed, 'Feeds', NOW)).feeds
        expect(new Set(back.map((each) => JSON.stringify(each)))).toEqual(
          new Set(listed.map(({ address, title, folder }) => JSON.stringify({ address, title, folder }))),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('writes names as text, whatever they are', () => {
    const title = `"><script>alert('1')</script>\u0007\n]]>&amp;`
    const text = writeOpml([{ address: 'https://a.example/', title }], 'Feeds & <more>', NOW)
    expect(text).not.toContain('<script')
    expect(text).not.toContain('\u0007')
    expect(readOpml(text).feeds).toHaveLength(1)
  })
})

describe('the reader of lists', () => {
  test('bounds what hostile lists take, and reads the next one', { timeout: 60_000 }, async () => {
    const own = createOpmlReader()
    const read = async (text: string) => await own.read({ bytes: new TextEncoder().encode(text) })
    const entity = `<!DOCTYPE opml [<!ENTITY a "${'a'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(1_000)}"><!ENTITY c "${'&b;'.repeat(1_000)}">]>`
    const expanded = await read(`${entity}${opml(`<outline text="&c;" xmlUrl="https://a.example/"/>`)}`)
    expect(expanded.feeds[0]?.title?.length ?? 0).toBeLessThan(200)
    const many = await read(opml(Array.from({ length: 100_000 }, (_, number) => feed(number)).join('')))
    expect([many.feeds.length, many.leftOut]).toEqual([MOST_LISTED, 100_000 - MOST_LISTED])
    const deep = `${'<outline text="a">'.repeat(50_000)}${feed(1)}${'</outline>'.repeat(50_000)}`
    await expect(read(opml(deep))).rejects.toThrow(/nested/u)
    await expect(own.read({ bytes: new Uint8Array(21 * 1024 * 1024) })).rejects.toThrow(/larger than 20 MB/u)
    // windows-1251, as its declaration says
    const head = '<?xml version="1.0" encoding="windows-1251"?><opml><body><outline xmlUrl="https://a.example/" text="'
    const bytes = new Uint8Array([
      ...Buffer.from(head),
      0xcc,
      0xe8,
      0xed,
      0xf1,
      0xea,
      ...Buffer.from('"/></body></opml>'),
    ])
    expect((await own.read({ bytes })).feeds[0]?.title).toBe('Минск')
    own.close()
  })
})

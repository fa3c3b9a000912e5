import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeFeed } from '../../../src/sources/feeds/encoding.ts'

const xml = (words: string, encoding?: string) =>
  `<?xml version="1.0"${encoding === undefined ? '' : ` encoding="${encoding}"`}?><rss><channel><title>${words}</title></channel></rss>`
const utf8 = (text: string) => new TextEncoder().encode(text)
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const wide = (text: string, bytes: 2 | 4, isLittle: boolean, mark = '') => {
  const points = [...(mark + text)].map((letter) => letter.codePointAt(0) ?? 0)
  const view = new DataView(new ArrayBuffer(points.length * bytes))
  for (const [at, point] of points.entries())
    if (bytes === 2) view.setUint16(at * 2, point, isLittle)
    else view.setUint32(at * 4, point, isLittle)
  return new Uint8Array(view.buffer)
}

/** `<?xml encoding='cp500'?><a>AB [1]</a>` */
const ebcdic = Uint8Array.from(
  Buffer.from('4c6fa794934085958396848995877e7d8397f5f0f07d6f6e4c816ec1c2404af15a4c61816e', 'hex'),
)

const asian = (encoding: string, words: string) => Uint8Array.from(iconv.encode(xml(words.repeat(4)), encoding))

describe('the text of a feed', () => {
  test.each([
    ['UTF-8', utf8(xml('Мост и café')), undefined, 'Мост и café'],
    ['UTF-8 with a mark', utf8(`\ufeff${xml('café')}`), undefined, 'café'],
    ['UTF-8 whatever its header says', utf8(xml('Мост')), 'iso-8859-1', 'Мост'],
    ['as it declares itself', latin1(xml('Ìîñò', 'windows-1251')), undefined, 'Мост'],
    ['as its header says, before itself', latin1(xml('Ìîñò', 'iso-8859-1')), 'windows-1251', 'Мост'],
    [
      'as it declares itself where nobody knows what the header says',
      latin1(xml('café', 'iso-8859-1')),
      'x-none',
      'café',
    ],
    ['UTF-16 without a mark', wide(xml('Мост'), 2, true), undefined, 'Мост'],
    ['UTF-16 with a mark, the other way round', wide(xml('Мост'), 2, false, '\ufeff'), undefined, 'Мост'],
    ['UTF-32', wide(xml('Мост'), 4, false), undefined, 'Мост'],
    ['UTF-32 with a mark', wide(xml('Мост'), 4, true, '\ufeff'), undefined, 'Мост'],
    ['a code page of DOS', latin1(xml('caf\x82', 'ibm850')), undefined, 'café'],
    [
      'windows-1252 within UTF-8',
      Uint8Array.of(...utf8(xml('Мост «к')), ...latin1('caf\xe9 \x93x\x94</x>')),
      undefined,
      'café “x”',
    ],
    ['EBCDIC', ebcdic, undefined, 'AB [1]'],
    ['EUC-JP that says nothing', asian('euc-jp', '東京で橋が開通しました。'), undefined, '東京で橋が開通しました。'],
    [
      'Shift_JIS that says nothing',
      asian('shift_jis', '東京で橋が開通しました。'),
      undefined,
      '東京で橋が開通しました。',
    ],
    [
      'EUC-KR that says nothing',
      asian('euc-kr', '서울에서 다리가 열렸습니다.'),
      undefined,
      '서울에서 다리가 열렸습니다.',
    ],
    [
      'GB 2312 that says nothing',
      asian('gb18030', '他们在中国的大学里学了一年，现在还没有来。'),
      undefined,
      '他们在中国',
    ],
    ['Big5 that says nothing', asian('big5', '他們在中國的大學裡學了一年，現在還沒有來。'), undefined, '他們在中國'],
    ['with zeros among its bytes', utf8(xml('ca\0fé')), undefined, 'café'],
  ])('%s', async (_what, bytes, charset, words) => {
    expect(await decodeFeed(bytes, charset)).toContain(words)
  })

  test('bytes that are none are refused', async () => {
    await expect(
      decodeFeed(
        Uint8Array.from({ length: 2_000 }, (_, at) => (at * 7_919) % 256),
        undefined,
      ),
    ).rejects.toThrow(/not text|encoding/u)
  })
})

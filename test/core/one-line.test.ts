import { expect, it } from 'vitest'
import { cleanLine, cleanLines, clip, webAddress } from '../../src/core/one-line.ts'

it.each([
  ['one two three', 9, 'one two…'],
  ['one two three', 13, 'one two three'],
  ['one two, three', 9, 'one two,…'],
  ['unbroken'.repeat(3), 9, 'unbroken…'],
  ['ab👨‍👩‍👧‍👦cd', 6, 'ab…'],
  ['हिन्दी में एक वाक्य', 12, 'हिन्दी में…'],
])('cuts %j to %i units at the end of a word', (text, most, cut) => {
  expect(clip(text, most)).toBe(cut)
})

it('cuts between the words of a script without spaces', () => {
  const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment('白俄罗斯议会批准了劳工协定')]
  const ends = words.map(({ index, segment }) => index + segment.length)
  for (let most = 4; most < 13; most += 1) {
    expect(ends).toContain(clip('白俄罗斯议会批准了劳工协定', most).length - 1)
  }
})

it('makes one harmless line', () => {
  expect(cleanLine(' a\u0000\n\u202Eb\u2028c\uD800 ')).toBe('a b c\uFFFD')
})

it('makes every line harmless where it stands', () => {
  expect(cleanLines('- a\u001B]0;hi\u0007.pdf:\n  b\u202E c')).toBe('- a ]0;hi .pdf:\n  b c')
})

it('keeps the joiners that scripts and emoji need', () => {
  expect(cleanLine('می‌خواهم 👨‍👩‍👧 \u200Fعربي')).toBe('می‌خواهم 👨‍👩‍👧 \u200Fعربي')
})

it.each([
  ['https://a.example/b c', 'https://a.example/b%20c'],
  ['http://a.example', 'http://a.example/'],
  ['https://user:secret@a.example', undefined],
  ['javascript:alert(1)', undefined],
  ['file:///etc/passwd', undefined],
  ['reports/visit.txt', undefined],
  [`https://a.example/${'a'.repeat(3_000)}`, undefined],
  [undefined, undefined],
])('takes %j for the address %j', (given, address) => {
  expect(webAddress(given, 3_000)).toBe(address)
})

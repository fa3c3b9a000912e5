import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, clip } from '../../../src/core/one-line.ts'
import { escapeMarkdown, maskedLink, sourceMark, unescapeMarkdown } from '../../../src/platforms/discord/markdown.ts'

describe('escaping', () => {
  it.each([
    ['**bold** __line__ *it* _it_ ~~no~~', String.raw`\*\*bold\*\* \_\_line\_\_ \*it\* \_it\_ \~\~no\~\~`],
    ['`code` ||spoiler||', '\\`code\\` \\|\\|spoiler\\|\\|'],
    ['[label](https://evil.example)', String.raw`\[label\]\(https\://evil.example\)`],
    ['<@1> <@&2> <#3> <t:4:R> <:x:5> <a:x:5> </brief:6> <id:home>', undefined],
    ['# heading', String.raw`\# heading`],
    ['-# small', String.raw`\-\# small`],
    ['> quote', String.raw`\> quote`],
    ['- item', String.raw`\- item`],
    ['+ item', String.raw`\+ item`],
    ['1. item', String.raw`1\. item`],
    ['12) item', String.raw`12\) item`],
    ['2020-2024, 5+5, 3.5', '2020-2024, 5+5, 3.5'],
    ['@everyone @HERE a@b.example', '@\u200Beveryone @\u200BHERE a@b.example'],
    ['back\\*slash\\', String.raw`back\\\*slash\\`],
    ['Schröder: «да», 50 %', String.raw`Schröder\: «да», 50 %`],
  ])('%s', (text, escaped) => {
    if (escaped !== undefined) expect(escapeMarkdown(text)).toBe(escaped)
    expect(liveMarkup(escapeMarkdown(text))).toEqual([])
    expect(unescapeMarkdown(escapeMarkdown(text))).toBe(text)
  })

  it('leaves no markup in any text, shows it whole, and grows it twofold at most', () => {
    const piece = fc.constantFrom(
      ...'\\*_~`|<>[]()#:@-+.1 e\n'.split(''),
      '@everyone',
      '<@1>',
      '://',
      '**',
      'é',
      '\u202E',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 }),
        (pieces) => {
          const line = cleanLine(pieces.join(''))
          const escaped = escapeMarkdown(line)
          expect(liveMarkup(escaped)).toEqual([])
          expect(escaped.length).toBeLessThanOrEqual(2 * line.length)
          if (!line.includes('\u200B')) expect(unescapeMarkdown(escaped)).toBe(line)
        },
      ),
    )
  })
})

/** What of a text Discord would not show as it stands, read the way Discord reads: a backslash takes the next character away. */
function liveMarkup(escaped: string): string[] {
  const bare = escaped.replace(/\\[^\p{L}\p{N}\s]/gu, 'x')
  return bare.match(/[\\*_~`|<>[\]#:]|^(?:[-+]|\d+[.)])|@(?:everyone|here)/giu) ?? []
}

describe('links', () => {
  it('masks an address', () => {
    expect(maskedLink('A title', 'https://news.example/a?b=1&c=2')).toBe('[A title](https://news.example/a?b=1&c=2)')
    expect(sourceMark(2, 'https://news.example/')).toBe('[[2]](https://news.example/)')
  })

  it('keeps an address from ending the link before its end', () => {
    const link = maskedLink('x', 'https://news.example/a_(b)\\c?"d"=[e]<f>')
    expect(link).toMatch(/^\[x\]\(https:\/\/news\.example\/[^()[\]<>\\"\s]*\)$/u)
  })

  it('keeps a label from ending the link before its end', () => {
    expect(maskedLink(escapeMarkdown('a ] b [ c'), 'https://news.example/')).toBe(
      String.raw`[a \) b \( c](https://news.example/)`,
    )
  })

  it('does not link a label that looks like an address of its own', () => {
    const label = escapeMarkdown('see https://bank.example')
    expect(maskedLink(label, 'https://evil.example')).toBe(label)
    expect(maskedLink('www.bank.example', 'https://evil.example')).toBe('www.bank.example')
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'https://user:pass@x.example', 'nothing', '', undefined])(
    'sends nobody to %s',
    (address) => {
      expect(maskedLink('x', address)).toBe('x')
      expect(sourceMark(1, address)).toBe(String.raw`\[1\]`)
    },
  )

  it('sends nobody to an address that is too long', () => {
    const address = `https://news.example/${'a'.repeat(500)}`
    expect(maskedLink('x', address)).toBe('x')
  })
})

describe('clipping', () => {
  it.each([
    ['short', 10, 'short'],
    ['one two three', 9, 'one two…'],
    ['aaaaaaaaaaaa', 5, 'aaaa…'],
    ['👨‍👩‍👧👨‍👩‍👧', 10, '👨‍👩‍👧…'],
  ])('%s to %i', (text, most, clipped) => {
    expect(clip(text, most)).toBe(clipped)
  })

  it('never cuts a character in two, nor gives more than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.integer({ min: 2, max: 60 }), (text, most) => {
        const clipped = clip(cleanLine(text), most)
        expect(clipped.length).toBeLessThanOrEqual(most)
        expect(clipped.isWellFormed()).toBe(true)
      }),
    )
  })
})

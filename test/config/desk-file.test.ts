import { describe, expect, it } from 'vitest'
import { readDeskFile } from '../../src/config/desk-file.ts'
import { USUAL_ANSWERING } from '../../src/core/conversation/answering.ts'
import { STANDARD_PACE } from '../../src/core/following/pace.ts'

const read = (text: string) => readDeskFile('desk.yaml', text, 'Europe/Paris')

const ONE = `digests:
  - channel: slack:C0123
    topics: [India-Belarus, unsc-reform, unsc-reform]
    at: "0  8 * * 1-5"
    zone: Asia/Kolkata
    limit: 3
    when_empty: note
    workspace: T1
`

describe('digests', () => {
  it('are read with all they say', () => {
    expect(read(ONE)).toEqual({
      digests: [
        {
          id: expect.stringMatching(/^[0-9a-f]{16}$/u),
          target: { platform: 'slack', channel: 'C0123' },
          workspace: 'T1',
          topics: ['india-belarus', 'unsc-reform'],
          cron: '0 8 * * 1-5',
          zone: 'Asia/Kolkata',
          limit: 3,
          whenEmpty: 'note',
          author: 'desk.yaml',
          origin: 'code',
        },
      ],
      namedTopics: new Map([
        ['india-belarus', 'desk.yaml:3'],
        ['unsc-reform', 'desk.yaml:3'],
      ]),
      answering: USUAL_ANSWERING,
      pace: STANDARD_PACE,
      feeds: [],
    })
  })

  it('have standards for what they leave out', () => {
    const result = read(
      'digests:\n- {channel: "discord:42", topics: all, at: 0 8 * * *}\n- {channel: terminal, topics: all, at: 0 8 * * *}',
    )
    expect(result).toMatchObject({
      digests: [
        {
          target: { platform: 'discord', channel: '42' },
          topics: [],
          zone: 'Europe/Paris',
          limit: 8,
          whenEmpty: 'quiet',
        },
        { target: { platform: 'terminal', channel: 'terminal' } },
      ],
    })
  })

  it('keep their id while channel, topics and time stay, and only then', () => {
    const idOf = (text: string) => {
      const result = read(text)
      return 'digests' in result ? result.digests[0]?.id : undefined
    }
    const id = idOf(ONE)
    const same = ['limit: 3', 'when_empty: note', 'workspace: T1'].map((line) => idOf(ONE.replace(`    ${line}\n`, '')))
    expect(same).toEqual([id, id, id])
    expect(idOf(ONE.replace('[India-Belarus, unsc-reform, unsc-reform]', '[unsc-reform, india-belarus]'))).toBe(id)
    const other = [
      ONE.replace('C0123', 'C0124'),
      ONE.replace('"0  8', '"1  8'),
      ONE.replace('Kolkata', 'Tokyo'),
      ONE.replace('India-', ''),
    ]
    expect(new Set([id, ...other.map(idOf)]).size).toBe(5)
  })

  it.each(['', '# nothing yet\n', 'digests: []\n'])('may be none: %j', (text) => {
    expect(read(text)).toEqual({
      digests: [],
      namedTopics: new Map(),
      answering: USUAL_ANSWERING,
      pace: STANDARD_PACE,
      feeds: [],
    })
  })

  it('tells where each topic is named first', () => {
    const more = ONE.replace('digests:\n', '').replace(
      '[India-Belarus, unsc-reform, unsc-reform]',
      '\n      - minsk\n      - unsc-reform',
    )
    const result = read(ONE + more)
    expect('namedTopics' in result && [...result.namedTopics]).toEqual([
      ['india-belarus', 'desk.yaml:3'],
      ['unsc-reform', 'desk.yaml:3'],
      ['minsk', 'desk.yaml:11'],
    ])
  })

  it('may stand beside feeds of the whole desk', () => {
    expect(read('\nfeeds: [https://example.org/feed]\n')).toEqual({
      digests: [],
      namedTopics: new Map(),
      answering: USUAL_ANSWERING,
      pace: STANDARD_PACE,
      feeds: ['https://example.org/feed'],
    })
  })
})

describe('what is answered', () => {
  const answering = (text: string) => {
    const result = read(text)
    return 'answering' in result ? result.answering : result
  }

  it('is said for all channels, and for single ones', () => {
    const channels =
      'channels:\n- channel: slack:C0123\n  answers: mentions\n- {channel: "discord:42", answers: questions}\n'
    expect(answering(`answers: off\n${channels}`)).toEqual({
      usual: 'off',
      channels: [
        { target: { platform: 'slack', channel: 'C0123' }, answers: 'mentions' },
        { target: { platform: 'discord', channel: '42' }, answers: 'questions' },
      ],
    })
    expect(answering(channels)).toMatchObject({ usual: 'questions' })
  })

  it('may be off in the words of any YAML', () => {
    expect(answering('answers: "off"')).toMatchObject({ usual: 'off' })
    expect(answering('answers: false')).toMatchObject({ usual: 'off' })
  })
})

it('says how long updates wait for more documents', () => {
  expect(read('updates_after: 2')).toMatchObject({ pace: { quietMs: 120_000, longestMs: 3_600_000 } })
  expect(read('updates_after: 0')).toMatchObject({ pace: { quietMs: 0, longestMs: 0 } })
})

describe('what is wrong is named with its line and how to mend it', () => {
  it.each<[string, string, [string, RegExp][]]>([
    ['a channel by name', ONE.replace('C0123', '"#general"'), [['desk.yaml:2', /bottom of the channel’s details/u]]],
    [
      'an unknown platform',
      ONE.replace('slack:C0123', 'irc:1'),
      [['desk.yaml:2', /“slack:C0123”, “discord:123” or “terminal”/u]],
    ],
    [
      'an unknown key',
      ONE.replace('when_empty', 'when_emtpy'),
      [['desk.yaml:7', /did you mean “when_empty”\? Allowed: channel, topics/u]],
    ],
    [
      'an unknown key at the top',
      `digest: []\n${ONE}`,
      [['desk.yaml:1', /did you mean “digests”\? Allowed: digests, answers, channels, updates_after, feeds/u]],
    ],
    ['seconds', ONE.replace('0  8', '0 0 8'), [['desk.yaml:4', /six fields; leave out the first/u]]],
    ['a minute that does not exist', ONE.replace('0  8', '61 8'), [['desk.yaml:4', /is not a schedule/u]]],
    ['a day that does not exist', ONE.replace('0  8 * * 1-5', '0 8 31 2 *'), [['desk.yaml:4', /is not a schedule/u]]],
    ['a zone that does not exist', ONE.replace('Kolkata', 'Kolkatta'), [['desk.yaml:5', /not a time zone/u]]],
    [
      'a wrong standard zone aside, its absence',
      ONE.replace('zone: Asia/Kolkata', 'zone:'),
      [['desk.yaml:5', /IANA/u]],
    ],
    ['no topics', ONE.replace(/topics: .*/u, 'topics: []'), [['desk.yaml:3', /at least one topic, or all/u]]],
    [
      'a missing key',
      ONE.replace(/ {4}topics: .*\n/u, ''),
      [['desk.yaml:2', /topics: give a list of topics, or all/u]],
    ],
    ['a limit out of bounds', ONE.replace('limit: 3', 'limit: 21'), [['desk.yaml:6', /at most 20/u]]],
    ['a server id that lost its digits', ONE.replace('T1', '123456789012345678901'), [['desk.yaml:8', /in quotes/u]]],
    ['the same digest twice', ONE + ONE.replace('digests:\n', ''), [['desk.yaml:9', /stands at desk\.yaml:2/u]]],
    ['an answer that is none', 'answers: always', [['desk.yaml:1', /mentions .*, questions .* or off/u]]],
    ['an answer that is half of one', 'answers: true', [['desk.yaml:1', /mentions, questions or off/u]]],
    [
      'a channel without its answers',
      'channels:\n- channel: slack:C1',
      [['desk.yaml:2', /answers: mentions .*, questions .* or off/u]],
    ],
    [
      'an unknown key of a channel',
      'channels:\n- {channel: slack:C1, answers: off, anwsers: off}',
      [['desk.yaml:2', /did you mean “answers”\? Allowed: channel, answers/u]],
    ],
    [
      'the same channel twice',
      'channels:\n- {channel: slack:C1, answers: off}\n- {channel: slack:C1, answers: mentions}',
      [['desk.yaml:3', /stands at desk\.yaml:2/u]],
    ],
    ['a wait that is too long', 'updates_after: 90', [['desk.yaml:1', /updates_after: at most 60 minutes/u]]],
    ['a wait that is none', 'updates_after: soon', [['desk.yaml:1', /updates_after: a whole number/u]]],
    ['a star without quotes', ONE.replace('"0  8 * * 1-5"', '*/5 * * * *'), [['desk.yaml:4', /into quotes/u]]],
    ['a list where a map belongs', '- a\n- b', [['desk.yaml:1', /digests:/u]]],
    [
      'several things at once',
      ONE.replace('limit: 3', 'limit: 0').replace('C0123', 'x'),
      [
        ['desk.yaml:2', /channel/u],
        ['desk.yaml:6', /at least 1/u],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual({
      problems: expected.map(([where, what]) => ({ where, what: expect.stringMatching(what) })),
    })
  })
})

import { spawnSync } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openFolder, runCommand, startDesk } from '../end-to-end/running-process.ts'

let folder: Awaited<ReturnType<typeof openFolder>>
let env: Record<string, string>

beforeEach(async () => {
  folder = await openFolder()
  env = { ATTACHE_BRIEFS: join(folder.path, 'briefs'), ATTACHE_DATA: join(folder.path, 'data') }
  // With their times: a file that is a moment old is taken to be still in the writing.
  await cp('briefs', env.ATTACHE_BRIEFS ?? '', { recursive: true, preserveTimestamps: true })
})
afterEach(() => folder.remove())

const run = (args: readonly string[], input: readonly string[] = []) => runCommand(args, env, input)

describe('attache', () => {
  test('--help teaches: what it does, each command, examples', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    for (const words of [
      'start',
      'brief',
      'ask',
      'topics',
      'Examples:',
      'attache ask "Which country ratified the memorandum first?"',
    ])
      expect(out).toContain(words)
  })

  test.each([
    [['nonsense'], /unknown command/u],
    [['ask'], /missing required argument/u],
    [['brief', '--nope'], /unknown option/u],
  ])('%j is not understood: exit code 2 and what is wrong', async (args, words) => {
    const { code, err } = await run(args)
    expect(code).toBe(2)
    expect(err).toMatch(words)
  })

  test('a wrong setting is said, with how to mend it, and nothing is run', async () => {
    const { code, out, err } = await runCommand(['topics'], { ...env, ATTACHE_ZONE: 'Mars/Olympus' })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('ATTACHE_ZONE')
    expect(err).not.toContain('at ')
  })

  test('an older Node is told so in words', () => {
    // The launcher is plain JavaScript: whatever runs it, the version it reports is what counts.
    const launcher =
      "Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import('./src/attache.js')"
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', launcher], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toContain('Attaché needs Node 24; this is Node 20.20.2')
  })
})

describe('attache topics, brief, ask', () => {
  test('the documents are read first; topics come newest first', async () => {
    const { code, out } = await run(['topics', '--json'])
    const reply = JSON.parse(out) as { topics: { slug: string; documents: number }[] }
    expect(code).toBe(0)
    expect(reply.topics.map(({ slug, documents }) => [slug, documents]).toSorted()).toEqual([
      ['india-belarus', 3],
      ['unsc-reform', 3],
    ])
  })

  test.each(['india-belarus', 'Belarus', 'indai-belarus', 'Беларусь'])('brief %s', async (name) => {
    const { out } = await run(['brief', name])
    expect(out).toContain('India–Belarus relations')
    expect(out).toContain('[1]')
  })

  test('of one’s own network a page is read where that is allowed', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(
        '<title>Harbour</title><p>The harbour of Varna was closed on Monday after a storm, the mayor said.</p>',
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const allowed = { ...env, FETCH_ALLOW_PRIVATE: `127.0.0.1:${port}` }
    const { code, out } = await runCommand(['brief', `http://127.0.0.1:${port}/news`], allowed)
    server.close()
    expect(out).toContain('The harbour of Varna was closed on Monday')
    expect(code).toBe(0)
  })

  test('of a page that cannot be read the reason is said', async () => {
    const { code, out, err } = await run(['brief', 'http://127.0.0.1:8080/news'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/Not read: 127\.0\.0\.1 is not on the public internet; .* FETCH_ALLOW_PRIVATE/u)
  })

  test('a file is briefed without being filed', async () => {
    const file = join(folder.path, 'note.txt')
    await writeFile(
      file,
      'date 2024-03-14 The harbour of Varna was closed on Monday after a freighter ran aground near the entrance.',
    )
    const { code, out } = await run(['brief', file])
    expect(code).toBe(0)
    expect(out).toContain('14 March 2024')
    expect((await run(['topics'])).out).not.toContain('note')
  })

  test('a topic that is not there is an error that says which come near', async () => {
    const near = await run(['brief', 'india-belarsu-talks'])
    expect([near.code, near.out]).toEqual([1, ''])
    expect(near.err).toContain('No topic is called “india-belarsu-talks”')
    expect(near.err).toContain('india-belarus')
    const none = await run(['brief', 'zzzz', '--json'])
    expect([none.code, none.err]).toEqual([1, ''])
    expect(JSON.parse(none.out)).toMatchObject({ kind: 'topics' })
    expect((await run(['brief'])).code).toBe(0)
  })

  test('a file that is not there is not taken for a topic', async () => {
    const { code, out, err } = await run(['brief', 'some-report.txt'])
    expect([code, out, err]).toEqual([1, '', 'some-report.txt: there is no such file\n'])
  })

  test('a file that cannot be read is said in words', async () => {
    const file = join(folder.path, 'empty.txt')
    await writeFile(file, '')
    const { code, out, err } = await run(['brief', file])
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('empty')
  })

  test('ask answers with the sentence and its source, or says that the documents do not', async () => {
    const { out } = await run(['ask', "Which country was the first to ratify the memorandum on Belarus's accession?"])
    expect(out).toContain('India was the first country to ratify')
    expect(out).toContain('14 March 2024')
    const none = await run(['ask', 'When did Aleinik meet Modi?', '--json'])
    expect(JSON.parse(none.out)).toMatchObject({ kind: 'answer', answer: { answered: false } })
  })

  test('beside a desk that runs, they look into the same database', async () => {
    const desk = startDesk(env)
    try {
      await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Ctrl+C stops')
      expect((await run(['topics'])).out).toContain('india-belarus')
      const second = await run(['start'])
      expect(second.code).toBe(1)
      expect(second.err).toMatch(/another|already|in use/iu)
    } finally {
      await desk.stop()
    }
  })
})

describe('attache start', () => {
  test('without tokens it says what it did, what it lacks and how to connect, and keeps the briefs as files', async () => {
    const desk = startDesk(env)
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Ctrl+C stops')
    expect(await desk.stop()).toBe(0)
    const { out } = desk.printed
    for (const words of [
      '6 documents read',
      'Next digest for this terminal',
      'Slack is not connected',
      'Discord is not connected',
    ]) {
      expect(out).toContain(words)
    }
    for (const topic of ['india-belarus', 'unsc-reform']) {
      const written = await readFile(join(env.ATTACHE_BRIEFS ?? '', topic, 'brief.md'), 'utf8')
      // Those of the samples are kept in the repository: what a newcomer sees there is what the desk writes.
      expect(written).toBe(await readFile(join('briefs', topic, 'brief.md'), 'utf8'))
    }
  })

  test('with brief files switched off it writes none', async () => {
    await mkdir(join(folder.path, 'other', 'varna'), { recursive: true })
    await writeFile(
      join(folder.path, 'other', 'varna', 'a.txt'),
      'The harbour of Varna was closed on Monday after a storm.',
    )
    const desk = startDesk({ ...env, ATTACHE_BRIEFS: join(folder.path, 'other'), ATTACHE_BRIEF_FILES: 'off' })
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Ctrl+C stops')
    await desk.stop()
    await expect(readFile(join(folder.path, 'other', 'varna', 'brief.md'))).rejects.toThrow('ENOENT')
  })

  test('a brief.md of somebody else’s is read and stays, and an emptied folder takes nothing away and is not filled', async () => {
    const briefs = join(folder.path, 'own')
    const own = join(briefs, 'varna', 'brief.md')
    await mkdir(join(briefs, 'varna'), { recursive: true })
    await writeFile(own, 'The harbour of Varna was closed for nine hours.\n')
    await utimes(own, 1_700_000_000, 1_700_000_000)
    const first = await runCommand(['topics'], { ...env, ATTACHE_BRIEFS: briefs })
    expect(first.out).toContain('1 document')
    expect(first.err).toContain('varna/brief.md: it is not the desk’s own')
    expect(await readFile(own, 'utf8')).toBe('The harbour of Varna was closed for nine hours.\n')
    await rename(briefs, `${briefs}-away`)
    await mkdir(briefs)
    const second = await runCommand(['topics'], { ...env, ATTACHE_BRIEFS: briefs })
    expect(second.out).toContain('1 document')
    expect(second.err).toContain('mount its drive')
    expect(await readdir(briefs)).toEqual([])
  })

  test('half a pair of tokens is said, and the rest runs', async () => {
    const desk = startDesk({ ...env, SLACK_BOT_TOKEN: 'xoxb-1-2-abc' })
    await expect.poll(() => desk.printed.out, { timeout: 10_000 }).toContain('Ctrl+C stops')
    await desk.stop()
    expect(desk.printed.out).toContain('! SLACK_APP_TOKEN')
    expect(desk.printed.out).toContain('6 documents read')
  })
})

describe('JSON lines', () => {
  test('brief: rows in, rows out; a bad row is answered and the others go on', async () => {
    const text =
      'The harbour of Varna was closed on Monday. A freighter had run aground in the channel during the night.'
    const rows = [
      JSON.stringify({ id: 1, text }),
      'not json',
      JSON.stringify({ id: 'x' }),
      JSON.stringify({ id: 4, documents: [{ text }] }),
    ]
    const { out } = await run(
      ['brief', '--jsonl', '--sentences', '1'],
      rows.map((row) => `${row}\n`),
    )
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; summary?: string[]; error?: string })
    expect(answers.map(({ id, summary, error }) => [id, summary?.length ?? error])).toEqual([
      [1, 1],
      [null, expect.stringContaining('JSON')],
      ['x', expect.stringContaining('text')],
      [4, 1],
    ])
  })

  test('answer: evidence is verbatim, best first', async () => {
    const text = 'The harbour was closed on Monday. Elena Petrova is the harbour master.'
    const row = JSON.stringify({ id: 1, question: 'Who is the harbour master?', documents: [{ id: 'd', text }] })
    const { out } = await run(['answer', '--jsonl'], [`${row}\n`])
    const answer = JSON.parse(out) as {
      answered: boolean
      evidence: { document: string; start: number; end: number; quote: string }[]
    }
    const [first] = answer.evidence
    expect(first?.quote).toBe('Elena Petrova is the harbour master.')
    expect(text.slice(first?.start, first?.end)).toBe(first?.quote)
  })

  test('group: two reports of one event share a topic, another event has its own', async () => {
    const aground = [
      'A freighter ran aground in the harbour of Varna on Monday. Pilots tried to free the freighter before the storm came.',
      'The freighter that ran aground in the harbour of Varna was freed by pilots. The storm had passed Varna by then.',
    ]
    const budget =
      'The parliament of Estonia voted on a budget for schools and universities. Teachers in Tallinn had gone on strike.'
    const rows = [...aground, budget].map((text, id) => ({ id, text }))
    const { out } = await run(
      ['group', '--jsonl'],
      rows.map((row) => `${JSON.stringify(row)}\n`),
    )
    const topics = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { topic: string }).topic)
    expect(topics[0]).toBe(topics[1])
    expect(topics[2]).not.toBe(topics[0])
  })

  test('read: title, date, language and text of a file', async () => {
    const { out } = await run([
      'read',
      join(env.ATTACHE_BRIEFS ?? '', 'unsc-reform', '2024-02-12-how-the-council-is-made-up.md'),
      '--json',
    ])
    expect(JSON.parse(out)).toMatchObject({
      title: 'How the Security Council is made up',
      date: '2024-02-12',
      language: 'en',
    })
  })
})

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFolder, runCommand } from '../end-to-end/running-process.ts'

/** A desk that knows nothing yet, and files that are none of its own. */
let folder: Awaited<ReturnType<typeof openFolder>>
let env: Record<string, string>

beforeAll(async () => {
  folder = await openFolder()
  env = { ATTACHE_BRIEFS: at('briefs'), ATTACHE_DATA: at('data') }
  await Promise.all([mkdir(at('briefs')), mkdir(at('empty folder'))])
  await writeFile(at('note.txt'), 'The harbour of Varna was closed on Monday after a storm.')
  await writeFile(at('scan.pdf'), '%PDF-1.4 broken')
  await writeFile(at('empty.jsonl'), '')
  await writeFile(at('list.opml'), '<opml version="2.0"><body><outline text="Harbours"/></body></opml>')
  spawnSync('mkfifo', [at('pipe'), at('pipe.xml')])
})
afterAll(() => folder.remove())

const at = (name: string) => join(folder.path, name)
/** Words with `@/` for the folder of the test. */
const run = (...args: readonly string[]) =>
  runCommand(
    args.map((word) => word.replace('@/', `${folder.path}/`)),
    env,
  )

/** What is said, with the folder of the test left out and on one line. */
async function failure(args: readonly string[]): Promise<{ code: number; out: string; said: string }> {
  const { code, out, err } = await run(...args)
  return { code, out, said: err.replaceAll(`${folder.path}/`, '@/').replace(/\s+/gu, ' ').trim() }
}

describe('what is not there, or is something else, is said in words that say what to do', () => {
  test.each([
    [['brief', 'no-such.txt'], 'no-such.txt: there is no such file'],
    [
      ['brief', '@/empty folder'],
      '@/empty folder: it is a folder, not a file; a topic is given by its name, as in attache brief empty folder',
    ],
    [
      ['brief', '@/note.txt/deeper.txt'],
      '@/note.txt/deeper.txt: it cannot be read: a part of its path is a file, not a folder',
    ],
    [['brief', '@/note.txt', '@/scan.pdf'], '@/note.txt @/scan.pdf: these are several; brief one file at a time'],
    [
      ['brief', 'example.org/page'],
      'example.org/page: there is no such file; if it is the address of a page, write it as https://example.org/page',
    ],
    [
      ['brief', 'www.example.com'],
      'www.example.com: there is no such file; if it is the address of a page, write it as https://www.example.com',
    ],
    [
      ['brief', '127.0.0.1:8701/page'],
      '127.0.0.1:8701/page: there is no such file; if it is the address of a page, write it as http://127.0.0.1:8701/page',
    ],
    [
      ['brief', 'ftp://example.org/x'],
      'ftp://example.org/x: there is no such file; of addresses only those are read that begin with https:// or http://: save what is there, and give the file',
    ],
    [
      ['brief', 'https://'],
      'https://: there is no such file; as an address of the web it is not whole: write it as https://host/path',
    ],
    [
      ['brief', 'https://me:secret@example.org/x'],
      'https://me:secret@example.org/x: there is no such file; an address of the web is read only without a name or password in it',
    ],
    [['brief', '--jsonl', '--weights', 'no-such'], 'no-such cannot be read: there is no such file or folder'],
    [
      ['import', '@/list.opml'],
      'The list cannot be taken in: it lists no feed: no outline of it has an xmlUrl with a web address',
    ],
    [
      ['read', '@/pipe'],
      '@/pipe: not read yet: files without an ending; save it as .txt, .md, .html, .pdf, .docx or .eml',
    ],
    [['read', '@/pipe.xml'], '@/pipe.xml: it is a device, pipe or socket, not an ordinary file; remove it'],
    [['read', 'no-such'], 'no-such: there is no such file'],
    [['read', '@/empty folder'], '@/empty folder: it is a folder, not a file'],
    [['read', 'no-such.xml'], 'no-such.xml: there is no such file'],
    [
      ['read', 'https://example.org/x'],
      'https://example.org/x: there is no such file; what is at an address of the web is read by attache brief and attache import',
    ],
    [['import', '@/no-such'], '@/no-such cannot be read: there is no such file or folder'],
    [['import', '@/pipe'], '@/pipe: it is a device, pipe or socket, not an ordinary file; remove it'],
    [['read', '@/a\u001B]0;hi\u0007.pdf'], '@/a ]0;hi .pdf: there is no such file'],
    [['brief', '@/a\u001B]0;hi\u0007.pdf'], '@/a ]0;hi .pdf: there is no such file'],
    [
      ['import', 'example.org/feed.xml'],
      'example.org/feed.xml cannot be read: there is no such file or folder; if it is the address of a page, write it as https://example.org/feed.xml',
    ],
    [
      ['import', '@/note.txt'],
      '@/note.txt is neither an export of Attaché nor a list of feeds (OPML). Documents are taken in by their folder (attache import FOLDER), a feed by its address (attache import https://…). For a brief of one file: attache brief FILE.',
    ],
    [
      ['import', '@/note.txt', '--topic', 'varna'],
      '@/note.txt is neither an export of Attaché nor a list of feeds (OPML). Documents are taken in by their folder (attache import FOLDER), a feed by its address (attache import https://…). For a brief of one file: attache brief FILE.',
    ],
    [
      ['import', '@/empty.jsonl'],
      '@/empty.jsonl is empty. Documents are taken in by their folder (attache import FOLDER), a feed by its address (attache import https://…). For a brief of one file: attache brief FILE.',
    ],
    [
      ['export', '@/note.txt'],
      '@/note.txt cannot be written: there is such a file already, and none is written over; give another name',
    ],
    [
      ['export', '@/empty folder'],
      '@/empty folder cannot be written: it is a folder; name a file in it, such as @/empty folder/attache.jsonl',
    ],
    [
      ['export', '@/no-such/desk.jsonl'],
      '@/no-such/desk.jsonl cannot be written: there is no folder @/no-such; make it first, or give another place',
    ],
    [
      ['export', '@/note.txt/desk.jsonl'],
      '@/note.txt/desk.jsonl cannot be written: a part of its path is a file, not a folder',
    ],
    [['feeds', 'add', 'nope'], 'nope: it is no web address; write it as https://host/path'],
    [
      ['feeds', 'add', 'example.org/feed.xml'],
      'example.org/feed.xml: it is no web address; write it as https://example.org/feed.xml',
    ],
    [
      ['feeds', '--opml'],
      'No feed is followed. List some in briefs/<topic>/topic.yaml or briefs/desk.yaml (feeds:), or attache feeds add URL TOPIC.',
    ],
  ])('attache %j', async (args, said) => {
    expect(await failure(args)).toEqual({ code: 1, out: '', said })
  })
})

describe('words that are not understood end with exit code 2', () => {
  test.each([
    [['nosuch'], /unknown command 'nosuch'/u],
    [['starrt'], /Did you mean start\?/u],
    [['help', 'nosuch'], /^error: unknown command 'nosuch'/u],
    [['topics', 'india-belarus'], /unknown command 'india-belarus': topics is followed by rename, merge or nothing/u],
    [['feeds', 'list'], /unknown command 'list': feeds is followed by add, remove or nothing/u],
    [['brief', '--nosuch'], /unknown option '--nosuch'/u],
    [['ask', '-t'], /'-t, --topic <topic>' argument missing/u],
    [['ask', ''], /argument 'question'\. It is empty\./u],
    [['brief', ' '], /It is empty\./u],
    [['export', ''], /argument 'file'\. It is empty\./u],
    [['forget', ''], /It is empty\./u],
    [['topics', 'rename', 'a', 'b', 'c'], /too many arguments for 'rename'/u],
    [['topics', 'rename', 'a', ''], /argument 'name'\. It is empty\./u],
    [['import', '.', '--pages', '0'], /'0' is invalid\. It is not a whole number from 1 up\./u],
    [['brief', '--sentences', '3'], /'--sentences' says nothing without --jsonl/u],
    [['brief', '--jsonl', 'x'], /texts are read from standard input, not 'x'/u],
    [['read', 'a.txt', '--address', 'nope'], /'nope' is invalid\. It is no web address/u],
  ])('attache %j', async (args, words) => {
    const { code, out, said } = await failure(args)
    expect([code, out]).toEqual([2, ''])
    expect(said).toMatch(words)
    expect(said).toContain('attache --help lists the commands')
  })
})

test('--version prints the version, and help what a command takes', async () => {
  expect(await run('--version')).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u), err: '' })
  expect((await run('help', 'topics', 'rename')).out).toContain('attache topics rename [options] <topic> <name>')
})

describe('with --json there is JSON on standard output whatever happens', () => {
  const none =
    'There are no topics here yet. Make a folder under briefs/ and put documents into it: it is briefed within seconds.'
  test.each([
    [['topics', '--json'], 0, { kind: 'topics', intro: none, topics: [] }],
    [['brief', '--json'], 0, { kind: 'topics', intro: none, topics: [] }],
    [['brief', 'varna', '--json'], 1, { kind: 'notice', text: none }],
    [['ask', 'Who is it?', '--json'], 1, { kind: 'notice', text: none }],
    [['brief', 'no-such.txt', '--json'], 1, { error: 'no-such.txt: there is no such file' }],
    [['ask', '', '--json'], 2, { error: expect.stringContaining('It is empty.') }],
    [['read', '@/empty folder', '--json'], 1, { file: expect.any(String), error: 'it is a folder, not a file' }],
  ])('attache %j', async (args, code, json) => {
    const printed = await run(...args)
    expect(printed.code).toBe(code)
    expect(JSON.parse(printed.out)).toEqual(json)
  })

  test('also where the database is none', async () => {
    await mkdir(at('broken'))
    await writeFile(at('broken/attache.db'), 'this is a text, and no database whatever its name may say')
    const { code, out } = await runCommand(['ask', 'Who is it?', '--json'], { ...env, ATTACHE_DATA: at('broken') })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual({ error: expect.stringContaining('is not a SQLite database: move it away') })
  })
})

describe('a database that cannot be had', () => {
  const topics = async (changes: Record<string, string>) => await runCommand(['topics'], { ...env, ...changes })

  test('since its folder is a file', async () => {
    const { code, out, err } = await topics({ ATTACHE_DATA: at('note.txt') })
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('note.txt cannot be made: there is something of that name already.')
    expect(err).toContain('ATTACHE_DATA')
  })

  test('since it cannot be told whether a desk runs: nothing is made of the documents behind its back', async () => {
    await mkdir(at('unowned'))
    await writeFile(at('unowned/attache.db-owner'), 'neither a lock nor a database')
    const { code, err } = await topics({ ATTACHE_DATA: at('unowned') })
    expect(code).toBe(1)
    expect(err).toContain('attache.db-owner')
  })

  test('since no server listens', async () => {
    const { code, err } = await topics({ DATABASE_URL: 'postgres://desk:hush-hush@127.0.0.1:1/desk' })
    expect(code).toBe(1)
    expect(err).toContain('it could not be reached, since nothing takes connections there (ECONNREFUSED); see whether')
  })
})

describe('the process', () => {
  const main = join(import.meta.dirname, '../../src/main.ts')
  const start = (...args: readonly string[]) => {
    const { stdout, stderr, status } = spawnSync('sh', ['-c', ...args], { cwd: at('briefs'), encoding: 'utf8' })
    return { stdout, stderr, status }
  }

  test('says what is wrong with its file of settings', async () => {
    await mkdir(at('briefs/.env'))
    const said = '.env cannot be read: it is a folder, not a file\n'
    expect(start('"$0" "$1" --version', process.execPath, main)).toEqual({ stdout: '', stderr: said, status: 1 })
    await rmdir(at('briefs/.env'))
  })

  test.runIf(existsSync('/dev/full'))('says that what it prints cannot be written', () => {
    const said = 'What is printed cannot be written: the disk is full; make room\n'
    const full = start('"$0" "$1" --version > /dev/full', process.execPath, main)
    expect(full).toEqual({ stdout: '', stderr: said, status: 1 })
  })
})

test('a question of several words needs no quotes; where none can be asked, the exit code says so', async () => {
  const { code, out, said } = await failure(['ask', 'Who', 'is', 'it?'])
  expect([code, out]).toEqual([1, ''])
  expect(said).toContain('There are no topics here yet')
})

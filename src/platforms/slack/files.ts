import type { webApi } from '@slack/bolt'
import { InputError } from '../../core/errors.ts'
import { type FetchedFile, gatherBytes, type PointedFile } from '../../core/pointing.ts'
import { slackCode } from './errors.ts'
import { listOf, recordOf } from './payload.ts'

/** The one host that files lie on and that the token is sent to with a request for one. */
const FILE_HOST = 'https://files.slack.com'
const FILE_PATH = '/files-pri/'
const MOST_REDIRECTS = 2

const NOT_ALLOWED =
  'the app may not read files: whoever runs the desk adds the scope files:read, installs the app again, and finds what else is missing with npx attache doctor'
const GONE = 'it was deleted, or is not shared with the app'

export interface FileOptions {
  readonly botToken: string
  /** Base of the Web API, where that is not Slack’s own. */
  readonly apiUrl?: string
}

/** A file of Slack’s, as far as payloads tell: docs.slack.dev/reference/objects/file-object */
type SlackFile = Readonly<Record<string, unknown>>

/** The files of a message and of messages that it forwards. Nothing is fetched before it is asked for. */
export function filesOf(message: object, web: webApi.WebClient, options: FileOptions): PointedFile[] {
  const { files, attachments } = recordOf(message)
  const forwarded = listOf(attachments).flatMap((one) => listOf(one.files))
  return [...listOf(files), ...forwarded].map((file) => pointTo(file, web, options))
}

function pointTo(file: SlackFile, web: webApi.WebClient, options: FileOptions): PointedFile {
  const { size } = file
  const trouble = troubleOf(file)
  return {
    kind: 'file',
    ...namesOf(file),
    ...(typeof size === 'number' ? { size } : {}),
    ...(trouble === undefined ? {} : { trouble }),
    async fetch(most, signal) {
      const found = mustBeLookedUp(file) ? await lookUpFile(textOf(file.id), web) : file
      const reason = troubleOf(found)
      if (reason !== undefined) throw new InputError(reason)
      return await download(found, options, most, signal)
    },
  }
}

function namesOf(file: SlackFile): Pick<FetchedFile, 'name' | 'type'> {
  const type = textOf(file.mimetype)
  return { name: textOf(file.name) || textOf(file.title), ...(type === '' ? {} : { type }) }
}

/** In channels that are shared with others, Slack shows a file only to those who ask for it: docs.slack.dev/apis/slack-connect */
function mustBeLookedUp(file: SlackFile): boolean {
  return file.file_access === 'check_file_info'
}

/** Why a file cannot be had, as its payload tells. */
function troubleOf(file: SlackFile): string | undefined {
  if (mustBeLookedUp(file)) return undefined
  if (file.file_access === 'access_denied' || file.file_access === 'file_not_found') return GONE
  switch (file.mode) {
    case 'tombstone':
      return 'it was deleted'
    case 'hidden_by_limit':
      return 'Slack hides it, since the workspace has reached its limit'
    case 'external':
      return 'it lies outside Slack; give its link, if that is open to all'
    case 'email':
      return 'a mail that was sent to Slack is not read; attach it as an .eml file'
    case 'post':
    case 'space':
    case 'quip':
    case 'canvas':
    case 'list':
      return 'canvases, lists and posts of Slack are not read; attach it as a file'
  }
  return file.is_external === true ? 'it lies outside Slack; give its link, if that is open to all' : undefined
}

async function lookUpFile(id: string, web: webApi.WebClient): Promise<SlackFile> {
  try {
    return recordOf((await web.files.info({ file: id })).file)
  } catch (error) {
    const code = slackCode(error)
    if (code === 'missing_scope') throw new InputError(NOT_ALLOWED, { cause: error })
    if (code !== undefined) throw new InputError(GONE, { cause: error })
    throw error
  }
}

/**
 * Asks Slack’s file host, and nobody else, with the token. Where Slack leads on from there, the token does not go along, and only Slack’s own
 * hosts are followed to. Without the scope Slack shows a page to log in, with status 200.
 */
async function download(
  file: SlackFile,
  { botToken, apiUrl }: FileOptions,
  most: number,
  signal: AbortSignal,
): Promise<FetchedFile> {
  let address = URL.parse(textOf(file.url_private_download) || textOf(file.url_private))
  if (address === null) throw new InputError(GONE)
  if (!isOnFileHost(address, apiUrl)) throw new InputError('it does not lie on Slack’s file host, and is not fetched')
  const authorization = `Bearer ${botToken}`
  let response = await fetch(address, { headers: { authorization }, redirect: 'manual', signal })
  for (let count = 0; isRedirect(response) && count < MOST_REDIRECTS; count += 1) {
    await response.body?.cancel()
    address = URL.parse(response.headers.get('location') ?? '', address.href)
    if (address === null || !isSlack(address, apiUrl)) throw new InputError('Slack leads elsewhere for it')
    response = await fetch(address, { redirect: 'manual', signal })
  }
  return { ...namesOf(file), bytes: await readFile(response, file, most) }
}

async function readFile(response: Response, file: SlackFile, most: number): Promise<Uint8Array> {
  const { status, headers, body } = response
  if (status !== 200 || body === null) {
    await body?.cancel()
    if (status === 401 || status === 403) throw new InputError(NOT_ALLOWED)
    if (status === 404 || status === 410) throw new InputError(GONE)
    throw new InputError(`Slack does not give it just now (${status})`)
  }
  const bytes = await gatherBytes(body, most)
  if (bytes === undefined) throw new InputError(`it is larger than ${Math.floor(most / 1024 / 1024)} MB`)
  const isPage = headers.get('content-type')?.trimStart().toLowerCase().startsWith('text/html') === true
  // A file that is a page itself is as long as Slack says.
  if (isPage && bytes.length !== file.size) throw new InputError(NOT_ALLOWED)
  return bytes
}

/**
 * Whether an address is one of a file on Slack’s own host. In place of Slack there may be a proxy or a test, which has the token anyway; there,
 * too, the path must be one of files, so that a file’s address can call no method.
 */
function isOnFileHost(address: URL, apiUrl: string | undefined): boolean {
  const isHost = address.origin === FILE_HOST || isStandIn(address, apiUrl)
  return isHost && address.username === '' && address.password === '' && address.pathname.startsWith(FILE_PATH)
}

function isSlack(address: URL, apiUrl: string | undefined): boolean {
  const { protocol, hostname } = address
  const isOwn = protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'))
  return isOwn || isStandIn(address, apiUrl)
}

function isStandIn(address: URL, apiUrl: string | undefined): boolean {
  return apiUrl !== undefined && address.origin === URL.parse(apiUrl)?.origin
}

function isRedirect({ status }: Response): boolean {
  return status >= 300 && status < 400
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

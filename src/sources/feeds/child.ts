import { serveParser } from '../sandbox/serving.ts'
import { decodeFeed } from './encoding.ts'
import type { Feed } from './feed.ts'
import { readFeed } from './parsing.ts'
import type { FeedBytes } from './reader.ts'

serveParser<FeedBytes, Feed>(async ({ bytes, charset, address }) => readFeed(await decodeFeed(bytes, charset), address))

import { serveParser } from '../sandbox/serving.ts'
import { type SeenFeed, seeFeed } from './feed-look.ts'
import type { FeedBytes } from './reader.ts'

serveParser<FeedBytes, SeenFeed>(seeFeed)

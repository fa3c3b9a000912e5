import type { OrderedDigest } from '../../src/core/ports.ts'

/** A digest as desk.yaml orders it: all topics, to channel C1 of Slack, every day at 08:00 UTC. */
export function sampleOrder(changes: Partial<OrderedDigest> = {}): OrderedDigest {
  return {
    id: 'd1',
    target: { platform: 'slack', channel: 'C1' },
    topics: [],
    cron: '0 8 * * *',
    zone: 'UTC',
    limit: 8,
    whenEmpty: 'quiet',
    author: 'desk.yaml',
    origin: 'code',
    ...changes,
  }
}

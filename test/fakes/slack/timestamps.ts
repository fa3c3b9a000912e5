const PATTERN = /^(\d{1,12})(?:\.(\d{1,6}))?$/

/** Whether the text is a Slack timestamp: seconds, and up to six decimals. */
export function isTimestamp(ts: string): boolean {
  return PATTERN.test(ts)
}

/** A Slack timestamp in microseconds, exactly; a double would round the last digit. Not a timestamp: undefined. */
export function microsecondsOf(ts: string): bigint | undefined {
  const match = PATTERN.exec(ts)
  if (match === null) return undefined
  return BigInt(match[1] ?? '0') * 1_000_000n + BigInt((match[2] ?? '').padEnd(6, '0'))
}

export function timestampOf(microseconds: bigint): string {
  return `${microseconds / 1_000_000n}.${String(microseconds % 1_000_000n).padStart(6, '0')}`
}

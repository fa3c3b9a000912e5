/** Why the extractive writer wrote what a model was to write. */
export type Fallback = 'busy' | 'slow' | 'refused' | 'malformed' | 'unreachable' | 'spent'

const REASONS: Readonly<Record<Fallback, string>> = {
  busy: 'it is busy',
  slow: 'it took too long',
  refused: 'it would not answer',
  malformed: 'its answer could not be read',
  unreachable: 'it could not be reached',
  spent: 'today’s budget is spent',
}

export function fallbackReason(reason: Fallback): string {
  return REASONS[reason]
}

/** Small print below what was written without the model that is set up. */
export function fallbackLine(reason: Fallback): string {
  return `Written without the model: ${REASONS[reason]}. Every sentence is a source’s own.`
}

import type { CrashReport } from './run.ts'
import type { Tally } from './verdict.ts'

const SHOWN_FAULTS = 20

/** The figures of a run as people read them, and what is wrong if anything is. */
export function printReport(report: CrashReport): string {
  const { verdict, kills, mishaps } = report
  const { edition, brief, answer } = verdict.tallies
  const total = sum([edition, brief, answer])
  const killed = [...kills.values()].reduce((all, count) => all + count, 0)
  const lines = [
    '',
    row(['', 'owed', 'sent', 'lost', 'doubled', 'unsure']),
    tallyRow('lines in editions', edition),
    tallyRow('briefs in threads', brief),
    tallyRow('answers', answer),
    tallyRow('all', total),
    '',
    `${killed} kills (kill -9):`,
    ...[...kills].map(([moment, count]) => `  ${String(count).padStart(4)}  ${moment}`),
    'calls that went wrong otherwise:',
    ...[...mishaps].map(([what, count]) => `  ${String(count).padStart(4)}  ${what}`),
    `${report.documents} documents, ${report.questions} questions (${verdict.unheard} on Discord not heard by any process that lived on).`,
    `${verdict.updates} told as updates in followed threads, due there before the next edition, which owes them no line then.`,
    `Unsure is allowed in the ${report.blindChannels} of ${report.channels} channels whose history is closed on purpose, and nowhere else.`,
    `${report.deliveries} deliveries in the ledger; ${report.sends} sends, ${report.looks} looks; ${report.collapses} processes ended by themselves.`,
    `From slot to edition: median ${seconds(quantile(verdict.delays, 0.5))}, 95 % within ${seconds(quantile(verdict.delays, 0.95))}, longest ${seconds(quantile(verdict.delays, 1))} (desk time).`,
    `${(report.wallMs / 1_000).toFixed(0)} s, ${(report.deskMs / 3_600_000).toFixed(1)} h of desk time.`,
  ]
  const { faults } = verdict
  if (faults.length > 0) lines.push('', `${faults.length} faults:`, ...faults.slice(0, SHOWN_FAULTS))
  if (faults.length > SHOWN_FAULTS) lines.push(`… and ${faults.length - SHOWN_FAULTS} more`)
  return lines.join('\n')
}

export function sum(tallies: readonly Tally[]): Tally {
  const add = (key: keyof Tally) => tallies.reduce((all, tally) => all + tally[key], 0)
  return { owed: add('owed'), sent: add('sent'), lost: add('lost'), doubled: add('doubled'), unsure: add('unsure') }
}

function tallyRow(label: string, { owed, sent, lost, doubled, unsure }: Tally): string {
  return row([label, ...[owed, sent, lost, doubled, unsure].map(String)])
}

function row([label = '', ...cells]: readonly string[]): string {
  return label.padEnd(20) + cells.map((cell) => cell.padStart(9)).join('')
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(0)} s`
}

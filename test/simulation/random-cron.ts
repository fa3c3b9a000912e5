import fc from 'fast-check'

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

function number(least: number, most: number) {
  return fc.integer({ min: least, max: most }).map(String)
}

function range(least: number, most: number) {
  return fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most })).map(([one, other]) => {
    return `${Math.min(one, other)}-${Math.max(one, other)}`
  })
}

/** A list of values, ranges and steps. */
function list(least: number, most: number) {
  const step = fc.integer({ min: 2, max: 9 })
  const item = fc.oneof(
    { weight: 4, arbitrary: number(least, most) },
    { weight: 2, arbitrary: range(least, most) },
    { weight: 1, arbitrary: fc.tuple(range(least, most), step).map(([values, by]) => `${values}/${by}`) },
    { weight: 1, arbitrary: fc.tuple(number(least, most), step).map(([value, by]) => `${value}/${by}`) },
    { weight: 1, arbitrary: step.map((by) => `*/${by}`) },
  )
  return fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(','))
}

function every(steps: readonly number[]) {
  return fc.constantFrom('*', ...steps.map((step) => `*/${step}`))
}

const everyDay = fc.constant('*')
const dayOfMonth = fc.oneof({ weight: 5, arbitrary: everyDay }, { weight: 2, arbitrary: list(1, 28) })
const month = fc.oneof(
  { weight: 7, arbitrary: everyDay },
  { weight: 1, arbitrary: list(1, 12) },
  { weight: 1, arbitrary: fc.constantFrom(...MONTHS) },
)
const weekday = fc.oneof(
  { weight: 4, arbitrary: everyDay },
  { weight: 2, arbitrary: list(0, 7) },
  { weight: 2, arbitrary: fc.constantFrom('MON-FRI', 'FRI-SUN', 'SAT,SUN', '5-7', ...WEEKDAYS) },
)

/** Hours that are named, often those at which clocks are put forward and back. */
const fixedHour = fc.oneof(fc.constantFrom('0', '1', '2', '3', '23', '0-3', '1,2'), number(0, 23), list(0, 23))

/** Any expression that comes at all: `interval` says which of the two kinds of the rule. */
export function randomCron(kind: 'fixed' | 'interval' | 'either' = 'either') {
  const days = [dayOfMonth, month, weekday] as const
  const fixed = fc.tuple(fc.oneof(number(0, 59), list(0, 59), everyDay), fixedHour, ...days)
  const minute = fc.oneof(fc.constant('0'), every([5, 7, 10, 15, 20, 30, 45]), list(0, 59))
  const interval = fc.tuple(minute, every([1, 2, 3, 4, 5, 6, 8, 12]), ...days)
  const fields = kind === 'fixed' ? fixed : kind === 'interval' ? interval : fc.oneof(fixed, interval)
  return fields.map((each) => each.join(' '))
}

/** A schedule as people set it: a few times a day or a week, seldom every few hours. */
export function likelyCron() {
  const minute = fc.constantFrom('0', '0', '30', '15', '5', '45', '59')
  const daily = fc.tuple(
    minute,
    fc.oneof(number(0, 23), fc.constantFrom('1', '2', '3', '8,18', '0')),
    everyDay,
    everyDay,
    weekday,
  )
  const monthly = fc.tuple(minute, number(0, 23), list(1, 28), month, everyDay)
  const often = fc.tuple(minute, every([1, 2, 3, 6]), everyDay, everyDay, everyDay)
  return fc
    .oneof({ weight: 14, arbitrary: daily }, { weight: 3, arbitrary: monthly }, { weight: 1, arbitrary: often })
    .map((each) => each.join(' '))
}

import { isObject, type JsonObject } from './json.ts'

/** Looks at one value and adds what is wrong with it to `problems`, each with its path as Slack writes it. */
export type Check = (value: unknown, path: string, problems: string[]) => void

/** The fields of an object; a field ending in `?` may be absent, every other one is required, and no more are allowed. */
export type Fields = Record<string, Check>

export interface Bounds {
  min?: number
  max?: number
}

function report(problems: string[], text: string, path: string): void {
  problems.push(`${text} [json-pointer:${path === '' ? '/' : path}]`)
}

export function text({ min = 0, max }: Bounds = {}): Check {
  return (value, path, problems) => {
    if (typeof value !== 'string') report(problems, 'must be a string', path)
    else if (value.length < min) report(problems, `must be more than ${min - 1} characters`, path)
    else if (max !== undefined && value.length > max) report(problems, `must be less than ${max + 1} characters`, path)
  }
}

export function number({ min, max }: Bounds = {}): Check {
  return (value, path, problems) => {
    if (typeof value !== 'number') report(problems, 'must be a number', path)
    else if (min !== undefined && value < min) report(problems, `must be at least ${min}`, path)
    else if (max !== undefined && value > max) report(problems, `must be at most ${max}`, path)
  }
}

export function flag(): Check {
  return (value, path, problems) => {
    if (typeof value !== 'boolean') report(problems, 'must be a boolean', path)
  }
}

export function oneOf(...allowed: readonly (string | number)[]): Check {
  return (value, path, problems) => {
    if (!allowed.some((option) => option === value)) report(problems, `must be one of ${allowed.join(', ')}`, path)
  }
}

export function list(item: Check, { min = 1, max }: Bounds = {}): Check {
  return (value, path, problems) => {
    if (!Array.isArray(value)) return report(problems, 'must be an array', path)
    if (value.length < min) report(problems, `no fewer than ${min} items required`, path)
    if (max !== undefined && value.length > max) report(problems, `no more than ${max} items allowed`, path)
    value.forEach((entry, index) => {
      item(entry, `${path}/${index}`, problems)
    })
  }
}

/** An object with these fields. `rule` may add what no single field can tell; it returns a problem or undefined. */
export function shape(fields: Fields, rule?: (value: JsonObject) => string | undefined): Check {
  const known = new Map(
    Object.entries(fields).map(([key, check]) => [key.replace(/\?$/, ''), { check, optional: key.endsWith('?') }]),
  )
  return (value, path, problems) => {
    if (!isObject(value)) return report(problems, 'must be an object', path)
    for (const [name, { check, optional }] of known) {
      const field = value[name]
      if (field !== undefined) check(field, `${path}/${name}`, problems)
      else if (!optional) report(problems, `missing required field: ${name}`, path)
    }
    for (const name of Object.keys(value)) {
      if (value[name] !== undefined && !known.has(name)) {
        report(problems, `invalid additional property: ${name}`, path)
      }
    }
    const broken = rule?.(value)
    if (broken !== undefined) report(problems, broken, path)
  }
}

/** An object whose `type` says which fields it has. */
export function byType(table: Record<string, Check>): Check {
  return (value, path, problems) => {
    if (!isObject(value)) return report(problems, 'must be an object', path)
    const check = typeof value.type === 'string' && Object.hasOwn(table, value.type) ? table[value.type] : undefined
    if (check === undefined) report(problems, `unsupported type: ${String(value.type)}`, `${path}/type`)
    else check(value, path, problems)
  }
}

/** A row of such a table: the fields besides `type`. */
export function typed(type: string, fields: Fields, rule?: (value: JsonObject) => string | undefined): Check {
  return shape({ type: oneOf(type), ...fields }, rule)
}

/** The part of a table with these types. */
export function only(table: Record<string, Check>, ...types: readonly string[]): Record<string, Check> {
  return Object.fromEntries(Object.entries(table).filter(([type]) => types.includes(type)))
}

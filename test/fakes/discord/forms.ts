import { z } from 'zod'
import { ApiError, type FormProblem, problem } from './api-errors.ts'

/** Collects what is wrong with a form; `check` runs after the shape of the body is known. */
export type Problems = FormProblem[]

/**
 * Reads a request's body by a schema.
 * Throws ApiError 50035 with Discord's tree of errors if the shape is wrong or `check` finds problems.
 */
export function readForm<T>(schema: z.ZodType<T>, body: unknown, check?: (form: T, problems: Problems) => void): T {
  const read = schema.safeParse(body ?? {})
  if (!read.success) throw new ApiError(50035, read.error.issues.map(toProblem))
  const problems: Problems = []
  check?.(read.data, problems)
  if (problems.length > 0) throw new ApiError(50035, problems)
  return read.data
}

/** Adds a problem if the text (or list) is not between `min` and `max` long; absent values pass. */
export function checkLength(
  problems: Problems,
  path: FormProblem['path'],
  value: { length: number } | null | undefined,
  max: number,
  min = 0,
): void {
  if (value == null) return
  if (value.length < min || value.length > max) problems.push(problem.length(path, min, max))
}

/** A text field as Discord stores it: without white space around it (docs: resources/message, Embed Limits). */
export const trimmed = z.string().transform((text) => text.trim())

function toProblem(issue: z.core.$ZodIssue): FormProblem {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
  if (issue.code === 'invalid_type') {
    // zod keeps the received value out of the issue; only its sentence tells a missing field from a wrong one.
    return issue.message.endsWith('received undefined')
      ? problem.required(path)
      : {
          path,
          code: `${issue.expected.toUpperCase()}_TYPE_CONVERT`,
          message: `Value is not of type ${issue.expected}.`,
        }
  }
  if (issue.code === 'invalid_value') return problem.choices(path, issue.values.map(String))
  return { path, code: 'BASE_TYPE_INVALID', message: issue.message }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { isObject, type JsonObject, objectOf, objectsOf, stringOf } from './json.ts'

/** What write-blocks-schema.ts made of @slack/types: every field there is, and no others. */
const SCHEMA: JsonObject = JSON.parse(readFileSync(join(import.meta.dirname, 'blocks.schema.json'), 'utf8'))
const DEFINITIONS = objectOf(SCHEMA.definitions)

/** Of which @slack/types the schema was made. */
export const SCHEMA_ORIGIN = stringOf(SCHEMA.$comment)

const ajv = new Ajv({ schemas: { slack: SCHEMA }, allowUnionTypes: true })
const validators = new Map<string, ValidateFunction | undefined>()

/** Where these blocks are not of the form that @slack/types gives them. Lengths and counts, which types do not hold, are checked elsewhere. */
export function formProblems(blocks: readonly unknown[], path: string): string[] {
  return blocks.flatMap((block, index) => problemsOf(block, namesIn('KnownBlock'), `${path}/${index}`))
}

/** The same of a view and the blocks in it. */
export function viewFormProblems(view: unknown): string[] {
  const { blocks, ...frame } = objectOf(view)
  const around = problemsOf({ ...frame, blocks: [] }, ['HomeView', 'ModalView'], '/view')
  return [...around, ...formProblems(Array.isArray(blocks) ? blocks : [], '/view/blocks')]
}

/** Looks by the one definition whose `type` it has, so that what is wrong is told of that and not of all. */
function problemsOf(value: unknown, names: readonly string[], path: string): string[] {
  const type = isObject(value) ? value.type : undefined
  const name = names.find((candidate) => objectOf(propertiesOf(candidate).type).const === type)
  if (name === undefined) return [`unsupported type: ${String(type)} [json-pointer:${path}/type]`]
  const validate = validators.get(name) ?? ajv.getSchema(`slack#/definitions/${name}`)
  validators.set(name, validate)
  if (validate === undefined) throw new Error(`Fake Slack: no definition of ${name}`)
  if (validate(value) === true) return []
  return [`${deepest(validate.errors ?? [])} (@slack/types ${name})`].map((words) =>
    words.replace('json-pointer:', `json-pointer:${path}`),
  )
}

/** Of the errors of a union, those of the alternative that was meant lie deepest. */
function deepest(errors: readonly ErrorObject[]): string {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length
  const [first] = [...errors].sort((one, two) => depth(two) - depth(one))
  const extra = first?.params.additionalProperty === undefined ? '' : ` ${first.params.additionalProperty}`
  return `${first?.message ?? 'is not right'}${extra} [json-pointer:${first?.instancePath ?? ''}]`
}

function namesIn(union: string): string[] {
  return objectsOf(objectOf(DEFINITIONS[union]).anyOf).map(({ $ref }) => stringOf($ref).replace('#/definitions/', ''))
}

function propertiesOf(name: string): JsonObject {
  return objectOf(objectOf(DEFINITIONS[name]).properties)
}

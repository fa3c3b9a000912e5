// Writes blocks.schema.json beside it, from the installed @slack/types:
// node test/fakes/slack/write-blocks-schema.ts && npx biome check --write test/fakes/slack/blocks.schema.json
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGenerator } from 'ts-json-schema-generator'

const TYPES = ['KnownBlock', 'HomeView', 'ModalView']
const HOME = join(import.meta.dirname, '../../../node_modules/@slack/types')

const { version }: { version: string } = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8'))
const definitions: Record<string, unknown> = {}
for (const type of TYPES) {
  const generator = createGenerator({ path: join(HOME, 'dist/index.d.ts'), type, skipTypeCheck: true, jsDoc: 'none' })
  Object.assign(definitions, generator.createSchema(type).definitions)
}
// Types leave room for blocks that they do not know; what they do not know has not been looked at here either.
const { AnyBlock: _any, Block: _unknown, ...known } = definitions
const text = JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $comment: `Generated from @slack/types ${version} by write-blocks-schema.ts`,
  definitions: known,
}).replaceAll('"#/definitions/AnyBlock"', '"#/definitions/KnownBlock"')
writeFileSync(join(import.meta.dirname, 'blocks.schema.json'), `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`)

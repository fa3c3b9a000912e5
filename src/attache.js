#!/usr/bin/env node
// Plain JavaScript that any Node can read: an older one cannot load TypeScript, and must be told so in words.
import { DESK_FLAGS } from './node-flags.js'

const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `Attaché needs Node 24; this is Node ${process.versions.node}.\n` +
      'It brings its own: run `npm ci` in its folder, then `npm start` or `npx attache …` there.\n' +
      '(If you installed with --omit=optional, install Node 24 or newer yourself.)\n',
  )
  process.exitCode = 1
} else {
  // V8 takes these only as a process begins, so this one begins anew in its own place.
  const given = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ')
  const flags = DESK_FLAGS.filter((flag) => !given.includes(flag.split('=')[0] ?? flag))
  if (process.argv[2] === 'start' && process.platform !== 'win32' && flags.length > 0) {
    const args = [...flags, ...process.execArgv, ...process.argv.slice(1)]
    process.execve(process.execPath, [process.execPath, ...args], process.env)
  }
  // Reading, stripping and compiling a few hundred files is most of the time that a start takes; the second one finds them compiled.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  await import('./main.ts')
}

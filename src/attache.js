#!/usr/bin/env node
// Plain JavaScript that any Node can read: an older one cannot load TypeScript, and must be told so in words.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `Attaché needs Node 24; this is Node ${process.versions.node}.\n` +
      'It brings its own: run `npm ci` in its folder, then `npm start` or `npx attache …` there.\n' +
      '(If you installed with --omit=optional, install Node 24 or newer yourself.)\n',
  )
  process.exitCode = 1
} else {
  // Reading, stripping and compiling a few hundred files is most of the time that a start takes; the second one finds them compiled.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  await import('./main.ts')
}

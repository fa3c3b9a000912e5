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
  // A desk waits most of its time. With a young generation of 4 MB in place of 16 it keeps a third less of the machine's memory, at the same
  // processor time (npm run bench -- slack). V8 takes that only as a process begins, so this one begins anew in its own place.
  const given = [...process.execArgv, process.env.NODE_OPTIONS ?? '']
  const isSized = given.some((option) => option.includes('--max-semi-space-size'))
  if (process.argv[2] === 'start' && process.platform !== 'win32' && !isSized) {
    const args = ['--max-semi-space-size=4', ...process.execArgv, ...process.argv.slice(1)]
    process.execve(process.execPath, [process.execPath, ...args], process.env)
  }
  // Reading, stripping and compiling a few hundred files is most of the time that a start takes; the second one finds them compiled.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  await import('./main.ts')
}

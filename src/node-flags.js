/**
 * How V8 is to keep its memory in a desk, which waits most of its time: a young generation of 4 MB in place of 16, and an old one that is
 * collected once it has grown by a fifth, not by half or more. Both together halve what a desk that answers questions holds beyond its own
 * code, at a few per cent of processor time (`npm run bench`). Plain JavaScript, since `attache.js` reads it on any Node.
 */
export const DESK_FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=20']

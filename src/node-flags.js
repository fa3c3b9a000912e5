/**
 * How V8 is to keep its memory in a desk, which waits most of its time: a young generation of 4 MB in place of 16, and an old one that is
 * collected soon after it has grown. Both together halve what a desk that answers questions holds beyond its own code (`npm run bench`).
 * Plain JavaScript, since `attache.js` reads it on any Node.
 */
export const DESK_FLAGS = ['--optimize-for-size', '--max-semi-space-size=4']

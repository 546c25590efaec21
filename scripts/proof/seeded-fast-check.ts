// What a test gets for `fast-check` (vitest.config.ts): the library itself, with one seed, so that a commit passes or
// fails alike on every machine. PROPERTY_SEED=random looks where nobody has looked; a number repeats such a run.
import fc from '@/node_modules/fast-check/lib/fast-check.js'

const wished = process.env['PROPERTY_SEED'] ?? '1'
if (wished !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wished) })

export * from '@/node_modules/fast-check/lib/fast-check.js'
export default fc

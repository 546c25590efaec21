// `npm run bench`: measures the built product on this machine and writes docs/benchmark.md.
import { bench } from '@/bench/main'
import { runCommand } from './launch/command'

await runCommand(bench)

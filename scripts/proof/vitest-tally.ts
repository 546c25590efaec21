// Makes vitest write down what it counted and why each test was skipped; its own reports leave the reasons out.
import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type { Skip, Tally } from './tally'

/** What a test or a file printed about being skipped, by the id of whoever printed it. */
type Printed = ReadonlyMap<string, string>

/** A reporter that writes a Tally to the file named by TALLY_FILE. Vitest calls it with `new`, which is content with what it returns. */
export default function TallyReporter(): Reporter {
  const file = process.env['TALLY_FILE'] ?? ''
  const printed = new Map<string, string>()
  return {
    onUserConsoleLog({ content, taskId }) {
      const reason = /skipped: (.+)/.exec(content)?.[1]
      if (taskId && reason) printed.set(taskId, reason)
    },
    onTestRunEnd(modules, unhandledErrors) {
      writeFileSync(file, JSON.stringify(count(modules, printed, unhandledErrors.length)))
    },
  }
}

function count(modules: readonly TestModule[], printed: Printed, errorsOutside: number): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const inState = (state: 'passed' | 'failed' | 'skipped') => tests.filter((test) => test.result().state === state)
  // A file that cannot be loaded holds no tests, so it would count as nothing.
  const broken = modules.filter((module) => module.errors().length > 0).length
  return {
    passed: inState('passed').length,
    failed: inState('failed').length + broken + errorsOutside,
    skipped: inState('skipped').map((test) => asSkip(test, printed)),
  }
}

/**
 * The reason is the note of `context.skip(note)`, or stands in the test's name ("… (skipped: no fixtures)"), or was
 * printed by the test or its file ("skipped: no fixtures").
 */
function asSkip(test: TestCase, printed: Printed): Skip {
  const result = test.result()
  const note = result.state === 'skipped' ? result.note : undefined
  const named = /\bskipped(?: when| without|:|,)? (.+?)\)?$/i.exec(test.fullName)?.[1]
  const said = printed.get(test.id) ?? printed.get(test.module.id)
  return { name: `${test.module.relativeModuleId}: ${test.fullName}`, reason: note ?? named ?? said ?? '' }
}

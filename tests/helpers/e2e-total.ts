import fs from 'node:fs'
import type { FullResult, Reporter, TestCase } from '@playwright/test/reporter'

/** The same closing line as total.ts, for Playwright. */
export default class E2eTotalReporter implements Reporter {
  private readonly tests = new Set<TestCase>()
  private errors = 0

  onTestEnd(test: TestCase): void {
    this.tests.add(test)
  }

  onError(): void {
    this.errors += 1
  }

  onEnd(_result: FullResult): void {
    const outcomes = [...this.tests].map((test) => test.outcome())
    const count = {
      // Retries are off; a flaky test would be a failed one.
      passed: outcomes.filter((outcome) => outcome === 'expected').length,
      failed: this.errors + outcomes.filter((outcome) => outcome === 'unexpected' || outcome === 'flaky').length,
      skipped: outcomes.filter((outcome) => outcome === 'skipped').length,
    }
    if (process.env.TEST_TOTALS) fs.appendFileSync(process.env.TEST_TOTALS, `${JSON.stringify(count)}\n`)
    process.once('exit', () => console.log(`${count.passed} passed, ${count.failed} failed`))
  }

  printsToStdio(): boolean {
    return false
  }
}

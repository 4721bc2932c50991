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
    const of = (outcome: ReturnType<TestCase['outcome']>) =>
      [...this.tests].filter((test) => test.outcome() === outcome)
    const again = of('flaky')
    const count = {
      passed: of('expected').length + again.length,
      failed: this.errors + of('unexpected').length,
      skipped: of('skipped').length,
    }
    if (process.env.TEST_TOTALS) fs.appendFileSync(process.env.TEST_TOTALS, `${JSON.stringify(count)}\n`)
    process.once('exit', () => {
      for (const test of again) console.log(`passed at the second try: ${test.titlePath().slice(2).join(' › ')}`)
      console.log(`${count.passed} passed, ${count.failed} failed`)
    })
  }

  printsToStdio(): boolean {
    return false
  }
}

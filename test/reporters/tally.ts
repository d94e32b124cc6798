/** What is read of vitest's JSON report. */
export interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export interface Tally {
  readonly passed: number;
  /** A sentence for everything that is in the way of trusting the run. */
  readonly failures: readonly string[];
}

/** Its failure is in the report already, unless vitest ended without naming one. */
const TEST_STEP = 'npm run test:all';

/**
 * Counts a run in which everything has to have run: a test left out, a file that broke off, a failed step and a run
 * without any test count as failures. `report` is absent when vitest left none.
 */
export function tally(report: TestReport | undefined, failedSteps: readonly string[]): Tally {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failedTests = [
    ...tests.filter((test) => test.status !== 'passed').map((test) => `${test.status}: ${test.fullName}`),
    ...files
      .filter((file) => file.status !== 'passed' && file.assertionResults.every((test) => test.status !== 'failed'))
      .map((file) => `did not finish: ${file.name} ${file.message}`.trim()),
  ];
  const steps = failedSteps.filter((step) => step !== TEST_STEP || failedTests.length === 0);
  const failures = [...failedTests, ...steps.map((step) => `step failed: ${step}`)];
  if (passed === 0 && failures.length === 0) return { passed, failures: ['no test ran'] };
  return { passed, failures };
}

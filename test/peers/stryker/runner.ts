/**
 * Runs the interpreter's tests in Stryker's own process. All mutants stand in the instrumented code and one is switched
 * on at a time, so that most cost milliseconds; only one that acts while modules load needs them loaded anew.
 */
import { readdirSync } from 'node:fs';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { takeDeclared, type TestCase } from './harness.js';

/** What Stryker asks of a mutant's run; its own types are there only when it is installed. */
interface MutantRun {
  activeMutant: { id: string };
  testFilter?: readonly string[];
  hitLimit?: number;
  mutantActivation: 'runtime' | 'static';
}

/** A test and where it stands: of a file that has changed, Stryker tries all mutants again. */
type FiledTest = TestCase & { fileName: string };

/** How it came out, in Stryker's words. */
type MutantResult =
  | { status: 'killed'; killedBy: readonly string[]; failureMessage: string; nrOfTests: number }
  | { status: 'survived'; nrOfTests: number }
  | { status: 'timeout'; reason: string }
  | { status: 'error'; errorMessage: string };

/** The result, and the test that killed the mutant. */
interface Attempt {
  result: MutantResult;
  failed?: TestCase;
}

/** What the instrumented code reads and counts. */
interface Instrumentation {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

const instrumentation: Instrumentation = {};
Object.assign(globalThis, { __stryker__: instrumentation });

const folder = 'test/workflows/interpreter';
let rounds = 0;

/** Loads tests and interpreter, as a round of modules of their own. */
async function load(): Promise<readonly FiledTest[]> {
  rounds += 1;
  const tests: FiledTest[] = [];
  for (const name of readdirSync(folder)) {
    // What a property test finds hangs on its seed; a mutant must die every time.
    if (!name.endsWith('.test.ts') || name === 'properties.test.ts') continue;
    const fileName = resolve(folder, name);
    await import(`${pathToFileURL(fileName).href}?round=${rounds}`);
    tests.push(...takeDeclared().map((test) => ({ ...test, fileName })));
  }
  return tests;
}

/** The error that a test ends with; `undefined` if it passes. */
async function errorOf({ run }: TestCase): Promise<unknown> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error ?? new Error('nothing was thrown');
  }
}

class InProcessRunner {
  private tests: readonly FiledTest[] = [];

  capabilities(): object {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    register('./hooks.js', import.meta.url);
    this.tests = await load();
  }

  async dryRun(): Promise<object> {
    const tests = [];
    for (const test of this.tests) {
      instrumentation.currentTestId = test.id;
      const started = performance.now();
      const error = await errorOf(test);
      const timeSpentMs = performance.now() - started;
      const told = error === undefined ? { status: 0 } : { status: 1, failureMessage: messageOf(error) };
      const { id, fileName } = test;
      tests.push({ id, name: id, fileName, timeSpentMs, ...told });
    }
    instrumentation.currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: instrumentation.mutantCoverage };
  }

  async mutantRun(run: MutantRun): Promise<MutantResult> {
    if (run.mutantActivation === 'static') return (await attempt(run, load)).result;
    const { result, failed } = await attempt(run, () => this.tests);
    if (failed === undefined || (await errorOf(failed)) === undefined) return result;
    // The test fails without the mutant too: one before has left something behind. Once more, with fresh modules.
    this.tests = await load();
    return (await attempt(run, () => this.tests)).result;
  }
}

type GetTests = () => readonly FiledTest[] | Promise<readonly FiledTest[]>;

/** Gets and runs tests with a mutant switched on, up to the first that fails. */
async function attempt(run: MutantRun, getTests: GetTests): Promise<Attempt> {
  const { activeMutant, hitLimit } = run;
  const hitCount = hitLimit === undefined ? undefined : 0;
  Object.assign(instrumentation, { activeMutant: activeMutant.id, hitLimit, hitCount });
  try {
    return await firstFailure(await getTests(), run);
  } catch (error) {
    // The modules could not be loaded with it: such a mutant counts neither way.
    takeDeclared();
    return { result: { status: 'error', errorMessage: messageOf(error) } };
  } finally {
    Object.assign(instrumentation, { activeMutant: undefined, hitCount: undefined });
  }
}

async function firstFailure(tests: readonly FiledTest[], run: MutantRun): Promise<Attempt> {
  const { testFilter, hitLimit } = run;
  const wanted = testFilter === undefined ? tests : tests.filter(({ id }) => testFilter.includes(id));
  for (const [index, test] of wanted.entries()) {
    const error = await errorOf(test);
    const { hitCount = 0 } = instrumentation;
    if (hitLimit !== undefined && hitCount > hitLimit)
      return { result: { status: 'timeout', reason: `Hit limit reached (${hitCount}/${hitLimit})` } };
    if (error === undefined) continue;
    const killed = { killedBy: [test.id], failureMessage: messageOf(error), nrOfTests: index + 1 };
    return { result: { status: 'killed', ...killed }, failed: test };
  }
  return { result: { status: 'survived', nrOfTests: wanted.length } };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Read by Stryker. */
export const strykerPlugins = [
  { kind: 'TestRunner', name: 'in-process', factory: (): InProcessRunner => new InProcessRunner() },
];

/** Runs flow test files: loads the merchants, reads the files, runs each test, compares. */
import { readFile, stat, access, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { Issue } from '../contracts/issue.js';
import type { BuildConnection } from '../merchants/assemble-merchant.js';
import { type LoadedMerchants, loadMerchants } from '../merchants/load-merchants.js';
import { ownFile } from '../security/own-files.js';
import { issueAt, type Path } from '../flows/yaml/document.js';
import { valueAt } from '../flows/yaml/zod-issues.js';
import { substituteFor } from './bindings.js';
import { Coverage, type FlowCoverage } from './coverage.js';
import type { Difference } from './difference.js';
import { differencesOf } from './compare-outcome.js';
import type { FlowTest } from './flow-test.js';
import type { Happened, Outcome } from './test-happenings.js';
import { playTest } from './play.js';
import type { Watch } from './stage.js';
import { type ReadTests, readTestFile } from './read-test-file.js';

// Finds flow test files, and the merchants each is run for.

/** A test file, and the merchant whose folder contains it. */
interface TestFile {
  path: string;
  /** That merchant's folder, which contains merchant.yaml. */
  home?: string;
  /** The flow file next to it, if neither shipped nor a merchant's. */
  draft?: string;
}

/** Where merchants and shipped flows are. */
interface Folders {
  merchants: string;
  flows: string;
}

const ending = '.test.yaml';

/** The files at the given paths, by default all shipped and merchants' files; `path_missing` for a wrong path. */
async function findTestFiles(paths: readonly string[], folders: Folders): Promise<TestFile[]> {
  const roots = paths.length === 0 ? [folders.flows, folders.merchants] : paths.map((path) => resolve(path));
  const found = await Promise.all(roots.map((root) => filesAt(root, paths.length > 0)));
  const all = [...new Set(found.flat())].sort();
  if (all.length === 0) {
    throw new OrderlyError('flow_tests_missing', `There is no file \`*${ending}\` in ${roots.join(', ')}`);
  }
  return Promise.all(all.map((path) => testFile(path, folders)));
}

async function filesAt(path: string, isGiven: boolean): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    if (!isGiven) return [];
    throw new OrderlyError('path_missing', `${path} does not exist`);
  }
  if (!found.isDirectory()) return [await testsOf(path)];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => name.endsWith(ending) && !name.split('/').some((part) => part === 'node_modules'))
    .map((name) => join(path, name));
}

/** A flow's file stands for its tests. */
async function testsOf(path: string): Promise<string> {
  if (path.endsWith(ending)) return path;
  const tests = `${path.replace(/\.yaml$/, '')}${ending}`;
  if (path.endsWith('.yaml') && (await exists(tests))) return tests;
  throw new OrderlyError('flow_tests_missing', `${path} has no tests`, {
    hint: `Write them into ${basename(tests)} beside it; see docs/authoring/test-a-flow.md.`,
  });
}

async function testFile(path: string, folders: Folders): Promise<TestFile> {
  const home = await merchantAround(path);
  const flow = `${path.slice(0, -ending.length)}.yaml`;
  const isDraft = home === undefined && dirname(path) !== folders.flows && (await exists(flow));
  return { path, ...(home === undefined ? {} : { home }), ...(isDraft ? { draft: flow } : {}) };
}

async function merchantAround(path: string): Promise<string | undefined> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (await exists(join(folder, 'merchant.yaml'))) return folder;
  }
  return undefined;
}

/** Flow files by flow name, from the given folders and files. */
async function flowFiles(folders: readonly string[], files: readonly string[]): Promise<Map<string, string>> {
  const listed = await Promise.all(folders.map(flowsIn));
  const byName = new Map<string, string>();
  for (const file of [...listed.flat(), ...files]) {
    const [, name] = /^flow: *(\S+)/m.exec(await readFile(file, 'utf8')) ?? [];
    if (name !== undefined) byName.set(name, file);
  }
  return byName;
}

async function flowsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => name.endsWith('.yaml') && !name.endsWith(ending))
    .map((name) => join(folder, name));
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Runs one test, in memory or on a server. */
export type Player = (test: FlowTest, watch: Watch) => Promise<Outcome>;

/** A difference with its place in the file of the test; line and column count from 1. */
export type PlacedDifference = Omit<Difference, 'path'> & { line: number; column: number };

/** The result of one test. */
export interface TestResult {
  name: string;
  line: number;
  differences: readonly PlacedDifference[];
  /** Why it was not run, if it was not. */
  skipped?: string;
  /** What happened, in the zone of the merchant. */
  story: readonly Happened[];
  zone: string;
}

/** One file: its tests, or its issues. */
export interface FileResult {
  file: string;
  flow?: string;
  merchant?: string;
  issues: readonly Issue[];
  tests: readonly TestResult[];
}

/** Points of one flow, with its file. */
export type FileCoverage = FlowCoverage & { file: string };

/** All results. */
export interface TestRun {
  files: readonly FileResult[];
  /** Flows with issues that have no test among the files: `asked` where they lie in what was to be tested. */
  untested: readonly { flow: string; asked: boolean }[];
  coverage: readonly FileCoverage[];
}

/** How to run. */
export interface RunOptions {
  folders: Folders;
  buildConnection: BuildConnection;
  player?: Player;
  /** How paths are shown. */
  show?: (path: string) => string;
  /** Called with each file's result. */
  onFile?: (result: FileResult) => void;
}

/** One merchant, and the operations that are answered for it in tests. */
interface Simulated {
  merchant: string;
  unanswered: readonly string[];
}

/** Holidays are computed around 2 March 2026, so that a test means the same in every year. */
export const calendarYear = Date.UTC(2026, 2, 2);

/** Runs all tests at the given paths, or all there are; `path_missing`, `flow_tests_missing`. */
export async function runFlowTests(paths: readonly string[], options: RunOptions): Promise<TestRun> {
  const found = await findTestFiles(paths, options.folders);
  const runner = new Runner(options, found);
  const files: FileResult[] = [];
  for (const file of found) {
    const result = await runner.run(file);
    files.push(result);
    options.onFile?.(result);
  }
  return { files, untested: await runner.untested(paths), coverage: await runner.coverage() };
}

/** Issues and warnings of the tests at the given paths, without running any; none if there are no tests. */
export async function checkFlowTests(paths: readonly string[], options: RunOptions): Promise<Issue[]> {
  const found = await findTestFiles(paths, options.folders).catch(noneAtAll);
  const runner = new Runner(options, found);
  const issues: Issue[] = [];
  for (const file of found) issues.push(...(await runner.check(file)));
  return issues;
}

/** The warning of a file beside one flow that tests another: it was copied with its flow. */
async function ofOtherFlow(
  { path }: TestFile,
  { document, merchant = '' }: ReadTests,
  { merchants }: LoadedMerchants,
): Promise<Issue[]> {
  const name = basename(path, '.test.yaml');
  const tested = document && valueAt(document.value, ['flow']);
  if (document === undefined || typeof tested !== 'string' || tested === name) return [];
  // A test of the shipped flow runs the merchant's own in its place.
  if (merchants.get(merchant)?.config.flows[tested] === name) return [];
  const sibling = await stat(join(dirname(path), `${name}.yaml`)).catch(() => undefined);
  if (sibling === undefined) return [];
  const message = `This file is beside \`${name}.yaml\`, but tests \`${tested}\`, so \`${name}\` has no tests here.`;
  const issue = issueAt(document, ['flow'], 'flow_test_other', message, `Write \`flow: ${name}\`.`);
  return [{ ...issue, level: 'warning' }];
}

/** Of a merchant's test file; one that leads out of the merchant's folder is not read. */
async function textOf({ path, home }: TestFile): Promise<string> {
  const own = home === undefined ? path : ownFile(home, path);
  if (own !== undefined) return readFile(own, 'utf8');
  throw new OrderlyError('file_outside', `${path} leads out of the merchant’s folder`);
}

function noneAtAll(error: unknown): TestFile[] {
  if (error instanceof OrderlyError && error.code === 'flow_tests_missing') return [];
  throw error;
}

class Runner {
  readonly #coverage = new Coverage();
  readonly #loaded = new Map<string, Promise<LoadedMerchants>>();
  readonly #tested = new Map<string, FlowTest>();
  /** Files whose issues stand in the results. */
  readonly #because = new Set<string>();
  readonly #show: (path: string) => string;

  constructor(
    readonly options: RunOptions,
    readonly files: readonly TestFile[],
  ) {
    this.#show = options.show ?? ((path) => path);
  }

  /** A file's issues; a file for a broken merchant or flow cannot be judged. */
  async check(file: TestFile): Promise<readonly Issue[]> {
    const { read, loaded } = await this.#read(file);
    if (read.merchant === undefined && loaded.issues.length > 0) return [];
    return [...read.issues, ...(await ofOtherFlow(file, read, loaded))];
  }

  async #read(file: TestFile): Promise<{ read: ReadTests; loaded: LoadedMerchants }> {
    const loaded = await this.#merchantsFor(file);
    const home = file.home === undefined ? undefined : basename(file.home);
    const source = { file: this.#show(file.path), text: await textOf(file) };
    const read = readTestFile(source, loaded.merchants, home, loaded.broken);
    const { merchant, unanswered = [] } = read;
    // What is shipped is tested for what a merchant offers; what it writes itself, before anything is bound.
    const isOwn = file.home !== undefined || file.draft !== undefined;
    if (!isOwn || merchant === undefined || unanswered.length === 0) return { read, loaded };
    const simulated = await this.#merchantsFor(file, { merchant, unanswered });
    if (simulated.merchants.has(merchant))
      return { read: readTestFile(source, simulated.merchants, home, simulated.broken), loaded: simulated };
    return { read: { tests: [], skipped: [], issues: [] }, loaded: simulated };
  }

  async run(file: TestFile): Promise<FileResult> {
    const { read, loaded } = await this.#read(file);
    const tests: TestResult[] = [];
    for (const test of read.tests) tests.push(await this.#play(test, read));
    const lineOf = (path: Path): number => read.document?.locate(path).line ?? 1;
    for (const { name, path, why } of read.skipped)
      tests.push({ name, line: lineOf(path), differences: [], skipped: why, story: [], zone: 'UTC' });
    return {
      file: this.#show(file.path),
      ...(read.flow === undefined ? {} : { flow: read.flow }),
      ...(read.merchant === undefined ? {} : { merchant: read.merchant }),
      issues: this.#issuesOf(read, loaded),
      tests: tests.sort((a, b) => a.line - b.line),
    };
  }

  /** The coverage of every flow that has tests here. */
  async coverage(): Promise<FileCoverage[]> {
    const flows: FileCoverage[] = [];
    for (const { flow, merchant } of this.#tested.values()) {
      const homes = this.files.flatMap(({ home }) => home ?? []);
      const home = homes.find((folder) => basename(folder) === merchant.config.merchant);
      const own = home ?? join(this.options.folders.merchants, merchant.config.merchant);
      const drafts = this.files.flatMap(({ draft }) => draft ?? []);
      const files = await flowFiles([this.options.folders.flows, join(own, 'flows')], drafts);
      flows.push({ ...this.#coverage.of(flow), file: this.#show(files.get(flow.flow) ?? flow.flow) });
    }
    return flows;
  }

  async #play(test: FlowTest, { document }: ReadTests): Promise<TestResult> {
    this.#tested.set(`${test.flow.merchant.id}/${test.flow.flow}`, test);
    const watch: Watch = (flow) => this.#coverage.watch(flow);
    const outcome = await (this.options.player?.(test, watch) ?? playTest(test, watch));
    this.#coverage.ended(outcome);
    const differences = differencesOf(test, outcome).map(({ path, ...difference }) => {
      const { line = 1, column = 1 } = document?.locate(path) ?? {};
      return { ...difference, line, column };
    });
    const { name, merchant } = test;
    const line = document?.locate(test.path).line ?? 1;
    return { name, line, differences, story: outcome.story, zone: merchant.config.zone };
  }

  /** Flows with issues whose tests are not among the files. */
  async untested(paths: readonly string[]): Promise<TestRun['untested']> {
    const roots = paths.map((path) => resolve(path));
    const shown = new Set(this.#because);
    const byFile = new Map<string, TestRun['untested'][number]>();
    for (const { broken } of await Promise.all(this.#loaded.values()))
      for (const { flow, file } of [...broken.values()].flatMap((flows) => [...flows.values()].flat())) {
        const asked =
          paths.length === 0 || roots.some((root) => file === root || file.startsWith(root + sep));
        if (!shown.has(file)) byFile.set(file, { flow, asked });
      }
    return [...byFile.values()];
  }

  /** Adds what keeps a flow from being tested: issues of its files, or all of a merchant that cannot be loaded. */
  #issuesOf({ issues, merchant, because }: ReadTests, loaded: LoadedMerchants): readonly Issue[] {
    const files = new Set((because ?? []).map(({ file }) => file));
    for (const file of files) this.#because.add(file);
    const isWhole = because === undefined && loaded.refused.length === 0;
    if (merchant !== undefined || isWhole) return issues;
    const reported = loaded.issues.filter(({ file }) => because === undefined || files.has(file));
    return [...issues, ...reported.map((issue) => ({ ...issue, file: this.#show(issue.file) }))];
  }

  #merchantsFor({ home, draft }: TestFile, simulated?: Simulated): Promise<LoadedMerchants> {
    const folder = home === undefined ? this.options.folders.merchants : dirname(home);
    const key = JSON.stringify([folder, draft, simulated]);
    const known = this.#loaded.get(key);
    if (known !== undefined) return known;
    const loading = this.#load(folder, draft, simulated);
    this.#loaded.set(key, loading);
    return loading;
  }

  async #load(folder: string, draft?: string, simulated?: Simulated): Promise<LoadedMerchants> {
    const isThere = await stat(folder).catch(() => undefined);
    if (isThere === undefined) {
      const hint =
        'Set ORDERLY_MERCHANTS to your merchants’ folder: each flow is tested for the merchants that run it.';
      throw new OrderlyError('path_missing', `${folder} does not exist`, { hint });
    }
    return loadMerchants(folder, {
      flowsFolder: this.options.folders.flows,
      buildConnection: this.options.buildConnection,
      now: calendarYear,
      partial: true,
      ...(draft === undefined ? {} : { drafts: [draft] }),
      ...(simulated === undefined
        ? {}
        : { only: [simulated.merchant], substitute: substituteFor(simulated.unanswered) }),
    });
  }
}

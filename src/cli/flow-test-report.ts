/** How `orderly flows test` reports results: a line per test, and for a failed one what differs and what happened. */
import { plainMoment, zoneName } from '../texts/languages/printed-time.js';
import { programLocale } from '../texts/languages/program-locale.js';
import { percent } from '../simulator/coverage.js';
import type { Happened } from '../simulator/test-happenings.js';
import type {
  FileCoverage,
  FileResult,
  PlacedDifference,
  TestResult,
  TestRun,
} from '../simulator/run-tests.js';
import { inputsText } from '../simulator/value-text.js';
import { printIssues } from '../flows/print-issues.js';
import { painted, printLine } from './print.js';
import { plain } from '../platform/observability/print-failure.js';

/** Prints the results of one file. */
export function printFile({ file, issues, tests }: FileResult): void {
  const failed = tests.filter(isFailed).length;
  const count = tests.length === 0 ? '' : ` (${tests.length})`;
  printLine(`${painted('bold', file)}${count}`);
  if (issues.length > 0) printLine(`${plain(printIssues(issues))}\n`);
  const [first] = tests;
  if (first?.skipped !== undefined && tests.every(({ skipped }) => skipped === first.skipped))
    printLine(`  ${painted('yellow', '-')} ${plain(`skipped: ${first.skipped}`)}`);
  else for (const test of tests) printTest(file, test);
  if (failed > 0) printLine();
}

const isFailed = ({ differences }: TestResult): boolean => differences.length > 0;

function printTest(file: string, test: TestResult): void {
  if (test.skipped !== undefined) {
    printLine(`  ${painted('yellow', '-')} ${plain(`${test.name} (skipped: ${test.skipped})`)}`);
    return;
  }
  if (!isFailed(test)) {
    printLine(`  ${painted('green', '✓')} ${plain(test.name)}`);
    return;
  }
  printLine(`  ${painted('red', '✗')} ${plain(test.name)}`);
  for (const difference of test.differences) printDifference(file, difference);
  if (test.story.length > 0) printLine('      What happened:');
  for (const line of storyOf(test.story, test.zone)) printLine(`        ${plain(line)}`);
}

function printDifference(
  file: string,
  { line, column, message, hint, ...difference }: PlacedDifference,
): void {
  printLine(`    ${file}:${line}:${column} ${plain(message)}`);
  if (hint !== undefined) printLine(`      ${plain(hint)}`);
  const { expected, actual } = difference;
  if (expected !== undefined) printLines('expected', expected, 'green');
  if (actual !== undefined) printLines('actual', actual, 'red');
}

function printLines(title: string, text: string, colour: 'green' | 'red'): void {
  for (const [index, line] of plain(text).split('\n').entries())
    printLine(`      ${(index === 0 ? title : '').padEnd(8)}  ${painted(colour, line)}`);
}

/** The story, one event per line, with the time wherever it changes. */
function storyOf(story: readonly Happened[], zone: string): string[] {
  const clock = new Intl.DateTimeFormat(programLocale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  let before = '';
  return story.flatMap((happened) => {
    const time = `${clock.format(happened.at).replace(',', '')} ${zoneName(happened.at, zone)}`;
    const shown = time === before ? ' '.repeat(time.length) : time;
    before = time;
    return wordsOf(happened, zone).map(
      (line, index) => `${index === 0 ? shown : ' '.repeat(time.length)}  ${line}`,
    );
  });
}

/** One event: who and what, with further lines of a text below. */
function wordsOf(happened: Happened, zone: string): string[] {
  const [who, text] = whoAndWhat(happened, zone);
  return text.split('\n').map((line, index) => `${(index === 0 ? who : '').padEnd(9)} ${line}`);
}

/** That a decision did not count, why, and from when one of the same approver would. */
function uncounted({ refused, from }: Extract<Happened, { is: 'decided' }>, zone: string): string {
  if (refused === undefined) return '';
  return `, which has no effect (${from === undefined ? refused : `only after the escalation, from ${plainMoment(from, zone)}`})`;
}

function whoAndWhat(happened: Happened, zone: string): [who: string, text: string] {
  switch (happened.is) {
    case 'said':
      return ['orderly', happened.text];
    case 'asked':
      return [
        'orderly',
        [happened.text, ...happened.options.map((option, at) => `${at + 1}. ${option}`)].join('\n'),
      ];
    case 'customer':
      return ['customer', happened.text];
    case 'passed':
      return ['customer', `${happened.text} (passed on to people)`];
    case 'called':
      return ['·', `calls ${happened.operation}${withInputs(happened.inputs)}`];
    case 'approval_asked':
      return ['·', `asks ${happened.role} to approve ${happened.operation}`];
    case 'decided':
      return ['approver', `${happened.by}: ${happened.decision}${uncounted(happened, zone)}`];
    case 'reported':
      return ['system', happened.event];
    case 'handed_over':
      return ['·', `hands over to ${happened.queue}: ${happened.reason}`];
    case 'ended':
      return ['·', `${happened.flow} ends as ${happened.result}`];
    case 'failed':
      return ['·', `${happened.flow} fails: ${happened.code}`];
  }
}

const withInputs = (inputs: Extract<Happened, { is: 'called' }>['inputs']): string =>
  Object.keys(inputs).length === 0 ? '' : `: ${inputsText(inputs)}`;

/** Prints how much of each flow the tests cover, and what they miss. */
export function printCoverage(flows: readonly FileCoverage[]): void {
  if (flows.length > 0) printLine(painted('bold', 'coverage'));
  for (const { flow, file, points } of flows) {
    const missed = points.filter(({ taken }) => !taken);
    printLine(
      `  ${`${percent(points)} %`.padStart(5)}  ${flow} (${points.length - missed.length} of ${points.length})`,
    );
    for (const { what, line } of missed) printLine(`         ${file}:${line} not covered: ${what}`);
  }
}

/** How many tests passed, failed and were skipped, and how many files could not be read. */
export function countsOf({ files }: TestRun): Record<'passed' | 'failed' | 'skipped' | 'unread', number> {
  const all = files.flatMap((file) => file.tests);
  const tests = all.filter(({ skipped }) => skipped === undefined);
  const failed = tests.filter(isFailed).length;
  const unread = files.filter(({ issues }) => issues.length > 0).length;
  return { passed: tests.length - failed, failed, skipped: all.length - tests.length, unread };
}

/** Prints how many tests passed, failed and were skipped, and how long they took. */
export function printTotals(run: TestRun, ms: number): void {
  const names = run.untested.map(({ flow }) => flow);
  if (names.length > 0)
    printLine(
      plain(
        `not tested: ${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} issues; run \`orderly flows check\``,
      ),
    );
  const { passed, failed, skipped, unread } = countsOf(run);
  const left = skipped === 0 ? '' : `, ${skipped} skipped`;
  const broken = unread === 0 ? '' : `, ${unread} ${unread === 1 ? 'file' : 'files'} could not be read`;
  printLine(`flow tests: ${passed} passed, ${failed} failed${left}${broken} (${ms} ms)`);
}

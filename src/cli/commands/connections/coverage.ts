/** `orderly connections coverage`: which data points a merchant's systems provide, and which flows lack the others. */
import type { Command } from 'commander';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import type { Caller } from '../../call/caller.js';
import type { JudgedPoint } from '../../coverage/judge-data-points.js';
import type { RecordShown } from '../../coverage/record-kinds.js';
import { addCommand } from '../../command.js';
import { exitCodes } from '../../../platform/observability/print-failure.js';
import { painted, printJson, printLine, printTable } from '../../print.js';

interface CoverageOptions {
  order: string[];
  email: string[];
  json?: boolean;
}

/** A data point, with the flows that read it even though it is missing. */
interface CoveredPoint extends JudgedPoint {
  limits: string[];
}

/** Adds the command. */
export function addCoverage(connections: Command): void {
  const more = (value: string, before: string[]): string[] => [...before, value];
  addCommand(connections, {
    usage: 'coverage <merchant>',
    summary: 'Read orders and report which data points are found, missing or not mapped.',
    examples: [
      'orderly connections coverage demo --order 10105 --order 10150 --email hanno.hoeft@mail.example',
    ],
  })
    .option('--order <number>', 'order to read; repeatable', more, [])
    .option('--email <address>', 'customer whose orders to read; repeatable', more, [])
    .option('--json', 'print one JSON object')
    .action(coverage);
}

async function coverage(name: string, { json, ...given }: CoverageOptions): Promise<void> {
  if (given.order.length + given.email.length === 0)
    throw new OrderlyError('operation_input', 'No order was given', {
      hint: 'Pass orders that have shipments and returns: --order 10105 --email somebody@mail.example.',
    });
  const [{ openCaller }, { judge }, { readRecords }, { flowsThatRead }, { recordsShown }] = await Promise.all(
    [
      import('../../call/caller.js'),
      import('../../coverage/judge-data-points.js'),
      import('../../coverage/read-records.js'),
      import('../../coverage/flows-that-read.js'),
      import('../../coverage/record-kinds.js'),
    ],
  );
  await using caller = await openCaller(name);
  const { records, problems } = await readRecords({ order: given.order, email: given.email }, caller);
  const points = recordsShown.flatMap((shown) =>
    judge(shown, records.get(shown.record) ?? [], mappedOf(shown.shownBy, caller)).map(
      (point): CoveredPoint => {
        const limits = point.status === 'found' ? [] : flowsThatRead(shown.schema, point.point, caller.flows);
        return { ...point, limits };
      },
    ),
  );
  const counts = recordsShown.map(({ record, noun }) => ({ noun, count: records.get(record)?.length ?? 0 }));
  if (json === true)
    printJson({
      merchant: name,
      ...Object.fromEntries(counts.map(({ noun, count }) => [`${noun}s`, count])),
      ...{ points, problems },
    });
  else printCoverage(points, counts, problems);
  // A table about nothing is no finding.
  if (problems.length > 0 && counts.every(({ count }) => count === 0)) process.exitCode = exitCodes.failed;
}

const mappedOf = (operations: RecordShown['shownBy'], caller: Caller): Set<string> =>
  new Set(
    operations.flatMap(({ name }) =>
      caller.answers(name) ? (caller.bindingOf(name).binding.fields ?? []) : [],
    ),
  );

function printCoverage(
  points: readonly CoveredPoint[],
  counts: readonly { noun: string; count: number }[],
  problems: readonly string[],
): void {
  for (const problem of problems) printLine(painted('yellow', `! ${problem}`));
  printTable(
    ['data point', 'status', 'in', 'limits'],
    points.map(({ subject, point, status, found, of, limits }) => [
      `${subject}.${point}`,
      status.replace('_', ' '),
      `${found}/${of}`,
      limits.join(', '),
    ]),
  );
  const status = (name: string): number => points.filter((point) => point.status === name).length;
  printLine();
  printLine(
    `${counts.map(({ noun, count }) => counted(count, noun)).join(', ')} read: ${status('found')} of ${points.length} data points found, ${status('missing')} missing, ${status('not_mapped')} not mapped.`,
  );
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `orderly coverage`: which data points a merchant's systems provide, and which flows lack the others. */
import type { Command } from 'commander';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Caller } from '../call/caller.js';
import { outcomeText } from '../call/outcome-text.js';
import type { JudgedPoint } from '../coverage/judge.js';
import { addCommand } from '../command.js';
import { painted, printJson, printLine, printTable } from '../print.js';

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
export function addCoverage(program: Command): void {
  const more = (value: string, before: string[]): string[] => [...before, value];
  addCommand(program, {
    usage: 'coverage <merchant>',
    summary: 'Read given orders, and say which data points are found, missing or not mapped.',
    examples: ['orderly coverage demo --order 10105 --order 10150 --email hanno.hoeft@mail.example'],
  })
    .option('--order <number>', 'an order to read; can be given several times', more, [])
    .option('--email <address>', 'a customer whose orders are read; can be given several times', more, [])
    .option('--json', 'print one JSON object')
    .action(coverage);
}

async function coverage(name: string, { order, email, json }: CoverageOptions): Promise<void> {
  if (order.length + email.length === 0)
    throw new OrderlyError('operation_input', 'No order is named', {
      hint: 'Name some that have shipments and returns: --order 10105 --email somebody@mail.example.',
    });
  const [{ openCaller }, { judge }, { flowsThatRead }] = await Promise.all([
    import('../call/caller.js'),
    import('../coverage/judge.js'),
    import('../coverage/readers.js'),
  ]);
  await using caller = await openCaller(name);
  const { orders, problems } = await readOrders(order, email, caller);
  const parcels = await readParcels(orders, caller, problems);
  const points = [
    ...judge('order', orders, mappedOf(['orders.get', 'orders.find'], caller)),
    ...judge('tracking', parcels, mappedOf(['shipments.track'], caller)),
  ].map((point): CoveredPoint => {
    const limits = point.standing === 'found' ? [] : flowsThatRead(point, caller.flows);
    return { ...point, limits };
  });
  if (json === true)
    printJson({ merchant: name, orders: orders.length, parcels: parcels.length, points, problems });
  else printCoverage(points, { orders: orders.length, parcels: parcels.length, problems });
}

async function readOrders(numbers: readonly string[], emails: readonly string[], caller: Caller) {
  const orders: Json[] = [];
  const problems: string[] = [];
  for (const number of numbers) {
    const { outputs, problem } = await ask('orders.get', { number }, caller);
    if (outputs['order'] !== undefined) orders.push(outputs['order']);
    else problems.push(`order ${number}: ${problem}`);
  }
  for (const email of emails) {
    const { outputs, problem } = await ask('orders.find', { email }, caller);
    const found = outputs['orders'];
    if (Array.isArray(found)) orders.push(...(found as Json[]));
    else problems.push(`orders of ${email}: ${problem}`);
  }
  return { orders, problems };
}

async function readParcels(orders: readonly Json[], caller: Caller, problems: string[]): Promise<Json[]> {
  const parcels: Json[] = [];
  if (!caller.answers('shipments.track')) return parcels;
  for (const shipment of orders.flatMap((order) => ((order as JsonObject)['shipments'] ?? []) as Json[])) {
    const { outputs, problem } = await ask('shipments.track', { shipment }, caller);
    if (outputs['tracking'] !== undefined) parcels.push(outputs['tracking']);
    else problems.push(`a parcel: ${problem}`);
  }
  return parcels;
}

async function ask(
  operation: string,
  inputs: JsonObject,
  caller: Caller,
): Promise<{ outputs: JsonObject; problem: string }> {
  if (!caller.answers(operation)) return { outputs: {}, problem: `no connection answers ${operation}` };
  const { attempt } = await caller.call(operation, inputs);
  if (attempt.is !== 'done') return { outputs: {}, problem: outcomeText(attempt) };
  return { outputs: attempt.outputs, problem: attempt.result };
}

const mappedOf = (operations: readonly string[], caller: Caller): Set<string> =>
  new Set(
    operations.flatMap((name) => (caller.answers(name) ? (caller.bindingOf(name).binding.fields ?? []) : [])),
  );

function printCoverage(
  points: readonly CoveredPoint[],
  { orders, parcels, problems }: { orders: number; parcels: number; problems: readonly string[] },
): void {
  for (const problem of problems) printLine(painted('yellow', `! ${problem}`));
  printTable(
    ['data point', 'stands', 'in', 'limits'],
    points.map(({ subject, point, standing, found, of, limits }) => [
      `${subject}.${point}`,
      standing.replace('_', ' '),
      `${found}/${of}`,
      limits.join(', '),
    ]),
  );
  const count = (standing: string): number => points.filter((point) => point.standing === standing).length;
  printLine();
  printLine(
    `${counted(orders, 'order')}, ${counted(parcels, 'parcel')} read: ${count('found')} of ${points.length} data points found, ${count('missing')} missing, ${count('not_mapped')} not mapped.`,
  );
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `orderly connections verify`: what a connection's credentials can do, by reads alone, and which flows lack the rest. */
import type { Command } from 'commander';
import type { TriedOperation } from '../../verify/try-operations.js';
import { addCommand } from '../../command.js';
import { exitCodes } from '../../../platform/observability/print-failure.js';
import { printJson, printLine, printTable } from '../../print.js';

interface VerifyOptions {
  order?: string;
  email?: string;
  json?: boolean;
}

interface VerifiedOperation extends TriedOperation {
  /** The permission that it needs, where a prebuilt connector says so. */
  permission: string;
  /** Flows that call it, where it fails. */
  limits: readonly string[];
}

/** Adds the command. */
export function addVerify(connections: Command): void {
  addCommand(connections, {
    usage: 'verify <merchant> <connection>',
    summary: 'Try every read of a connection and report missing permissions and affected flows.',
    examples: ['orderly connections verify demo shop --order 10105 --email hanno.hoeft@mail.example'],
  })
    .option('--order <number>', 'order to read (default: one that does not exist)')
    .option('--email <address>', 'customer whose orders to read (default: one that does not exist)')
    .option('--json', 'print a JSON array')
    .action(verify);
}

async function verify(
  merchant: string,
  connection: string,
  { json, ...given }: VerifyOptions,
): Promise<void> {
  const [{ openCaller }, { tryOperations }, { permissionsOf }, { callsIn }] = await Promise.all([
    import('../../call/caller.js'),
    import('../../verify/try-operations.js'),
    import('../../verify/permissions.js'),
    import('../../../workflows/interpreter/steps-in.js'),
  ]);
  await using caller = await openCaller(merchant);
  const tried = await tryOperations(connection, given, caller);
  const permissions = await permissionsOf(caller.folder, connection);
  const callers = (operation: string): string[] =>
    [...caller.flows]
      .filter(([, { ir }]) => [...callsIn(ir.steps).values()].some((call) => call.operation === operation))
      .map(([flow]) => flow);
  const verified = tried.map((each) => ({
    ...each,
    permission: permissions[each.operation] ?? '',
    limits: each.status === 'fails' ? callers(each.operation) : [],
  }));
  if (json === true) printJson(verified);
  else print(verified);
  if (tried.some(({ status }) => status === 'fails')) process.exitCode = exitCodes.failed;
}

const MARKS = { works: '✓', fails: '✗', 'not checked': '–' } as const;

function print(verified: readonly VerifiedOperation[]): void {
  printTable(
    ['', 'operation', 'effect', 'status', 'permission', 'limits'],
    verified.map(({ operation, effect, status, because, permission, limits }) => [
      ...[MARKS[status], operation, effect],
      ...[`${status}: ${because}`, permission, limits.join(', ')],
    ]),
  );
  const count = (status: TriedOperation['status']): number =>
    verified.filter((each) => each.status === status).length;
  printLine();
  printLine(`${count('works')} work, ${count('fails')} fail, ${count('not checked')} not checked.`);
}

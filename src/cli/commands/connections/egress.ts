/** `orderly connections egress`: the addresses from which our requests come, for a shop's allow list. */
import { type Command, InvalidArgumentError } from 'commander';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import type { EgressRoute, EgressRoutes } from '../../../connectors/http/egress-routes.js';
import { addCommand } from '../../command.js';
import { printJson, printLine, printTable } from '../../print.js';

interface EgressOptions {
  check?: URL;
  json?: boolean;
}

/** One egress route, as printed; `region` is null for connections that name none. */
interface Row {
  region: string | null;
  proxy: string | null;
  addresses: readonly string[];
  /** With `--check`: the address that the page saw. */
  seen?: string;
}

/** Adds the command. */
export function addEgress(connections: Command): void {
  addCommand(connections, {
    usage: 'egress',
    summary: 'List our outgoing IP addresses for a shop’s allow list.',
    examples: ['orderly connections egress', 'orderly connections egress --check https://ip.example/'],
  })
    .option(
      '--check <url>',
      'call this page over every egress route and compare the address that it sees',
      pageOf,
    )
    .option('--json', 'print a JSON list: region, proxy, addresses, seen')
    .action(egress);
}

async function egress({ check, json }: EgressOptions): Promise<void> {
  const { loadConfig } = await import('../../../platform/config.js');
  const { egressRoutes, egressAllow } = await loadConfig();
  const rows: Row[] = [];
  for (const [region, route] of waysOf(egressRoutes)) {
    const seen = check ? { seen: await ask(check, route, egressAllow) } : {};
    rows.push({ region, proxy: route.proxy?.toString() ?? null, addresses: route.addresses, ...seen });
  }
  if (json === true) printJson(rows);
  else printRows(rows);
  await compare(rows);
}

const waysOf = ({ usual, regions }: EgressRoutes): [string | null, EgressRoute][] => [
  [null, usual],
  ...regions,
];

async function ask(page: URL, route: EgressRoute, egressAllow: readonly string[]): Promise<string> {
  const { seenAddress } = await import('../../seen-address.js');
  return seenAddress(page, route, egressAllow);
}

function printRows(rows: readonly Row[]): void {
  const checked = rows.some(({ seen }) => seen !== undefined);
  printTable(
    ['REGION', 'PROXY', 'ADDRESSES', ...(checked ? ['SEEN'] : [])],
    rows.map(({ region, proxy, addresses, seen }) => [
      region ?? '-',
      proxy ?? 'none',
      addresses.join(', ') || 'not set',
      ...(seen === undefined ? [] : [seen]),
    ]),
  );
  if (rows.every(({ addresses }) => addresses.length === 0))
    printLine(
      'Set ORDERLY_EGRESS_ADDRESSES to the addresses from which your workers or your proxy reach the internet.',
    );
}

/** Throws `egress_address_differs`, which names each route whose address a shop would not expect. */
async function compare(rows: readonly Row[]): Promise<void> {
  const { isAddressAmong } = await import('../../../connectors/http/egress-policy.js');
  const wrong = rows.flatMap(({ region, addresses, seen }) =>
    seen === undefined || isAddressAmong(seen, addresses)
      ? []
      : [`${region === null ? 'requests' : `requests from the region ${region}`} come from ${seen}`],
  );
  if (wrong.length > 0)
    throw new OrderlyError(
      'egress_address_differs',
      `Not among the configured addresses: ${wrong.join('; ')}`,
    );
}

function pageOf(text: string): URL {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
  throw new InvalidArgumentError('Give the address of a page: https://…');
}

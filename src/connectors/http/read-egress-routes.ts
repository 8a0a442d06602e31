/** The operator's egress routes: `ORDERLY_EGRESS_PROXY` and `…_ADDRESSES`, by region `…_PROXY_EU` etc. */
import { isIP } from 'node:net';
import { isEgressEntry } from './egress-policy.js';
import { EgressProxy, type EgressRoute, type EgressRoutes } from './egress-routes.js';

const NAME = /^ORDERLY_EGRESS_(PROXY|ADDRESSES)(?:_([A-Z][A-Z0-9_]{0,30}))?$/;

/** The routes, and what is wrong with which variable; a value is never quoted, as it may hold a password. */
export function readEgressRoutes(environment: Readonly<Record<string, string | undefined>>): {
  routes: EgressRoutes;
  problems: readonly string[];
} {
  const problems: string[] = [];
  const found = new Map<string, { proxy?: EgressProxy; addresses: readonly string[] }>();
  for (const [variable, value = ''] of Object.entries(environment)) {
    const [, kind, suffix = ''] = NAME.exec(variable) ?? [];
    if (kind === undefined || value === '') continue;
    const region = suffix.toLowerCase().replaceAll('_', '-');
    const route = found.get(region) ?? { addresses: [] };
    const part = kind === 'PROXY' ? proxyIn(value) : addressesIn(value);
    if (typeof part === 'string') problems.push(`${variable} ${part}`);
    else found.set(region, { ...route, ...part });
  }
  const { usual = { addresses: [] }, regions } = split(found);
  for (const [region, { proxy }] of regions) {
    const name = region.toUpperCase().replaceAll('-', '_');
    if (!proxy && problems.length === 0)
      problems.push(`ORDERLY_EGRESS_PROXY_${name} is missing, although its addresses are set`);
  }
  return { routes: { usual, regions }, problems };
}

function split(found: ReadonlyMap<string, EgressRoute>): {
  usual?: EgressRoute;
  regions: Map<string, EgressRoute>;
} {
  const usual = found.get('');
  const regions = new Map(
    [...found].filter(([region]) => region !== '').sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return usual ? { usual, regions } : { regions };
}

function proxyIn(text: string): { proxy: EgressProxy } | string {
  const proxy = EgressProxy.parse(text);
  return proxy ? { proxy } : 'must be http://host:port or https://host:port, with user:password@ if required';
}

function addressesIn(text: string): { addresses: readonly string[] } | string {
  const addresses = text.split(',').map((item) => item.trim());
  const sound = addresses.every((item) => isEgressEntry(item) && isIP(item.split('/')[0] ?? '') !== 0);
  return sound ? { addresses } : 'must be addresses or networks such as 192.0.2.0/28, comma-separated';
}

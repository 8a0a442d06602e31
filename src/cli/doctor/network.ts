/** Checks that what requests are sent to can be reached from this machine: shops' systems, channels' webhooks. */
import { connect } from 'node:net';
import { lookUpAllowed } from '../../connectors/http/egress-policy.js';
import type { Check, Finding } from './check.js';

/** One host that requests are sent to. */
interface Target {
  /** Whose it is, as an operator knows it. */
  name: string;
  url: URL;
}

const withinMs = 5_000;

/** Why no connection comes about; undefined if one does. */
async function whyUnreachable({ hostname, port, protocol }: URL): Promise<string | undefined> {
  const host = hostname.replace(/^\[|\]$/g, '');
  // Which private hosts a connection may reach is its file's to say: here it only matters whether somebody listens.
  const address = await lookUpAllowed(host, { connection: [host], operator: [host] }).catch(() => undefined);
  if (address === undefined) return `${host} cannot be looked up`;
  const usual = protocol === 'https:' ? 443 : 80;
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: port === '' ? usual : Number(port), timeout: withinMs });
    const end = (why?: string): void => {
      socket.destroy();
      resolve(why);
    };
    socket.once('connect', () => {
      end();
    });
    socket.once('timeout', () => {
      end(`${host} does not answer`);
    });
    socket.once('error', ({ code = 'failed' }: NodeJS.ErrnoException) => {
      end(`${host} refuses the connection (${code})`);
    });
  });
}

async function unreachable(targets: readonly Target[], todo: string): Promise<Finding | Finding[]> {
  if (targets.length === 0) return { type: 'ok', says: 'none' };
  const reasons = await Promise.all(targets.map(async ({ url }) => whyUnreachable(url)));
  const found = targets.flatMap(({ name }, at): Finding[] => {
    const why = reasons[at];
    return why === undefined ? [] : [{ type: 'wrong', says: `${name}: ${why}`, todo }];
  });
  return found.length > 0 ? found : { type: 'ok', says: `${targets.length} reached` };
}

const systems: Check = {
  name: 'connections',
  needs: ['config', 'merchants'],
  async examine({ config, merchants }) {
    const { egressRoutes } = await config();
    if (egressRoutes.usual.proxy !== undefined)
      return { type: 'skipped', says: 'requests go through a proxy: try them by `orderly connections try`' };
    const { addresses } = await merchants();
    return unreachable(
      [...addresses].map(([name, url]) => ({ name, url })),
      'Check the network from this machine and the address in the connection’s file or secret.',
    );
  },
};

const webhooks: Check = {
  name: 'webhooks',
  needs: ['config', 'merchants'],
  async examine({ merchants }) {
    const { loaded } = await merchants();
    const targets = [...loaded.merchants].flatMap(([merchant, { config }]) =>
      Object.entries(config.channels).flatMap(([channel, { webhook }]): Target[] =>
        webhook === undefined ? [] : [{ name: `${merchant}, channel ${channel}`, url: new URL(webhook.url) }],
      ),
    );
    return unreachable(
      targets,
      'Check the address in merchant.yaml, and whether the channel’s service is up.',
    );
  },
};

/** Where requests go. */
export const networkChecks: readonly Check[] = [systems, webhooks];

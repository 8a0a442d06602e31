/** Checks of what waits for somebody longer than it should: writes, replies, approvals, pauses, stuck runs. */
import type { Store } from '../../store/store.js';
import { Client } from '@temporalio/client';
import { whyFoundStuck } from '../../platform/temporal/stuck-run.js';
import { dataConverterOf } from '../../security/keys/data-converter.js';
import type { Check, Finding } from './check.js';

const minute = 60;
const day = 24 * 60 * minute;

const unclear: Check = {
  name: 'unclear writes',
  needs: ['store'],
  async examine({ store: open }) {
    const { store } = await open();
    const { unknown, doubled } = await store.effects.count();
    if (unknown + doubled === 0) return { type: 'ok', says: 'none' };
    return {
      type: 'wrong',
      says: `${unknown} writes of which nobody knows what became of them, ${doubled} that happened twice`,
      todo: 'Run `orderly effects list <merchant>`, and settle each (docs/operating/operators.md#a-write-is-unknown).',
    };
  },
};

/** How long each may wait, s, and what to do about it. */
const limits: Readonly<
  Record<keyof Awaited<ReturnType<Store['backlog']>>, { seconds: number; says: string; todo: string }>
> = {
  replies: {
    seconds: 10 * minute,
    says: 'replies have not reached their channel',
    todo: 'Check the channel’s webhook: the workers’ log says `reply_…` and why it was refused.',
  },
  notifications: {
    seconds: 10 * minute,
    says: 'approvers have not been told of requests',
    todo: 'Check `approvals:` in merchant.yaml and the mail server; the workers’ log says why.',
  },
  approvals: {
    seconds: 3 * day,
    says: 'requests for approval are open',
    todo: 'Ask the approvers; `orderly approvals list <merchant>` lists them.',
  },
};

const backlog: Check = {
  name: 'backlog',
  needs: ['store'],
  async examine({ store: open }) {
    const { store } = await open();
    const waiting = await store.backlog();
    const late = Object.entries(limits).flatMap(([what, { seconds, says, todo }]): Finding[] => {
      const { count, oldestSeconds } = waiting[what as keyof typeof limits];
      if (oldestSeconds <= seconds) return [];
      const since =
        oldestSeconds >= day
          ? `${Math.floor(oldestSeconds / day)} days`
          : `${Math.floor(oldestSeconds / minute)} min`;
      return [{ type: 'warning', says: `${count} ${says}, the oldest for ${since}`, todo }];
    });
    return late.length > 0 ? late : { type: 'ok', says: 'nothing has waited for long' };
  },
};

const pauses: Check = {
  name: 'pauses',
  needs: ['store', 'merchants'],
  async examine({ store: open, merchants }) {
    const [{ store }, { loaded }] = await Promise.all([open(), merchants()]);
    const found: Finding[] = [];
    for (const name of loaded.merchants.keys())
      for (const { scope, by, at } of await store.pauses.list(name))
        found.push({
          type: 'warning',
          says: `${by} paused ${scope} of ${name} on ${new Date(at).toISOString()}`,
          todo: `When the reason is gone, run \`orderly resume ${name}\`.`,
        });
    return found.length > 0 ? found : { type: 'ok', says: 'none' };
  },
};

/** So many open runs are looked at, those that began last. */
const looked = 200;

const stuck: Check = {
  name: 'stuck runs',
  needs: ['config', 'store', 'temporal'],
  async examine({ config, store: open, temporal }) {
    const [{ plaintext }, { keys }, { connection, target }] = await Promise.all([
      config(),
      open(),
      temporal(),
    ]);
    const dataConverter = dataConverterOf(await keys(), plaintext);
    const { workflow } = new Client({ connection, namespace: target.namespace, dataConverter });
    const found: string[] = [];
    let count = 0;
    for await (const { workflowId } of workflow.list({
      query: "ExecutionStatus = 'Running'",
      pageSize: looked,
    })) {
      count += 1;
      if (count > looked) break;
      const code = await whyFoundStuck(workflow, workflowId);
      if (code !== undefined) found.push(`${workflowId} (${code})`);
    }
    if (found.length === 0) return { type: 'ok', says: `none of ${Math.min(count, looked)} open runs` };
    return {
      type: 'wrong',
      code: 'run_stuck',
      says: `${found.length} runs cannot continue, ${found[0]} among them`,
      todo: 'Run `orderly runs show` for one of them: its code says what to do (docs/operating/night.md#a-deploy-has-stuck-runs).',
    };
  },
};

/** What moves money first. */
export const waitingChecks: readonly Check[] = [unclear, stuck, backlog, pauses];

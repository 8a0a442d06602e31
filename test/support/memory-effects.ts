/** The store's effects rows and flow versions in memory, for tests of what is sent; test/store shows what the real ones promise. */
import type { FlowIr } from '../../src/interpreter/ir.js';
import type { EffectId, EffectRow, Effects, FlowVersions } from '../../src/store/store.js';

export function memoryEffects(): Effects {
  const rows = new Map<string, EffectRow>();
  const nameOf = ({ merchant, workflowId, step, visit }: EffectId): string =>
    JSON.stringify([merchant, workflowId, step, visit]);
  return {
    find: (id) => Promise.resolve(rows.get(nameOf(id))),
    begin(row) {
      const before = rows.get(nameOf(row));
      if (before) return Promise.resolve({ row: before, fresh: false });
      const begun: EffectRow = { ...row, state: 'sending', firstSentAt: Date.now(), answer: undefined };
      rows.set(nameOf(row), begun);
      return Promise.resolve({ row: begun, fresh: true });
    },
    settle(id, state, answer) {
      const row = rows.get(nameOf(id));
      if (!row) throw new Error('nothing has begun');
      if (row.state === 'sending' || row.state === 'unknown') rows.set(nameOf(id), { ...row, state, answer });
      return Promise.resolve();
    },
    unsend(id) {
      if (rows.get(nameOf(id))?.state === 'sending') rows.delete(nameOf(id));
      return Promise.resolve();
    },
    countUnknown: () => Promise.resolve([...rows.values()].filter(({ state }) => state === 'unknown').length),
  };
}

export function memoryFlows(): FlowVersions {
  const flows = new Map<string, { hash: string; ir: FlowIr }>();
  return {
    publish({ merchant, flow, hash, ir }) {
      flows.set(`${merchant}/${flow}`, { hash, ir });
      return Promise.resolve();
    },
    get: (_merchant, hash) => Promise.resolve([...flows.values()].find((one) => one.hash === hash)?.ir),
    current: (merchant, flow) => Promise.resolve(flows.get(`${merchant}/${flow}`)),
    merchants: () => Promise.resolve([...new Set([...flows.keys()].map((name) => name.split('/')[0] ?? ''))]),
  };
}

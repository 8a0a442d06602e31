/** Published flows in memory, for tests of what is sent; test/store shows what the real ones promise. */
import type { FlowIr } from '../../src/contracts/ir.js';
import type { FlowVersions } from '../../src/store/store.js';

/** Flow versions in memory. */
export function memoryFlows(): FlowVersions {
  const flows = new Map<string, { hash: string; ir: FlowIr }>();
  return {
    publish({ merchant, flow, hash, ir }) {
      flows.set(`${merchant}/${flow}`, { hash, ir });
      return Promise.resolve();
    },
    get: (_merchant, hash) => Promise.resolve([...flows.values()].find((one) => one.hash === hash)?.ir),
    current: (merchant, flow) => Promise.resolve(flows.get(`${merchant}/${flow}`)),
    versions: (merchant, flow) => {
      const current = flows.get(`${merchant}/${flow}`);
      return Promise.resolve(current === undefined ? [] : [{ hash: current.hash, at: 0 }]);
    },
    all: (merchant) =>
      Promise.resolve([...flows].flatMap(([name, { ir }]) => (name.startsWith(`${merchant}/`) ? [ir] : []))),
    merchants: () => Promise.resolve([...new Set([...flows.keys()].map((name) => name.split('/')[0] ?? ''))]),
  };
}

/** Personal keys of agents on this machine: with them a session that a one-time link has opened signs decisions (DESIGN §6). */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Approver } from '../../merchants/merchant.js';
import { loadPrivateKey, publicKeyOf } from '../signing-keys.js';

/** Agents of a merchant, by name. */
type Agents = Readonly<Record<string, Pick<Approver, 'keys'>>>;

/** The keys of a folder: `<merchant>/<agent>.key`. */
export interface AgentKeys {
  /** The private key of an agent, if it is here and its public half is one of theirs in merchant.yaml. */
  keyOf(merchant: string, agent: string, agents: Agents): string | undefined;
  /** The names of a merchant's agents whose keys are here. */
  agentsOf(merchant: string, agents: Agents): Promise<string[]>;
}

/** Reads keys anew each time: one that is taken away signs nothing any more. Throws `key_file_open`, `key_invalid`. */
export function agentKeysIn(folder: string): AgentKeys {
  const keyOf: AgentKeys['keyOf'] = (merchant, agent, agents) => {
    const keys = Object.hasOwn(agents, agent) ? (agents[agent]?.keys ?? []) : [];
    if (keys.length === 0 || !isName(merchant) || !isName(agent)) return undefined;
    const key = keyIn(join(folder, merchant, `${agent}.key`));
    return key !== undefined && keys.includes(publicKeyOf(key)) ? key : undefined;
  };
  return {
    keyOf,
    async agentsOf(merchant, agents) {
      const files = await readdir(join(folder, merchant)).catch(() => []);
      const names = files.flatMap((file) => (file.endsWith('.key') ? file.slice(0, -'.key'.length) : []));
      return names.filter((name) => keyOf(merchant, name, agents) !== undefined).sort();
    },
  };
}

/** Part of no other path. */
const isName = (name: string): boolean => /^[\w.@-]+$/.test(name) && !name.startsWith('.');

function keyIn(file: string): string | undefined {
  try {
    return loadPrivateKey(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

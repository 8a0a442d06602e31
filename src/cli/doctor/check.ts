/** What `orderly doctor` examines: an installation in parts, each opened once, and checks that say what they found. */
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Connection as TemporalConnection } from '@temporalio/client';
import type { Config } from '../../platform/config.js';
import type { TemporalTarget } from '../../platform/temporal/connect.js';
import type { LoadedMerchants } from '../../merchants/load-merchants.js';
import type { SealedStore } from '../../security/keys/open-sealed-store.js';

/** What one check found: `wrong` needs somebody now, a `warning` before it goes wrong. */
export type Finding =
  | { type: 'ok'; says: string }
  | { type: 'warning' | 'wrong'; says: string; todo: string; code?: ErrorCode }
  | { type: 'skipped'; says: string };

/** A connection to Temporal, and where it leads. */
export interface OpenTemporal {
  connection: TemporalConnection;
  target: TemporalTarget;
}

/** The merchants, and the address of each connection's system by `merchant/connection`. */
export interface ExaminedMerchants {
  loaded: LoadedMerchants;
  addresses: ReadonlyMap<string, URL>;
}

/** An installation in parts; each is opened when it is first asked for, and throws the same error each time. */
export interface Installation {
  config: () => Promise<Config>;
  store: () => Promise<SealedStore>;
  temporal: () => Promise<OpenTemporal>;
  merchants: () => Promise<ExaminedMerchants>;
}

/** One check. What it throws as an OrderlyError is a finding too. */
export interface Check {
  /** What it looks at, in a word or two. */
  name: string;
  /** Parts without which it cannot look: where one cannot be opened, the check of that part says why. */
  needs: readonly (keyof Installation)[];
  examine: (installation: Installation) => Promise<Finding | readonly Finding[]>;
}

/** A finding with the name of its check. */
export type NamedFinding = Finding & { check: string };

/** Runs checks one after the other. */
export async function examine(
  installation: Installation,
  checks: readonly Check[],
): Promise<readonly NamedFinding[]> {
  const findings: NamedFinding[] = [];
  for (const check of checks)
    findings.push(
      ...(await findingsOf(check, installation)).map((found) => ({ ...found, check: check.name })),
    );
  return findings;
}

async function findingsOf(
  { needs, examine }: Check,
  installation: Installation,
): Promise<readonly Finding[]> {
  for (const part of needs) {
    const isOpen = await installation[part]().then(
      () => true,
      () => false,
    );
    if (!isOpen) return [{ type: 'skipped', says: `needs ${nouns[part]}` }];
  }
  try {
    return [await examine(installation)].flat();
  } catch (error) {
    return [failed(error)];
  }
}

const nouns: Readonly<Record<keyof Installation, string>> = {
  config: 'valid settings',
  store: 'the store',
  temporal: 'Temporal',
  merchants: 'the merchants’ files',
};

function failed(error: unknown): Finding {
  if (!(error instanceof OrderlyError)) throw error;
  const { code, message, hint } = error;
  return { type: 'wrong', code, says: message, todo: hint };
}

/** What all contracts stand on, made once: bombs, and a certificate of each kind. */
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Certificate, makeAuthority } from '../support/certificates.js';
import type { Tls } from './faults.js';
import { type Bombs, makeBombs } from './says.js';

/** Bombs, certificates, and the authority that connections state. */
export interface Ground {
  bombs: Bombs;
  ca: string;
  certificates: Readonly<Record<Tls, Certificate>>;
}

let made: Promise<Ground> | undefined;

/** Makes it at the first call. */
export function ground(): Promise<Ground> {
  return (made ??= makeGround());
}

async function makeGround(): Promise<Ground> {
  using authority = makeAuthority();
  using stranger = makeAuthority();
  const certificates = {
    'unknown authority': stranger.issue({ name: 'stranger' }),
    'another host': authority.issue({ name: 'other', host: 'DNS:other.example' }),
    expired: authority.issue({ name: 'old', days: -1 }),
    right: authority.issue({ name: 'right' }),
  };
  return { bombs: await makeBombs(), ca: authority.ca, certificates };
}

/** A folder with what lies beside a connection's file, and `ca.pem`; it goes away with its disposal. */
export function folderWith(ca: string, file: string): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'orderly-contract-'));
  if (existsSync(file)) cpSync(dirname(file), path, { recursive: true });
  writeFileSync(join(path, 'ca.pem'), ca);
  return {
    path,
    [Symbol.dispose]() {
      rmSync(path, { recursive: true });
    },
  };
}

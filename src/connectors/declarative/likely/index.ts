/** The registry of checks for what a connection file says in the right form and most likely does not mean. */
import type { Vocabulary } from '../../../commerce/operation.js';
import type { Report } from '../report-issues.js';
import type { ConnectionFile } from '../schema.js';
import { checkAmounts } from './amounts.js';
import { checkAnswerPaths } from './answer-paths.js';
import { checkCredentials } from './credentials.js';
import { checkEventIds } from './event-ids.js';
import { checkRequests } from './requests.js';
import { checkWrites } from './writes.js';
import { checkZones } from './zones.js';

/** What checks look at besides the file. */
export interface Surroundings {
  siblingFiles: (name: string) => Buffer | undefined;
  vocabulary?: Vocabulary | undefined;
}

type Check = (file: ConnectionFile, report: Report, surroundings: Surroundings) => void;

const checks: readonly Check[] = [
  checkCredentials,
  checkRequests,
  checkAmounts,
  checkEventIds,
  checkAnswerPaths,
  checkWrites,
  checkZones,
];

/** Runs all of them; only for a file without issues, as each of these may be the reason. */
export function checkLikely(file: ConnectionFile, report: Report, surroundings: Surroundings): void {
  for (const check of checks) check(file, report, surroundings);
}

/** What compiling a verifier needs. */
import type { HttpClient } from '../../../http/client.js';
import type { Path } from '../../../../flows/yaml/document.js';
import type { Report } from '../../report-issues.js';

/** The report, and the egress for keys at an address. */
export interface VerifyScope {
  report: Report;
  /** Where `verify` stands in the file. */
  path: Path;
  http: () => HttpClient;
  /** Adds an issue about a setting; its message never repeats a secret. */
  problem: (path: Path, message: string) => void;
  /** Whether a secret only stands in for one, as where a file is checked without any. */
  isStandIn: (secret: string) => boolean;
}

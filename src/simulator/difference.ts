/** How a test can differ from its expectations. */
import type { Path } from '../flows/yaml/document.js';

/** One difference between a test's outcome and its expectations. */
export interface Difference {
  path: Path;
  /** What differs, on one line. */
  message: string;
  expected?: string;
  actual?: string;
  hint?: string;
}

/** How a test can differ from what it promises. */
import type { Path } from '../yaml/document.js';

/** One way in which a test differs from what it promises. */
export interface Difference {
  path: Path;
  /** What differs, in one line. */
  message: string;
  expected?: string;
  actual?: string;
  hint?: string;
}

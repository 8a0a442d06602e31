/** shim */
import type { ListNames } from './format.js';
/** shim */
export const listNamesOf = (_paths: readonly { path: string; within: readonly string[] }[]): ListNames =>
  new Map();

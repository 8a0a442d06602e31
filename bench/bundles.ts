/** The workflow bundles of both sides, and the claim that makes the baseline one: it holds nothing of the language. */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { workflowSource } from '../src/platform/temporal/workflow-source.js';
import type { SideName } from './side.js';

/** One side's workflows as a worker loads them. */
export interface Bundle {
  code: string;
  /** Bytes without the source map. */
  bytes: number;
  /** Modules of this project in it, as paths in the project. */
  modules: string[];
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const product = workflowSource(here('..'));
const sources = {
  product,
  baseline: { workflowsPath: here('baseline/workflows/'), webpackConfigHook: product.webpackConfigHook },
};

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Makes a side's bundle, as its worker does at its start. */
export async function bundleOf(side: SideName): Promise<Bundle> {
  const { code } = await bundleWorkflowCode({ ...sources[side], logger: silent });
  const map = /\/\/# sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)/.exec(code);
  if (map?.[1] === undefined) throw new Error("The bundle has no source map, so its modules can't be told.");
  // A source map as webpack writes it, RFC 8259 and ECMA-426.
  const { sources: files } = JSON.parse(Buffer.from(map[1], 'base64').toString('utf8')) as {
    sources: string[];
  };
  const modules = files.flatMap((file) => /(?:^|\/)((?:src|bench)\/[^?]+\.ts)/.exec(file)?.[1] ?? []);
  return { code, bytes: Buffer.byteLength(code) - Buffer.byteLength(map[0]), modules: modules.sort() };
}

/** Those of the modules that a baseline may not hold. */
export const foreignModules = (modules: readonly string[]): string[] =>
  modules.filter((module) => /^src\/(?:flows|workflows)\//.test(module));

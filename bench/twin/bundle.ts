/** The claim that makes the twin a twin: its bundle holds nothing of the language and nothing of the interpreter. */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const workflowsPath = fileURLToPath(new URL('./workflows/', import.meta.url));
const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Modules of this project in the twin's workflow bundle, as paths in the project. */
export async function twinModules(): Promise<string[]> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: silent });
  const encoded = /sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)/.exec(code)?.[1];
  if (encoded === undefined) throw new Error("The bundle has no source map, so its modules can't be told.");
  // A source map as webpack writes it, RFC 8259 and ECMA-426.
  const { sources } = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as { sources: string[] };
  return sources.flatMap((source) => /(?:^|\/)((?:src|bench)\/[^?]+\.ts)/.exec(source)?.[1] ?? []).sort();
}

/** Those of them that a twin may not hold. */
export const foreignModules = (modules: readonly string[]): string[] =>
  modules.filter((module) => /^src\/(?:flows|interpreter)\//.test(module));

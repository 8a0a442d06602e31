/** The product's workflows as a worker bundles them, at startup or at build time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleOptions, WorkerOptions } from '@temporalio/worker';

type ConfigureWebpack = NonNullable<BundleOptions['webpackConfigHook']>;

/** What the bundler is told. */
interface WorkflowSource {
  workflowsPath: string;
  /** Loaded once per thread instead of once per run, as no module of the workflows has a state of its own. */
  preloadModules: string[];
  failureConverterPath: string;
  workflowInterceptorModules: string[];
  webpackConfigHook: ConfigureWebpack;
}

/**
 * Compiles TypeScript to what Node runs, as the build does. The SDK's default of ES2017 writes helpers for private fields
 * and spreads into each module, 130 kB in all. Comments and blanks are left out, 120 kB; names stay as they are.
 */
const compileForNode: ConfigureWebpack = (configuration) => {
  for (const rule of configuration.module?.rules ?? []) {
    if (typeof rule !== 'object' || typeof rule?.use !== 'object' || Array.isArray(rule.use)) continue;
    const { options } = rule.use;
    if (typeof options !== 'object') continue;
    // The options of swc-loader; no other rule has them.
    const compiler = options as { jsc?: object; minify?: boolean };
    if (compiler.jsc === undefined) continue;
    const format = { comments: false };
    compiler.jsc = { ...compiler.jsc, target: 'es2022', minify: { compress: false, mangle: false, format } };
    compiler.minify = true;
  }
  return configuration;
};

/** The module that writes failures, for everybody who writes into a history. */
export const failureConverterPath = fileURLToPath(new URL('failure-converter.cjs', import.meta.url));

/** Workflows below a folder that contains `src/`: the project or the build output. */
export const workflowSource = (folder: string): WorkflowSource => ({
  workflowsPath: join(folder, 'src/workflows/'),
  preloadModules: [join(folder, 'src/workflows/index.js')],
  failureConverterPath: join(folder, 'src/platform/temporal/failure-converter.cjs'),
  workflowInterceptorModules: [join(folder, 'src/workflows/trace-context.js')],
  webpackConfigHook: compileForNode,
});

/** Workflows as a worker is told of them. */
export type HostedWorkflows = Pick<
  WorkerOptions,
  'workflowBundle' | 'workflowsPath' | 'bundlerOptions' | 'interceptors'
>;

/** The workflows that this build runs: bundled by `npm run build`; from source, Temporal bundles them when they are loaded. */
export function productWorkflows(): HostedWorkflows {
  const folder = fileURLToPath(new URL('../../../', import.meta.url));
  const codePath = join(folder, 'workflow-bundle.js');
  if (existsSync(codePath)) return { workflowBundle: { codePath } };
  const { workflowsPath, preloadModules, webpackConfigHook, ...source } = workflowSource(folder);
  const interceptors = { workflowModules: source.workflowInterceptorModules };
  return { workflowsPath, bundlerOptions: { preloadModules, webpackConfigHook }, interceptors };
}

/** The product's workflows as a worker bundles them, at startup or at build time. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the bundler is told. */
interface WorkflowSource {
  workflowsPath: string;
  /** Loaded once per thread instead of once per run, as no module of the workflows has a state of its own. */
  preloadModules: string[];
  failureConverterPath: string;
}

/** The module that writes failures, for everybody who writes into a history. */
export const failureConverterPath = fileURLToPath(new URL('failure-converter.cjs', import.meta.url));

/** Workflows below a folder that contains `src/`: the project or the build output. */
export const workflowSource = (folder: string): WorkflowSource => ({
  workflowsPath: join(folder, 'src/workflows/'),
  preloadModules: [join(folder, 'src/workflows/index.js')],
  failureConverterPath: join(folder, 'src/platform/temporal/failure-converter.cjs'),
});

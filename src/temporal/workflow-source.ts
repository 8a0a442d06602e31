/** The product's workflows as a worker bundles them, at startup or at build time. */
import { join } from 'node:path';

/** What the bundler is told. */
interface WorkflowSource {
  workflowsPath: string;
  /** Loaded once per thread instead of once per run: pure, stateless modules. */
  preloadModules: string[];
}

/** Workflows below a folder that contains `src/`: the project or the build output. */
export const workflowSource = (folder: string): WorkflowSource => ({
  workflowsPath: join(folder, 'src/workflows/'),
  preloadModules: ['interpreter/reduce.js', 'interpreter/describe.js', 'conversation/reduce.js'].map((file) =>
    join(folder, 'src', file),
  ),
});

/** The product's workflows as a worker bundles them, at its start or in the build. */
import { join } from 'node:path';

/** What the bundler is told. */
interface WorkflowSource {
  workflowsPath: string;
  /** Loaded once for all runs of a thread instead of once a run: modules that are pure and keep nothing. */
  preloadModules: string[];
}

/** Workflows below a folder that holds `src/`: the project, or what was built. */
export const workflowSource = (folder: string): WorkflowSource => ({
  workflowsPath: join(folder, 'src/workflows/'),
  preloadModules: ['reduce.js', 'describe.js'].map((file) => join(folder, 'src/interpreter', file)),
});

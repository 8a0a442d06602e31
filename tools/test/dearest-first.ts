/** The order in which test files are begun: the dearest first, so that none is left alone at the end. */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { readDurations, sumOf } from './durations.js';

/** Sorts by the durations that the checkout keeps, then by name: the same order in every run. */
export class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { sample } = await readDurations();
    const keyed = files.map((file) => {
      const name = relative(process.cwd(), file.moduleId);
      return { file, name, seconds: sumOf(sample, [name]) };
    });
    return keyed.sort((a, b) => b.seconds - a.seconds || (a.name < b.name ? -1 : 1)).map(({ file }) => file);
  }
}

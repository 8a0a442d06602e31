/** The words of the pages in German. */
import { frame } from './de/frame';
import { watch } from './de/watch';
import { work } from './de/work';
import type { Words } from './en';

/** German. */
export const de: Words = { ...frame, ...work, ...watch };

/** The words of the pages in German. */
import { codes } from './de/codes';
import { frame } from './de/frame';
import { watch } from './de/watch';
import { work } from './de/work';
import type { Words } from './en';

/** German. */
export const de: Words = { ...codes, ...frame, ...work, ...watch };

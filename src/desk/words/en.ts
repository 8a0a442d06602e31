/** The words of the pages in English; the type of every other language. */
import { codes } from './en/codes';
import { frame } from './en/frame';
import { watch } from './en/watch';
import { work } from './en/work';

/** English. */
export const en = { ...codes, ...frame, ...work, ...watch };

/** What every language has. */
export type Words = typeof en;

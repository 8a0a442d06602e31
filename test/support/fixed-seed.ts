/** Property tests draw the same cases in every run, from the seed of all random tests. */
import fc from 'fast-check';
import { seed } from '../fuzz/support/seed.js';

fc.configureGlobal({ seed });

/** How much a suite plays: a fixed sample in `npm test`, all of it in `npm run test:all`. */

/** Whether everything is played: `npm run test:all` says so. */
const exhaustive = process.env['ORDERLY_TEST_EXHAUSTIVE'] === '1';

/** A number of cases: the sample's, or all. */
export const howMany = (sample: number, all: number): number => (exhaustive ? all : sample);

/** Why a test beyond the sample is skipped: another of its kind runs, and this one with all. */
export const notInSample = exhaustive ? undefined : 'in `npm run test:all`';

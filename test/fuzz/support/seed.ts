/** The seed of a run of random tests: another one each time, in the name of each test, and given again by SEED. */
export const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);

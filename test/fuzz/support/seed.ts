/** The seed of random tests: the same in every run, in the name of each test; `SEED` gives another. */
export const seed = Number(process.env['SEED'] ?? 20_261_128);

/** The carrier as a program; see README.md. */
import { startCarrier } from './carrier.js';
import { runProgram } from '../shop/program.js';

const { CARRIER_KEY } = process.env;

await runProgram((options) =>
  startCarrier({ ...options, ...(CARRIER_KEY === undefined ? {} : { apiKey: CARRIER_KEY }) }),
);

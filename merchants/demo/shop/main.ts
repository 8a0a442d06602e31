/** The shop as a program; see README.md. */
import { runProgram } from './program.js';
import { startShop } from './shop.js';

const { SHOP_ID, SHOP_SECRET } = process.env;

await runProgram((options) =>
  startShop({
    ...options,
    ...(SHOP_ID === undefined ? {} : { clientId: SHOP_ID }),
    ...(SHOP_SECRET === undefined ? {} : { clientSecret: SHOP_SECRET }),
  }),
);

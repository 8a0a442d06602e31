/** The shop as a program; see README.md. */
import { runProgram } from './program.js';
import { startShop } from './shop.js';

const { SHOP_ID, SHOP_SECRET, SHOP_SOAP_USER, SHOP_SOAP_PASSWORD, SHOP_GRAPHQL_KEY } = process.env;
const { PAYOUTS_KEY, PAYOUTS_HOOK } = process.env;

await runProgram((options) =>
  startShop({
    ...options,
    ...(SHOP_ID === undefined ? {} : { clientId: SHOP_ID }),
    ...(SHOP_SECRET === undefined ? {} : { clientSecret: SHOP_SECRET }),
    ...(SHOP_SOAP_USER === undefined ? {} : { soapUser: SHOP_SOAP_USER }),
    ...(SHOP_SOAP_PASSWORD === undefined ? {} : { soapPassword: SHOP_SOAP_PASSWORD }),
    ...(SHOP_GRAPHQL_KEY === undefined ? {} : { graphqlKey: SHOP_GRAPHQL_KEY }),
    ...(PAYOUTS_KEY === undefined ? {} : { payoutKey: PAYOUTS_KEY }),
    ...(PAYOUTS_HOOK === undefined ? {} : { payoutHook: PAYOUTS_HOOK }),
  }),
);

/** Where the shop's API styles are. */

/** Path of the SOAP API. */
export const soapPath = '/soap/auftraege';

/** Path of the GraphQL API. */
export const graphqlPath = '/graphql';

/** Addresses of the API styles that have one, for a shop at a URL such as `http://127.0.0.1:4711`. */
export const addressesOf = (url: string) => ({
  soapUrl: `${url}${soapPath}`,
  graphqlUrl: `${url}${graphqlPath}`,
});

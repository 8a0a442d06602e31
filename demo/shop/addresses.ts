/** Where the shop's faces are. */

/** Path of the SOAP face. */
export const soapPath = '/soap/auftraege';

/** Path of the GraphQL face. */
export const graphqlPath = '/graphql';

/** Addresses of the faces that have one, for a shop at a URL such as `http://127.0.0.1:4711`. */
export const addressesOf = (url: string) => ({
  soapUrl: `${url}${soapPath}`,
  graphqlUrl: `${url}${graphqlPath}`,
});

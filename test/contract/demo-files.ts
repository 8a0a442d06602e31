/** What the contracts of the demo's connections share: their files, and how the shop's REST APIs log in. */
import { readFileSync } from 'node:fs';
import type { Contract } from './connector.js';
import { answer } from './says.js';

/** A connection of the demo merchant, by its name. */
export const source = (name: string): { file: string; text: string } => {
  const file = `merchants/demo/connections/${name}.yaml`;
  return { file, text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8') };
};

/** A log-in that gives this token for an hour. */
export const signsInWith = (token: string): NonNullable<Contract['signIn']> => ({
  path: '/oauth/token',
  say: answer(200, JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }), {
    'content-type': 'application/json',
  }),
  canaries: [token],
});

/** A GraphQL answer. */
export const data = (value: object): string => JSON.stringify({ data: value });

const soapBody = (body: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`;

/** A SOAP answer. */
export const said = (name: string, content: string): string =>
  soapBody(`<a:${name} xmlns:a="urn:x">${content}</a:${name}>`);

/** A fault with the shop's code. */
export const fault = (word: string): string =>
  soapBody(
    `<e:Fault><faultcode>e:Client</faultcode><faultstring>Nein.</faultstring><detail><Fehler><Code>${word}</Code><Text>Nein.</Text></Fehler></detail></e:Fault>`,
  );

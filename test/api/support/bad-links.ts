/** Parts of addresses that open no document. */
import { linkHash, newLinkToken } from '../../../src/security/link-token.js';

const swapped = (token: string): string => token.replace(/^(.)/, (sign) => (sign === 'A' ? 'B' : 'A'));
/** What is asked for in the place of a token, made from a good one and the reference of its document. */
export const badLinks: readonly [string, (token: string, ref: string) => string][] = [
  ['another token', () => newLinkToken()],
  ['a token with another first sign', swapped],
  ['a token in lower case', (token) => `x${token.toLowerCase()}`],
  ['a token less its last sign', (token) => token.slice(0, -1)],
  ['a token and one sign more', (token) => `${token}A`],
  ['a token and a padding', (token) => `${token}==`],
  ['the reference of the document', (_token, ref) => ref],
  ['the hash of the token', (token) => linkHash(token)],
  ['a blank behind it', (token) => `${token}%20`],
  ['a zero byte behind it', (token) => `${token}%00`],
  ['a line break behind it', (token) => `${token}%0a`],
  ['a wildcard', () => '%25'],
  ['many wildcards', () => '______________________'],
  ['an injection', () => "'%20or%20'1'='1"],
  ['another injection', () => "x');%20drop%20table%20documents;--"],
  ['an empty token', () => ''],
  ['a very long token', () => 'A'.repeat(4_000)],
  ['an array', (token) => `${token},${token}`],
  ['a folder above', (token) => `..%2f${token}`],
  ['a folder above, twice escaped', (token) => `..%252f${token}`],
  ['a file of the system', () => '..%2f..%2f..%2fetc%2fpasswd'],
  ['a file, with backslashes', () => '..%5c..%5cboot.ini'],
  ['an ending', (token) => `${token}.pdf`],
  ['a parameter of the path', (token) => `${token};a=b`],
  ['a part more', (token) => `${token}/x`],
  ['an overlong escape', () => '%c0%ae%c0%ae%2f'],
  ['a broken escape', (token) => `${token}%`],
  ['the merchant before it', (token) => `demo/${token}`],
  ['a name of Object.prototype', () => '__proto__'],
  ['no token but a query', (token) => `?token=${token}`],
];

/** `npm run tool -- desk-types`: the types by which the desk's pages know the HTTP API, from its OpenAPI document. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapi, { astToString } from 'openapi-typescript';
import { openApiDocument } from '../../src/api/openapi.js';
import { merchantPath, routes } from '../../src/api/routes/index.js';

/** Where they are. */
export const deskTypesFile = fileURLToPath(new URL('../../types/desk-api.d.ts', import.meta.url));

/** Makes them. */
export async function deskTypes(): Promise<string> {
  const document = JSON.stringify(openApiDocument(merchantPath, routes));
  const types = astToString(await openapi(document, { alphabetize: true, immutable: false }));
  return `/* eslint-disable */\n// Made by \`npm run tool -- desk-types\` from the routes of src/api.\n${types}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(deskTypesFile, await deskTypes());

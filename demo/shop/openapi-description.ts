/** The description that the shop gives of its REST API: `/openapi.yaml`, to whoever asks. */
import { readFileSync } from 'node:fs';
import { type Api, json } from './api.js';
import { atTheAddressAskedAt } from './own-address.js';

const description = readFileSync(new URL('openapi.yaml', import.meta.url), 'utf8');

/** Answers `GET /openapi.yaml`. */
export const openApiDescription: Api = (request) => {
  if (request.path !== '/openapi.yaml') return undefined;
  if (request.method !== 'GET') return json(405, { fehler: 'METHODE_NICHT_ERLAUBT' }, { allow: 'GET' });
  return {
    status: 200,
    headers: { 'content-type': 'application/yaml; charset=utf-8' },
    body: atTheAddressAskedAt(description, request),
  };
};

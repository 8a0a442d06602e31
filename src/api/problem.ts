/** Problem details (RFC 9457), made from the catalogue of errors in this one place: no stack, no value of a request. */
import { z } from 'zod';
import { type ErrorCode, errorCatalogue } from '../contracts/errors/catalogue.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { explainTemporal } from '../platform/temporal/explain-temporal.js';
import { UnfitPart } from './route.js';

/** Media type of a problem. */
export const problemType = 'application/problem+json';

/** A problem as it is sent. */
export const problemSchema = z.strictObject({
  type: z.string().describe('`urn:orderly:error:<code>`.'),
  title: z.string().describe('A short description of the code.'),
  status: z.int().min(400).max(599),
  detail: z.string().describe('What is wrong with this request.'),
  code: z.string().describe('A code from the error catalogue.'),
  hint: z.string().describe('How to correct it.'),
  instance: z.string().describe('`urn:uuid:<request id>`, which can be searched in the log.'),
  errors: z
    .array(
      z.strictObject({
        detail: z.string(),
        pointer: z.string().optional().describe('JSON Pointer into the body, as a fragment: `#/seq`.'),
        parameter: z.string().optional().describe('Name of a path or query parameter.'),
      }),
    )
    .optional()
    .describe('The invalid fields, at most 20.'),
});

/** A problem. */
export type Problem = z.infer<typeof problemSchema>;

const statuses: Partial<Record<ErrorCode, number>> = {
  request_invalid: 400,
  json_invalid: 400,
  message_invalid: 400,
  caller_unknown: 401,
  event_forged: 401,
  event_unreadable: 400,
  link_invalid: 401,
  sign_in_stale: 401,
  sign_in_unknown: 404,
  sign_in_incomplete: 403,
  sign_in_unregistered: 403,
  request_foreign: 403,
  desk_unbuilt: 503,
  try_unavailable: 404,
  caller_forbidden: 403,
  route_unknown: 404,
  conversation_unknown: 404,
  approval_unknown: 404,
  run_unknown: 404,
  effect_unknown: 404,
  flow_unknown: 404,
  connection_unknown: 404,
  document_unknown: 404,
  method_not_allowed: 405,
  position_taken: 409,
  effect_clear: 409,
  conversation_with_flows: 409,
  conversation_erased: 410,
  body_too_large: 413,
  message_too_large: 413,
  media_type_unsupported: 415,
  too_many_requests: 429,
  events_broken: 503,
  api_ending: 503,
  event_not_now: 503,
  merchant_unknown: 503,
  temporal_unavailable: 503,
  store_unavailable: 503,
  store_read_only: 503,
  too_many_connections: 503,
  disk_full: 503,
  worker_unavailable: 503,
  issuer_unavailable: 503,
  master_key_unavailable: 503,
  tls_needed: 503,
  tls_not_spoken: 503,
  tls_untrusted: 503,
  tls_expired: 503,
  tls_other_name: 503,
  tls_certificate_wanted: 503,
  key_unreadable: 503,
  key_missing: 503,
  payload_sealed: 503,
};

/** The status of a code; what no caller can have caused is 500. */
export const statusOf = (code: ErrorCode): number => statuses[code] ?? 500;

/** The product's error for whatever a request ended in. */
export function errorOf(error: unknown): OrderlyError {
  if (error instanceof OrderlyError) return error;
  const known = error instanceof Error && 'code' in error ? ofFastify[String(error.code)] : undefined;
  if (known !== undefined) return new OrderlyError(known, errorCatalogue[known].title);
  return explainTemporal(error) ?? new OrderlyError('internal', 'The request failed.', { cause: error });
}

const ofFastify: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request_invalid',
  FST_ERR_BAD_URL: 'request_invalid',
  FST_ERR_MAX_PARAM_LENGTH: 'request_invalid',
};

/** Longest detail, characters: a name that a caller made up stands in it. */
const longest = 300;
const mostFields = 20;

/** The problem that an error is told as. */
export function problemOf({ code, message, hint, cause }: OrderlyError, requestId: string): Problem {
  const fields = cause instanceof UnfitPart ? fieldsOf(cause) : undefined;
  return {
    type: `urn:orderly:error:${code}`,
    title: errorCatalogue[code].title,
    status: statusOf(code),
    detail: message.slice(0, longest),
    code,
    hint,
    instance: `urn:uuid:${requestId}`,
    ...(fields === undefined ? {} : { errors: fields }),
  };
}

function fieldsOf({ part, issues }: UnfitPart): NonNullable<Problem['errors']> {
  return issues.slice(0, mostFields).map(({ path, message }) => {
    const detail = message.slice(0, longest);
    if (part === 'body') return { detail, pointer: `#${path.map(pointerPart).join('')}` };
    return { detail, parameter: String(path[0] ?? part) };
  });
}

// RFC 6901, written as the fragment of a URI.
const pointerPart = (key: PropertyKey): string =>
  `/${encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1'))}`;

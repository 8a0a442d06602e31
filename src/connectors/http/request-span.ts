/**
 * The span of a request in OpenTelemetry's traces (semantic conventions for HTTP clients 1.40): of its address it tells the host alone,
 * as paths, queries and headers hold values.
 */
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** From this status on, a response says that the request has failed (RFC 9110 §15.5). */
const failed = 400;

/** What came of a request: its status, and a code where there is no whole response. */
interface Outcome {
  status?: number;
  code?: string;
}

/** Sends within a span; without tracing it only sends. */
export const inSpan = <Given extends Outcome>(
  { method, url }: { method: string; url: URL },
  send: () => Promise<Given>,
): Promise<Given> =>
  trace.getTracer('orderly').startActiveSpan(method, { kind: SpanKind.CLIENT }, async (span) => {
    span.setAttributes({ 'http.request.method': method, 'server.address': url.hostname });
    try {
      const outcome = await send();
      const { status, code } = outcome;
      if (status !== undefined) span.setAttribute('http.response.status_code', status);
      if (code !== undefined) span.setAttribute('error.type', code);
      if (code !== undefined || (status ?? 0) >= failed) span.setStatus({ code: SpanStatusCode.ERROR });
      return outcome;
    } finally {
      span.end();
    }
  });

/** A process that opens tracing, fails at something that a customer has said, and tells what it has loaded and logged. */
import { createRequire } from 'node:module';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { openTracing } from '../../../../src/platform/observability/tracing.js';

const logged: string[] = [];
const note = (_fields: object, text: string): void => void logged.push(text);
const tracing = await openTracing('orderly-worker', {
  ...{ trace: note, debug: note, info: note, warn: note, error: note, fatal: note },
});
trace.getTracer('orderly').startActiveSpan('GET', (span) => {
  span.setAttributes({ 'server.address': 'shop.example', 'url.full': 'https://shop.example/orders/canary' });
  span.recordException(new Error('canary'));
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'canary' });
  span.end();
});
await tracing.end();
const loaded = Object.keys(createRequire(import.meta.url).cache);
process.stdout.write(
  JSON.stringify({
    isOn: tracing.workflow.length > 0,
    logged,
    libraries: loaded.filter((file) => /@opentelemetry\/(?!api\/)|interceptors-opentelemetry/.test(file))
      .length,
  }),
);

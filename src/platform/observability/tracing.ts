/**
 * OpenTelemetry traces from a message to the requests that it leads to: off unless a collector is named by the standard
 * variables (https://opentelemetry.io/docs/specs/otel/protocol/exporter/), and without a single value of a customer's.
 */
import { type Attributes, trace } from '@opentelemetry/api';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Log } from '../../contracts/log.js';
import { reportEveryMs } from './outages.js';

/** What traces a process. */
export interface Tracing {
  /** For its client of Temporal. */
  workflow: WorkflowClientInterceptor[];
  /** For its worker. */
  activity: ActivityInterceptorsFactory[];
  /** Sends what is left, if the collector takes it soon. */
  end: () => Promise<void>;
}

/** How long a collector is waited for unless `OTEL_EXPORTER_OTLP_TIMEOUT` says otherwise: it stands nearby. In milliseconds. */
const timeoutMillis = 3_000;

/** The longest wait when a process ends, whatever is left to send. */
const lastMs = timeoutMillis + 1_000;

/** Whether a collector is named, and the SDK is not switched off. */
export const isTraced = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  environment['OTEL_SDK_DISABLED'] !== 'true' &&
  [environment['OTEL_EXPORTER_OTLP_ENDPOINT'], environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']].some(
    (address) => address !== undefined && address !== '',
  );

/** What is exported of a span's attributes; whatever else a library may set stays here. */
const exported: ReadonlySet<string> = new Set([
  ...['http.request.method', 'http.response.status_code', 'http.route', 'server.address', 'server.port'],
  ...['error.type', 'orderly.merchant', 'orderly.flow', 'orderly.step', 'orderly.operation'],
  ...['temporalWorkflowId', 'run_id', 'temporalActivityId', 'temporalUpdateId'],
]);

/** The span as it leaves: with the attributes above, without events and the texts of errors, which may quote anything. */
const withoutValues = (span: ReadableSpan): ReadableSpan =>
  Object.create(span, {
    attributes: {
      value: Object.fromEntries(Object.entries(span.attributes).filter(([name]) => exported.has(name))),
    },
    events: { value: [] },
    links: { value: [] },
    status: { value: { code: span.status.code } },
  }) as ReadableSpan;

/** Sends spans without values; that a collector cannot be reached is logged now and then, and disturbs nothing else. */
function discreet(exporter: SpanExporter, log: Log): SpanExporter {
  let saidAt = -Infinity;
  return {
    export(spans, done) {
      exporter.export(spans.map(withoutValues), (result) => {
        if (result.error !== undefined && Date.now() - saidAt >= reportEveryMs) {
          saidAt = Date.now();
          log.warn({ spans: spans.length }, 'traces cannot be sent to the collector');
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}

/** What an activity is asked to do, in names that files and code give. */
function namesIn([request]: readonly unknown[]): Attributes {
  const { merchant, flow, call } = (request ?? {}) as Record<string, unknown>;
  const { operation, step } = (call ?? {}) as Record<string, unknown>;
  const names = { merchant, flow, operation, step };
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, value]) =>
      typeof value === 'string' ? [[`orderly.${name}`, value]] : [],
    ),
  );
}

/** Says in an activity's span what it is about, and by which code it has failed. */
const naming: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    const span = trace.getActiveSpan();
    span?.setAttributes(namesIn(input.args));
    try {
      return await next(input);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      span?.setAttribute('error.type', (error instanceof ApplicationFailure && error.type) || name);
      throw error;
    }
  },
};

/** Begins tracing of a process, if a collector is named; the libraries are loaded only then. */
export async function openTracing(name: string, log: Log): Promise<Tracing> {
  if (!isTraced(process.env)) return { workflow: [], activity: [], end: () => Promise.resolve() };
  const [sdk, { OTLPTraceExporter }, resources, temporal] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/resources'),
    import('@temporalio/interceptors-opentelemetry'),
  ]);
  const own = resources.resourceFromAttributes({ 'service.name': name });
  const isTimeoutSet = process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] !== undefined;
  const exporter = new OTLPTraceExporter(isTimeoutSet ? {} : { timeoutMillis });
  const processor = new sdk.BatchSpanProcessor(discreet(exporter, log));
  const provider = new sdk.NodeTracerProvider({
    resource: own.merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [processor],
  });
  provider.register();
  return {
    workflow: [new temporal.OpenTelemetryWorkflowClientInterceptor()],
    activity: [
      (context) => ({ inbound: new temporal.OpenTelemetryActivityInboundInterceptor(context) }),
      () => ({ inbound: naming }),
    ],
    end: () => Promise.race([provider.shutdown(), passed(lastMs)]).catch(() => undefined),
  };
}

const passed = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

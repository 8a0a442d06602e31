/** A collector of traces: it takes what the OpenTelemetry exporter sends over HTTP in protobuf (OTLP 1.x). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { parse } from 'protobufjs';

/** What the tests look at of `ExportTraceServiceRequest`, with its numbers of fields. */
const { root } = parse(`
  syntax = "proto3";
  message Request { repeated ResourceSpans resourceSpans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopeSpans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes traceId = 1; bytes spanId = 2; bytes parentSpanId = 4; string name = 5; int32 kind = 6;
    repeated KeyValue attributes = 9; repeated Event events = 11; Status status = 15;
  }
  message Event { string name = 2; }
  message Status { string message = 2; int32 code = 3; }
  message KeyValue { string key = 1; Value value = 2; }
  message Value { string text = 1; int64 number = 3; }
`);

/** A span as it arrived; ids are in hexadecimal. */
export interface CollectedSpan {
  service: string;
  trace: string;
  id: string;
  /** Empty for the first of a trace. */
  parent: string;
  name: string;
  attributes: Readonly<Record<string, string>>;
  events: readonly unknown[];
  status: { message?: string; code?: number };
}

/** A running collector. */
export interface Collector extends AsyncDisposable {
  url: string;
  spans: readonly CollectedSpan[];
  /** All that has arrived, byte by byte. */
  bytes: () => Buffer;
}

/** Starts one on a free port. */
export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const bodies: Buffer[] = [];
  const server = createServer((request, answer) => {
    void buffer(request).then((body) => {
      const bytes = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      bodies.push(bytes);
      spans.push(...spansIn(bytes));
      answer.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, spans, bytes: () => Buffer.concat(bodies) },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface KeyValue {
  key: string;
  value?: { text?: string; number?: string };
}
interface RawSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes?: KeyValue[];
  events?: unknown[];
  status?: { message?: string; code?: number };
}
interface RawRequest {
  resourceSpans?: { resource?: { attributes?: KeyValue[] }; scopeSpans?: { spans?: RawSpan[] }[] }[];
}

function spansIn(body: Buffer): CollectedSpan[] {
  const type = root.lookupType('Request');
  const read = type.toObject(type.decode(body), { bytes: String, longs: String }) as RawRequest;
  return (read.resourceSpans ?? []).flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.flatMap(({ spans = [] }) =>
      spans.map((span) => ({
        service: valuesOf(resource?.attributes)['service.name'] ?? '',
        trace: hexOf(span.traceId),
        id: hexOf(span.spanId),
        parent: hexOf(span.parentSpanId ?? ''),
        name: span.name,
        attributes: valuesOf(span.attributes),
        events: span.events ?? [],
        status: span.status ?? {},
      })),
    ),
  );
}

const hexOf = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

const valuesOf = (all: KeyValue[] = []): Record<string, string> =>
  Object.fromEntries(all.map(({ key, value }) => [key, value?.text ?? value?.number ?? '']));

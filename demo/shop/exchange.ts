/** One request and its answer on the wire, with the fault it meets. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, type Api, type ApiRequest, json } from './api.js';
import type { Fault } from './faults.js';
import { loggedKey } from './request-key.js';
import type { RequestLog } from './request-log.js';
import { tooManyRequests } from './too-many-requests.js';

/** What an exchange needs. */
export interface Exchange {
  readonly request: ApiRequest;
  readonly response: ServerResponse;
  readonly api: Api;
  readonly log: RequestLog;
  /** Ends delays when the server does. */
  readonly closing: AbortSignal;
}

const page =
  '<!doctype html><html lang="de"><title>Wartung</title><h1>Wir sind gleich wieder da.</h1></html>';

/** Acts, writes the log, and answers: as the API says, or as the fault has it. */
export async function exchange(given: Exchange, fault: Fault | undefined): Promise<void> {
  const { request, response, api } = given;
  const act = () => api(request) ?? json(404, { fehler: 'UNBEKANNTER_PFAD' });
  if (fault === undefined) {
    answerAndLog(given, act());
    return;
  }
  switch (fault.kind) {
    case 'delay':
      await delay(given, fault, act);
      return;
    case 'silence':
      log(given, { fault: fault.kind });
      return;
    case 'act_and_lose':
      log(given, { status: act().status, fault: fault.kind });
      response.destroy();
      return;
    case 'half_body':
      sendHalf(given, act());
      return;
    case 'throttled':
      answerAndLog(given, tooManyRequests(request.path, fault.retryAfter), fault.kind);
      return;
    case 'status':
    case 'html':
    case 'empty':
      if (fault.act) act();
      answerAndLog(given, substitute(fault), fault.kind);
      return;
  }
}

async function delay(given: Exchange, fault: Fault, act: () => Answer): Promise<void> {
  const pause = () => wait(fault.ms, undefined, { signal: given.closing });
  if (fault.before) {
    log(given, { fault: fault.kind });
    await pause();
    send(given.response, act());
    return;
  }
  const answer = act();
  log(given, { status: answer.status, fault: fault.kind });
  await pause();
  send(given.response, answer);
}

function sendHalf(given: Exchange, answer: Answer): void {
  log(given, { status: answer.status, fault: 'half_body' });
  const bytes = Buffer.from(answer.body);
  given.response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  given.response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => given.response.destroy());
}

/** What comes instead of the shop's own answer. */
function substitute({ kind, status, retryAfter }: Fault): Answer {
  if (kind === 'html') {
    return { status: status ?? 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page };
  }
  if (kind === 'empty') return { status: status ?? 200, headers: {}, body: '' };
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return json(status ?? 503, { fehler: 'STOERUNG' }, headers);
}

function answerAndLog(given: Exchange, answer: Answer, fault?: string): void {
  log(given, { status: answer.status, fault });
  send(given.response, answer);
}

function log(
  { request, log: rows }: Exchange,
  ending: { status?: number; fault?: string | undefined },
): void {
  const { method, target } = request;
  rows.append({ time: new Date().toISOString(), method, path: target, key: loggedKey(request), ...ending });
}

/** Sends a whole answer. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

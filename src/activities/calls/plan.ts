/** A call, resolved and checked: who answers it, how much it does, and its subject and amount. */
import { z } from 'zod';
import type { Binding, Connection, JsonAttempt, OperationCall } from '../../connectors/connector.js';
import { Money } from '../../commerce/money.js';
import type { CallStep } from '../../contracts/ir.js';
import { type Effect, greatestEffect } from '../../contracts/effect.js';
import type { JsonObject } from '../../contracts/json.js';
import type { Merchant } from '../../merchants/merchant.js';
import { guardOf, type Operation } from '../../commerce/operation.js';
import { orderSubject } from '../../commerce/orders/subject.js';
import type { SubjectKind, SubjectRecord } from '../../commerce/subject.js';
import { digestOf, opaqueUuid } from '../../security/keyed-hash.js';
import type { EffectId, EffectPlace } from '../../store/store.js';
import type { Sending } from './effect-record.js';
import { CallFailure, NotNow } from './failures.js';
import type { CallPorts } from './ports.js';
import type { CallRequest, Try } from '../../contracts/call-request.js';
import { settleDocument } from '../../connectors/keep-document.js';
import type { DocumentPlace } from '../../store/documents.js';

// Keeps the document of an answer before anything else is done with it: a run gets a reference, never the content.

/** A connection as calls see it. */
interface KeepingConnection {
  attempt(call: OperationCall): Promise<JsonAttempt>;
}

/** Its documents are in the store before their answers can be recorded anywhere. */
const keepingDocuments = (
  connection: Pick<Connection, 'attempt'>,
  { store }: Pick<CallPorts, 'store'>,
  { merchant, conversation }: DocumentPlace,
): KeepingConnection => ({
  attempt: async (call) =>
    settleDocument(await connection.attempt(call), async (document) => ({
      ...(await store.documents.keep({ merchant, conversation }, document)),
    })),
});

/** An operation and who answers it. */
export interface Answering {
  operation: Operation;
  connection: Pick<Connection, 'attempt'>;
  binding: Binding;
}

/** A call as this attempt runs it. */
export interface PlannedCall extends Answering {
  request: CallRequest;
  tried: Try;
  merchant: Merchant;
  step: CallStep;
  /** The strongest effect that catalogue, connection or flow states. */
  effect: Effect;
  /** What is read again just before the first sending. */
  guard: Answering | undefined;
  /** Identifies the effect permanently. */
  id: EffectId;
  place: EffectPlace;
  about: SubjectKind;
  /** The record to be acted on, as the run holds it. */
  subject: SubjectRecord | undefined;
  /** The amount to be sent; none means the whole record. */
  amount: Money | undefined;
}

/** A write, with what it sends. */
export interface PlannedWrite extends PlannedCall {
  effect: 'write' | 'money';
  sending: Sending;
  /** For a key: how long its system remembers it, less the time of one request (ms). */
  keyLifeMs?: number;
}

/** A call that changes something, with its contents: a key never goes out with others or to another place. */
export function writeOf(ports: Pick<CallPorts, 'secret'>, call: PlannedCall): PlannedWrite | undefined {
  const { effect, binding, operation, request, id } = call;
  if (effect === 'read') return undefined;
  const { idempotency, timeoutMs, connection, target } = binding;
  const { merchant, workflowId, step, visit } = id;
  const sending: Sending = {
    ...{ operation: operation.name, connection, effect },
    key: opaqueUuid(ports.secret, 'idempotency_key', merchant, workflowId, step, visit),
    digest: digestOf([connection, target, operation.name, idempotency.kind, request.call.inputs]),
    // A run's request is plain JSON.
    request: request as unknown as JsonObject,
  };
  // The request must arrive while the system still remembers the key.
  const life = idempotency.kind === 'key' ? { keyLifeMs: idempotency.windowMs - timeoutMs } : {};
  return { ...call, effect, sending, ...life };
}

/** Resolves a call; anything that cannot run as requested fails for good. */
export async function planCall(ports: CallPorts, request: CallRequest, tried: Try): Promise<PlannedCall> {
  const { call } = request;
  const merchant = ports.merchant(request.merchant);
  const step = await publishedStep(ports, request);
  const answering = answeringOf(merchant, call.operation, call.inputs);
  const { operation, binding } = answering;
  const effect = greatestEffect(operation.effect, binding.effect, step.effect);
  if (effect === 'money' && step.approval === undefined) throw new CallFailure('money_without_approval');
  const guard = guardOf(operation, effect);
  const about = operation.about ?? orderSubject;
  const { subject, amount } = actedOn(operation, about, request);
  const place = placeOf(request);
  return {
    ...answering,
    connection: keepingDocuments(answering.connection, ports, request),
    ...{ request, tried, merchant, step, effect, about, subject, place, id: place.id },
    guard: guard === undefined ? undefined : answeringOf(merchant, guard),
    amount: amount ?? subject?.amount,
  };
}

/** The row and the reservation of a call, whatever it is. */
export function placeOf({
  merchant,
  workflowId,
  call,
}: Pick<CallRequest, 'merchant' | 'workflowId'> & {
  call: Pick<CallRequest['call'], 'step' | 'visit'>;
}): EffectPlace {
  const id = { merchant, workflowId, step: call.step, visit: call.visit };
  return { id, holder: holderOf(id) };
}

/** Identifies a reservation's holder; contains no secret, so that rotating one never leaves a subject taken. */
const holderOf = ({ merchant, workflowId, step, visit }: EffectId): string =>
  digestOf([merchant, workflowId, step, visit]);

/** Who answers an operation of the merchant's catalogue, if anybody does; `inputs` tell the carrier, where several do. */
export function findAnswering(merchant: Merchant, name: string, inputs?: JsonObject): Answering | undefined {
  const operation = merchant.config.vocabulary.catalogue.get(name);
  const connection = merchant.connectionFor(name, inputs);
  const binding = connection?.bindings.get(name);
  return operation && connection && binding && { operation, connection, binding };
}

/** Who answers an operation at a merchant; calling one that nobody answers fails for good. */
export function answeringOf(merchant: Merchant, name: string, inputs?: JsonObject): Answering {
  const answering = findAnswering(merchant, name, inputs);
  if (answering !== undefined) return answering;
  const known = merchant.config.vocabulary.catalogue.has(name);
  throw new CallFailure(known ? 'operation_unbound' : 'operation_unknown');
}

async function publishedStep(ports: CallPorts, request: CallRequest): Promise<CallStep> {
  const calls = await ports.published(request.merchant, request.hash);
  // A worker that has just started may still be publishing.
  if (calls === undefined) throw new NotNow('flow_unpublished');
  const step = calls.get(request.call.step);
  if (step?.operation !== request.call.operation) throw new CallFailure('step_unknown');
  return step;
}

function actedOn(
  operation: Operation,
  about: SubjectKind,
  { call }: CallRequest,
): { subject: SubjectRecord | undefined; amount: Money | undefined } {
  const inputs = z.object(operation.inputs).safeParse(call.inputs);
  if (!inputs.success && operation.subject !== 'number') throw new CallFailure('inputs_invalid');
  const amount = Money.safeParse(call.inputs.amount).data;
  // A negative amount would charge the customer instead of paying back.
  if (amount !== undefined && amount.minor <= 0) throw new CallFailure('inputs_invalid');
  return { subject: about.read(call.inputs[about.input]), amount };
}

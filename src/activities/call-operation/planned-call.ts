/** A call, looked up and checked: who answers it, how much it does, and with which order and amount. */
import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import type { Binding, Connection } from '../../connectors/connector.js';
import type { ErrorCode } from '../../errors/catalogue.js';
import { Money } from '../../fields/money.js';
import { Order } from '../../fields/order.js';
import type { CallStep, Effect } from '../../interpreter/ir.js';
import type { Merchant } from '../../merchants/merchant.js';
import type { Operation } from '../../operations/operation.js';
import type { EffectId } from '../../store/store.js';
import type { CallOperationRequest } from '../activities.js';
import type { Dependencies } from '../dependencies.js';
import { merchantOf } from '../merchant-of.js';
import type { PublishedCalls } from './published-calls.js';

/** An operation with who answers it. */
export interface Answering {
  operation: Operation;
  connection: Connection;
  binding: Binding;
}

/** A call as this activity runs it. */
export interface PlannedCall extends Answering {
  request: CallOperationRequest;
  merchant: Merchant;
  step: CallStep;
  /** The highest of what catalogue, connection and flow say. */
  effect: Effect;
  /** What is read again just before the first sending. */
  guard: Answering | undefined;
  /** Names the effect for ever. */
  id: EffectId;
  /** The order that is acted on, as the run holds it. */
  order: Order | undefined;
  /** What is to be sent; no amount counts as the whole order. */
  amount: Money | undefined;
}

const effects: readonly Effect[] = ['read', 'write', 'money'];

/** Looks a call up; what cannot be run as asked fails for good, with a code and no value. */
export async function planCall(
  deps: Dependencies,
  published: PublishedCalls,
  request: CallOperationRequest,
): Promise<PlannedCall> {
  const { call } = request;
  const merchant = merchantOf(deps.merchants, request.merchant);
  const step = await publishedStep(published, request);
  const answering = answeringOf(merchant, call.operation);
  const effect = highest(answering.operation.effect, answering.binding.effect, step.effect);
  if (effect === 'money' && step.approval === undefined) throw failure('money_without_approval');
  const guard =
    answering.operation.guard === undefined ? undefined : answeringOf(merchant, answering.operation.guard);
  const { order, amount } = subjectOf(answering.operation, request);
  const id = {
    merchant: request.merchant,
    workflowId: request.workflowId,
    step: call.step,
    visit: call.visit,
  };
  return { ...answering, request, merchant, step, effect, guard, id, order, amount: amount ?? order?.amount };
}

/** Who answers an operation of the merchant's catalogue, if anybody does. */
export function findAnswering(merchant: Merchant, name: string): Answering | undefined {
  const operation = merchant.config.vocabulary.catalogue.get(name);
  const connection = merchant.connectionFor(name);
  const binding = connection?.bindings.get(name);
  return operation && connection && binding && { operation, connection, binding };
}

/** Who answers an operation at a merchant; a call of one that nobody answers fails for good. */
export function answeringOf(merchant: Merchant, name: string): Answering {
  const answering = findAnswering(merchant, name);
  if (answering === undefined)
    throw failure(merchant.config.vocabulary.catalogue.has(name) ? 'operation_unbound' : 'operation_unknown');
  return answering;
}

/** A failure that no other attempt can mend. */
export function failure(code: ErrorCode): ApplicationFailure {
  return ApplicationFailure.nonRetryable(code, code);
}

async function publishedStep(published: PublishedCalls, request: CallOperationRequest): Promise<CallStep> {
  const calls = await published(request.merchant, request.hash);
  if (calls === undefined) throw ApplicationFailure.retryable('flow_unpublished', 'flow_unpublished');
  const step = calls.get(request.call.step);
  if (step?.operation !== request.call.operation) throw failure('step_unknown');
  return step;
}

function subjectOf(operation: Operation, { call }: CallOperationRequest): { order?: Order; amount?: Money } {
  const inputs = z.object(operation.inputs).safeParse(call.inputs);
  if (!inputs.success && operation.subject !== 'number') throw failure('inputs_invalid');
  const order = Order.safeParse(call.inputs.order).data;
  const amount = Money.safeParse(call.inputs.amount).data;
  // A negative amount would charge the customer instead of paying back.
  if (amount !== undefined && amount.minor <= 0) throw failure('inputs_invalid');
  return { ...(order === undefined ? {} : { order }), ...(amount === undefined ? {} : { amount }) };
}

const highest = (...values: readonly Effect[]): Effect =>
  effects[Math.max(...values.map((value) => effects.indexOf(value)))] ?? 'money';

/** Which flows a merchant's systems start by what they tell, and what such a flow may be (DESIGN §17). */
import { recordEvents } from '../commerce/business-events.js';
import type { BusinessEvent } from '../commerce/business-event.js';
import { type Environment, environmentOf } from '../flows/type-environment.js';
import type { FieldType, FlowIr, StepIr } from '../contracts/ir.js';
import { assignable, type FieldTypes, named } from '../flows/types/type.js';
import { stepsIn } from '../workflows/interpreter/steps-in.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import type { MerchantConfig } from './merchant.js';
import type { Reader } from './merchant-file-reader.js';

/** The merchant's flows by event, over those that the product starts. */
export const eventFlowsOf = (raw: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...Object.fromEntries(
    [...recordEvents.values()].flatMap(({ name, starts }) => (starts === undefined ? [] : [[name, starts]])),
  ),
  ...raw,
});

/** The flow that an event starts at a merchant: its own in the place of a shipped one. */
export function flowStartedBy(
  { events, flows }: Pick<MerchantConfig, 'events' | 'flows'>,
  event: string,
): string | undefined {
  const flow = Object.hasOwn(events, event) ? events[event] : undefined;
  return flow !== undefined && Object.hasOwn(flows, flow) ? flows[flow] : flow;
}

/** Steps that nobody has asked for: what a system tells reads no data, changes nothing, and asks nobody. */
const kept: ReadonlySet<StepIr['kind']> = new Set([
  ...(['say', 'handover', 'set', 'choose', 'if', 'each', 'wait', 'end'] as const),
]);

/** Reports an event or a flow that there is not, a flow that does more than it may, and inputs that an event cannot give. */
export function checkEventFlows(
  reader: Reader,
  config: MerchantConfig,
  flows: ReadonlyMap<string, { ir: FlowIr }>,
  known: ReadonlySet<string>,
): void {
  const environment = environmentOf(config, new Map());
  for (const [name, raw] of Object.entries(config.events)) {
    const path = ['events', name];
    const event = recordEvents.get(name);
    if (event === undefined) {
      const hint = didYouMean(name, recordEvents.keys());
      reader.reportIssue(path, 'event_not_known', `There is no business event \`${name}\`.`, hint, 'key');
      continue;
    }
    const ir = flows.get(flowStartedBy(config, name) ?? '')?.ir;
    if (ir !== undefined) checkFlow(reader, path, ir, givenBy(event, environment));
    else if (!known.has(raw) && event.starts !== raw)
      reader.reportIssue(path, 'flow_unknown', `There is no flow \`${raw}\`.`, didYouMean(raw, known));
  }
}

function checkFlow(reader: Reader, path: readonly string[], ir: FlowIr, given: FieldTypes): void {
  const more = [...stepsIn(ir.steps)].find(({ kind }) => !kept.has(kind));
  if (more !== undefined) {
    const message = `\`${ir.flow}\` is started by an event, but has a \`${more.kind}\` step.`;
    reader.reportIssue(path, 'event_flow_too_much', message);
  }
  for (const [name, field] of Object.entries(ir.inputs)) {
    const why = whyNot(field, Object.hasOwn(given, name) ? given[name] : undefined);
    if (why === undefined) continue;
    const names = Object.keys(given).join(', ');
    const message = `The input \`${name}\` of \`${ir.flow}\` ${why}.`;
    reader.reportIssue(path, 'event_flow_input', message, `An event provides at most: ${names}.`);
  }
}

function whyNot({ type, optional }: FieldType, given: FieldType | undefined): string | undefined {
  if (optional !== true) return 'must be optional: an event may lack any value';
  if (given === undefined) return 'is not provided by the event';
  return assignable(given.type, type)
    ? undefined
    : `is a ${named(type)}, but the event provides a ${named(given.type)}`;
}

/** What a run is given: what the event says, and the amount of the write that its record comes from. */
const givenBy = ({ name }: BusinessEvent, environment: Environment): FieldTypes => ({
  amount: { type: { t: 'money' } },
  ...environment.events.get(name),
});

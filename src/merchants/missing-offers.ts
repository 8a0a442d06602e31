/** What a merchant does not offer, why, and whether that is meant. */
import type { FlowIr } from '../contracts/ir.js';
import type { Issue } from '../contracts/issue.js';
import { type NotOffered, operationsBehind } from '../flows/not-offered.js';
import { callsIn } from '../workflows/interpreter/steps-in.js';
import type { CompileResult } from '../flows/compile-flows.js';
import { intentNamed } from '../understanding/intents/index.js';
import { issueAt, pathText, type YamlDocument } from '../flows/yaml/document.js';
import { isAnswered, isWithout } from './bind-connections.js';
import { mainFlow } from '../contracts/main-flow.js';
import type { Merchant, MerchantConfig } from './merchant.js';
import type { Reader } from './merchant-file-reader.js';

/** A flow that a merchant does not offer, and why in words. */
export interface MissingOffer extends NotOffered {
  merchant: string;
  flow: string;
  because: string;
}

/** Every flow that the merchant does not offer, in the order of the flows. */
export const missingOffers = ({
  config,
  notOffered,
}: Pick<Merchant, 'config' | 'notOffered'>): MissingOffer[] =>
  [...notOffered].map(([flow, { operations, flows }]) => ({
    ...{ merchant: config.merchant, flow, operations, flows },
    because: becauseOf(config, { operations, flows }),
  }));

/**
 * Issues for intents that a flow of the merchant's own takes though it is not offered: by a case of the merchant's main flow, or
 * in the place of a shipped flow. Without it customers would be answered. `without:` says that it is meant.
 */
export function intentsTaken(
  document: YamlDocument,
  config: MerchantConfig,
  { byIntent, notOffered, flows }: Pick<CompileResult, 'byIntent' | 'notOffered' | 'flows'>,
): Issue[] {
  const taken = new Map<string, { place: (typeof byIntent)[number]; intents: string[] }>();
  for (const place of byIntent) {
    const reason = notOffered.get(place.name);
    const shipped = intentNamed(place.intent)?.flow?.name;
    const isOwn = place.raw ? place.name !== shipped : Object.hasOwn(config.flows, place.name);
    const isAnswered = !place.raw || (shipped !== undefined && flows.has(shipped));
    if (reason === undefined || !isOwn || !isAnswered || isMeant(config, place.name, notOffered)) continue;
    const key = `${place.name} ${pathText(place.path)}`;
    taken.set(key, { place, intents: [...(taken.get(key)?.intents ?? []), place.intent] });
  }
  return [...taken.values()].map(({ place, intents }) => {
    const own = config.flows[place.name] ?? place.name;
    const why = becauseOf(config, notOffered.get(place.name) ?? { operations: [], flows: [] });
    const message = `\`${own}\` is not available (${why}), so every message about ${intents.map((name) => `\`${name}\``).join(', ')} is handed off to an agent.`;
    return place.raw
      ? issueAt(place.document, place.path, 'intent_unanswered', message)
      : issueAt(document, ['flows', place.name], 'intent_unanswered', message);
  });
}

const isMeant = (
  config: MerchantConfig,
  flow: string,
  notOffered: ReadonlyMap<string, NotOffered>,
): boolean => operationsBehind(flow, notOffered).every((name) => isWithout(config, name));

/** Why a flow is not offered, as a sentence without a full stop. */
export function becauseOf(config: MerchantConfig, { operations, flows }: NotOffered): string {
  const unbound = operations.filter((name) => !isWithout(config, name));
  const meant = config.without.filter((name) =>
    operations.some((each) => isWithout({ without: [name] }, each)),
  );
  return [
    ...(unbound.length === 0 ? [] : [`no connection is bound for ${unbound.join(', ')}`]),
    ...(meant.length === 0 ? [] : [`${meant.join(', ')} is listed under \`without:\``]),
    ...(flows.length === 0 ? [] : [`it needs ${flows.join(', ')}, which is not available`]),
  ].join('; ');
}

/** Reports a main flow that is not offered: it would leave every message unanswered. */
export function checkMainFlow(
  reader: Reader,
  config: MerchantConfig,
  notOffered: ReadonlyMap<string, NotOffered>,
): void {
  const reason = notOffered.get(mainFlow);
  if (reason === undefined) return;
  const message = `Every message starts \`${mainFlow}\`, but ${becauseOf(config, reason)}.`;
  reader.reportIssue(['merchant'], 'main_flow_not_offered', message);
}

/**
 * Issues for operations that flows called `before` and that no connection answers now, nor those that a flow needs
 * in addition; `without:` says that it is meant.
 */
export function noLongerOffered(
  before: ReadonlyMap<string, { ir: FlowIr }>,
  merchant: Merchant,
  document: YamlDocument,
): Issue[] {
  const { config, notOffered } = merchant;
  const needed = [...before].flatMap(([flow, { ir }]) => [
    ...[...callsIn(ir.steps).values()].map(({ operation }) => operation),
    ...operationsBehind(flow, notOffered),
  ]);
  return [...new Set(needed)]
    .filter((name) => config.vocabulary.catalogue.has(name))
    .filter((name) => !isAnswered(merchant, name) && !isWithout(config, name))
    .map((name) => {
      const flows = [...before.keys()].filter((flow) => operationsBehind(flow, notOffered).includes(name));
      const lost = flows.length === 0 ? '' : ` No longer available: ${flows.join(', ')}.`;
      const message = `No connection is bound to \`${name}\`, but flows that need it were available before.${lost}`;
      return issueAt(document, ['merchant'], 'no_longer_offered', message);
    });
}

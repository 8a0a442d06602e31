/** Compares a step's own fields before and now; a field without a sentence of its own is reported too. */
import type { StepIr } from '../../contracts/ir.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Change, Weight } from './change.js';
import { fieldsOf, same } from './parts.js';
import { valueWords } from './step-words.js';

type StepChange = Omit<Change, 'step'>;

/** Fields that map names to values: each entry is reported separately. */
const maps: ReadonlySet<string> = new Set(['inputs', 'values', 'outputs', 'labels', 'says', 'fields']);

/** What people read; a question that a band can build on is more than wording. */
const wordings: ReadonlySet<string> = new Set(['text', 'label', 'labels', 'reason', 'question', 'accepted']);

/** Fields that affect no decision. */
const plain: ReadonlySet<string> = new Set([
  'says',
  'for',
  'every',
  'concurrent',
  'queue',
  'deadlineMs',
  'retry',
]);

const names: Readonly<Record<string, string>> = {
  condition: 'its condition',
  on: 'what it goes by',
  list: 'its list',
  question: 'the question',
  text: 'the text',
  atMost: 'the most rounds or items',
  deadlineMs: 'its deadline in ms',
  for: 'its time',
  hash: 'its version',
  confirmedBy: 'the question whose yes it builds on',
  accepted: 'what is said while it is only accepted',
  says: 'what customers say who mean an option',
};

/** What changed in a step's own fields; `usual` is the weight where no rule sets another. */
export function compareFields(before: StepIr, now: StepIr, usual: Weight): StepChange[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(now)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  // A sub-flow's own changes are listed with it.
  const told = keys.filter(
    (key) => !(key === 'hash' && before.kind === 'subflow' && same(old['flow'], fresh['flow'])),
  );
  const usesChanged = told.length < keys.length && !same(old['hash'], fresh['hash']);
  return [
    ...told.flatMap((key) => compareField(key, old[key], fresh[key], { before, now, usual })),
    ...(usesChanged
      ? [
          {
            weight: usual,
            what: 'the flow that it runs has changed',
            uses: now.kind === 'subflow' ? now.flow : '',
          },
        ]
      : []),
  ];
}

interface Around {
  before: StepIr;
  now: StepIr;
  usual: Weight;
}

function compareField(
  key: string,
  old: Json | undefined,
  fresh: Json | undefined,
  around: Around,
): StepChange[] {
  if (same(old, fresh)) return [];
  if (maps.has(key) && isMap(old ?? {}) && isMap(fresh ?? {})) return compareMaps(key, old, fresh, around);
  return [{ weight: weigh(key, undefined, around), what: sentence(key, names[key] ?? key, old, fresh) }];
}

function compareMaps(
  key: string,
  old: Json | undefined,
  fresh: Json | undefined,
  around: Around,
): StepChange[] {
  const [was, is] = [isMap(old) ? old : {}, isMap(fresh) ? fresh : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) =>
    same(was[name], is[name])
      ? []
      : [
          {
            weight: weigh(key, name, around),
            what: sentence(key, `${singular(key)} \`${name}\``, was[name], is[name]),
          },
        ],
  );
}

function sentence(key: string, name: string, old: Json | undefined, fresh: Json | undefined): string {
  if (key === 'money') return fresh === true ? 'can now move money' : 'can no longer move money';
  if (key === 'handlesHandedOver')
    return fresh === true ? 'its handover is handled here now' : 'its handover now ends this flow too';
  if (old === undefined) return `${name} is new: ${valueWords(fresh ?? null)}`;
  if (fresh === undefined) return `${name} is gone; it was ${valueWords(old)}`;
  return `${name} is ${valueWords(fresh)} instead of ${valueWords(old)}`;
}

function weigh(key: string, name: string | undefined, { before, now, usual }: Around): Weight {
  const movesMoney = [before, now].some(
    (step) => (step.kind === 'call' && step.effect === 'money') || (step.kind === 'subflow' && step.money),
  );
  if (key === 'effect' || key === 'money') return movesMoney ? 'looser' : 'money';
  if (movesMoney && (key === 'operation' || key === 'flow')) return 'looser';
  if (movesMoney && key === 'inputs') return name === 'amount' || name === 'order' ? 'looser' : 'money';
  // Whatever it builds on now, it is no longer what somebody reviewed.
  if (key === 'confirmedBy') return 'looser';
  if (wordings.has(key))
    return key === 'question' && isConfirmation(now) && usual === 'money' ? 'money' : 'words';
  if (plain.has(key) && !movesMoney) return 'behaviour';
  return usual;
}

const isConfirmation = (step: StepIr): boolean => step.kind === 'ask' && step.answer === 'yes_or_no';

const singular = (key: string): string => key.replace(/s$/, '');

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

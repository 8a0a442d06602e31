/** Reads intents from their files, and reports what is wrong in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Issue } from '../../contracts/issue.js';
import { issueAt, type Path, readDocument, type YamlDocument } from '../../flows/yaml/document.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { issuesOfZod } from '../../flows/yaml/zod-issues.js';
import type { FineIntent, Intent, IntentInput } from './intent.js';
import { intentSchema, type RawIntent } from './schema.js';

/** An intent's file: its name without extension, its path as issues show it, and its text. */
export interface IntentFile {
  name: string;
  file: string;
  text: string;
}

/** The flow that answers an intent, as its file has it. */
type Answering = Pick<RawIntent, 'flow' | 'inputs'>;

/** Makes an issue at a place of the file. */
type Issues = (path: Path, message: string, hint?: string, at?: 'key') => Issue;

interface Draft {
  document: YamlDocument;
  intent: Intent;
}

/** The intents of a folder by name; throws `intent_invalid` with every issue. */
export function loadIntents(folder: string): readonly Intent[] {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []));
  const files = names.sort().map((name) => {
    const file = join(folder, `${name}.yaml`);
    return { name, file, text: readFileSync(file, 'utf8') };
  });
  const { intents, issues } = readIntents(files);
  const [first] = issues;
  if (first === undefined) return intents;
  const lines = issues.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
  throw new OrderlyError('intent_invalid', lines.join('\n'), { hint: first.hint, place: first });
}

/** Reads intents in the order of their files; with issues, some are missing. */
export function readIntents(files: readonly IntentFile[]): { intents: readonly Intent[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const drafts = files.flatMap(({ name, file, text }): Draft[] => {
    const read = readDocument(file, text);
    issues.push(...read.issues);
    if (read.document === undefined) return [];
    const parsed = intentSchema.safeParse(read.document.value);
    if (!parsed.success) {
      issues.push(...issuesOfZod(read.document, parsed.error, 'intent_invalid', { schema: intentSchema }));
      return [];
    }
    issues.push(...issuesWithin(read.document, parsed.data, name));
    return [{ document: read.document, intent: asIntent(parsed.data) }];
  });
  // A fine intent of a broken file would seem unknown everywhere else.
  if (issues.length === 0) issues.push(...issuesAmong(drafts));
  return { intents: drafts.map(({ intent }) => intent), issues };
}

const entityInput = /^\$\{\s*entities\.(\w+)(?:\.orValue\("(\w+)"\))?\s*\}$/;

const inputOf = (written: string): IntentInput => {
  const [, entity, orValue] = entityInput.exec(written) ?? [];
  if (entity === undefined) return { value: written };
  return { entity, ...(orValue === undefined ? {} : { orValue }) };
};

function asIntent({ intent: name, flow, inputs, wants, fine, ...rest }: RawIntent): Intent {
  return {
    ...rest,
    name,
    ...(wants === undefined ? {} : { wants }),
    ...answeredBy({ flow, inputs }),
    fine: Object.entries(fine).map(([id, each]) => asFine(id, each)),
  };
}

function asFine(
  id: string,
  { flow, inputs, queue, priority, names, summary, asksAbout, ...rest }: RawIntent['fine'][string],
): FineIntent {
  return {
    id,
    ...rest,
    ...answeredBy({ flow, inputs }),
    ...(queue === undefined ? {} : { queue }),
    ...(priority === undefined ? {} : { priority }),
    ...(names === undefined ? {} : { names }),
    ...(summary === undefined ? {} : { summary }),
    ...(asksAbout === undefined ? {} : { asksAbout }),
  };
}

function answeredBy({ flow, inputs = {} }: Answering): Pick<Intent, 'flow'> {
  if (flow === undefined) return {};
  const given = Object.entries(inputs).map(([input, written]) => [input, inputOf(written)] as const);
  return { flow: { name: flow, inputs: Object.fromEntries(given) } };
}

function issuesWithin(document: YamlDocument, written: RawIntent, fileName: string): Issue[] {
  const { intent, fine } = written;
  const issue: Issues = (path, message, hint, at) =>
    issueAt(document, path, 'intent_invalid', message, hint, at === undefined ? {} : { at });
  if (intent !== fileName) return [issue(['intent'], `The file is named \`${fileName}\`.`)];
  return [
    ...(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(intent)
      ? []
      : [issue(['intent'], `\`${intent}\` is not snake_case.`, 'Write `cancel_order`.')]),
    ...issuesOfInputs(written, [], issue),
    ...Object.entries(fine).flatMap(([id, each]) => issuesOfInputs(each, ['fine', id], issue)),
    ...Object.entries(fine).flatMap(([id, { flow, queue }]) =>
      flow === undefined || queue === undefined
        ? []
        : [issue(['fine', id, 'queue'], 'A flow answers it.', 'Write `flow:` or `queue:`.', 'key')],
    ),
    ...Object.keys(fine).flatMap((id) =>
      id === intent || id.startsWith(`${intent}.`)
        ? []
        : [issue(['fine', id], `\`${id}\` is no part of \`${intent}\`.`, `Write \`${intent}.…\`.`, 'key')],
    ),
  ];
}

function issuesOfInputs({ flow, inputs }: Answering, path: Path, issue: Issues): Issue[] {
  if (inputs === undefined) return [];
  const at = [...path, 'inputs'];
  const hint = 'Write `flow:`, or remove them.';
  return [
    ...(flow === undefined ? [issue(at, 'There is no flow to pass them to.', hint, 'key')] : []),
    ...Object.entries(inputs).flatMap(([name, value]) =>
      value.includes('${') && !entityInput.test(value)
        ? [issue([...at, name], 'Only entities of the message can be read here.', entityHint)]
        : [],
    ),
  ];
}

const entityHint = 'Write a value, or `${entities.orderNumber}`.';

function issuesAmong(drafts: readonly Draft[]): Issue[] {
  const known = new Set(drafts.flatMap(({ intent }) => intent.fine.map(({ id }) => id)));
  const unknown = drafts.flatMap(({ document, intent: { fine } }) =>
    fine.flatMap(({ id, nearMisses }) =>
      Object.entries(nearMisses).flatMap(([text, other]) => {
        if (other !== id && known.has(other)) return [];
        const path = ['fine', id, 'nearMisses', text];
        const message =
          other === id ? 'This message would be an example itself.' : `There is no fine intent \`${other}\`.`;
        return [issueAt(document, path, 'intent_invalid', message, didYouMean(other, known))];
      }),
    ),
  );
  const names = drafts.map(({ intent }) => intent.name);
  const nothing = drafts.flatMap(({ document, intent: { fine } }) =>
    fine.flatMap(({ id, asksAbout }) => {
      if (asksAbout === undefined || names.includes(asksAbout)) return [];
      const [path, message] = [['fine', id, 'asksAbout'], `There is no intent \`${asksAbout}\`.`];
      return [issueAt(document, path, 'intent_invalid', message, didYouMean(asksAbout, names))];
    }),
  );
  return [
    ...unknown,
    ...nothing,
    ...(['people', 'nothing_known'] as const).flatMap((what) => onlyOne(drafts, what)),
  ];
}

/** Where a message goes that wants people, or nothing known, must be certain. */
function onlyOne(drafts: readonly Draft[], what: NonNullable<Intent['wants']>): Issue[] {
  const wanting = drafts.filter(({ intent }) => intent.wants === what);
  const [first = drafts[0], second] = wanting;
  if (first === undefined || wanting.length === 1) return [];
  const { document } = second ?? first;
  const message =
    wanting.length === 0 ? `No intent has \`wants: ${what}\`.` : `Two intents have \`wants: ${what}\`.`;
  return [issueAt(document, second === undefined ? ['intent'] : ['wants'], 'intent_invalid', message)];
}

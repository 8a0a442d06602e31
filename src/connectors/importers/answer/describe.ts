/** A recorded answer as a description: what one record was like, without anything that it says of a person. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { NotRead } from '../../declarative/formats/body-reader.js';
import { viewOfXml } from '../../declarative/formats/view-of-xml.js';
import { isObject } from '../../declarative/json-value.js';
import type { Description, DescribedOperation } from '../description.js';
import { type Form, type Member, type ValueForm, anyText } from '../value-form.js';
import { plainName } from '../foreign-names.js';
import { namesOf } from '../vocabularies/index.js';

// The form of an example: its names and kinds of values; the values themselves stay out, but for words of a status.

/** The form of a view; in XML, where a list of one looks like a record, lists are known by their names. */
const formOfAnswer = (view: Json, isXml: boolean): Form => new AnswerForms(isXml).of([view], []);

/** Names of members whose words are the system's own. */
const statusNames = new Set(
  [namesOf('order.status'), namesOf('tracking.status'), namesOf('shipment.status')].flat(2),
);

class AnswerForms {
  constructor(readonly isXml: boolean) {}

  /** The form that all these examples have; `way` are the plain names that lead to them. */
  of(examples: readonly Json[], way: readonly string[]): Form {
    const there = examples.filter((example) => example !== null);
    if (there.some(Array.isArray)) return this.#list(there.flat(), way);
    const records = there.filter(isObject);
    return records.length > 0 ? this.#record(records, way) : valueForm(there, way);
  }

  #list(items: readonly Json[], way: readonly string[]): Form {
    return { kind: 'list', item: () => this.of(items, way) };
  }

  #record(records: readonly JsonObject[], way: readonly string[]): Form {
    const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
    const only = names.filter((name) => !name.startsWith('@')).length === 1;
    const members = names.map((name): [string, Member] => {
      const examples = records.flatMap((record) => (record[name] === undefined ? [] : [record[name]]));
      const inner = [...way, plainName(name)];
      const required = records.every((record) => name in record);
      const isItem = this.isXml && only && isOneOf(name, way.at(-1)) && examples.every(isObject);
      return [name, { form: isItem ? this.#list(examples, inner) : this.of(examples, inner), required }];
    });
    return { kind: 'record', identity: records, members: () => new Map(members) };
  }
}

/** Whether an element is named as one of those that its parent has: `Item` in `Items`, `row` in `rows`. */
function isOneOf(name: string, parent: string | undefined): boolean {
  const own = plainName(name);
  return own.length >= 3 && parent !== undefined && parent !== own && parent.startsWith(own.slice(0, -1));
}

function valueForm(examples: readonly Json[], way: readonly string[]): Form {
  const [first] = examples;
  if (first === undefined) return anyText;
  if (typeof first === 'boolean') return { kind: 'value', type: 'boolean' };
  if (typeof first === 'number')
    return {
      kind: 'value',
      type: examples.every(Number.isInteger) ? 'integer' : 'number',
      ...seenIn(examples, way),
    };
  const texts = examples.map(String);
  const moment = texts.every((text) => /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d|$)/.test(text));
  return { kind: 'value', type: 'text', moment, ...formatOf(texts), ...seenIn(examples, way) };
}

function seenIn(examples: readonly Json[], way: readonly string[]): Pick<ValueForm, 'seen'> {
  const name = way.at(-1) ?? '';
  const isStatus = statusNames.has(name) || statusNames.has(`${way.at(-2) ?? ''}${name}`);
  return isStatus ? { seen: [...new Set(examples.map(String))] } : {};
}

/** Formats of dates, by what they look like; of `03/04/2026` nobody can tell. */
const dates: readonly (readonly [looks: RegExp, said: string])[] = [
  [/^\d\d\.\d\d\.\d{4} \d\d:\d\d$/, 'DD.MM.YYYY HH:MM'],
  [/^\d\d\.\d\d\.\d{4}$/, 'DD.MM.YYYY'],
  [/^(1[3-9]|[23]\d)\/\d\d\/\d{4}$/, 'DD/MM/YYYY'],
  [/^\d\d\/(1[3-9]|[23]\d)\/\d{4}$/, 'MM/DD/YYYY'],
  [/^(19|20)\d{12}$/, 'YYYYMMDDHHMMSS'],
  [/^(19|20)\d{6}$/, 'YYYYMMDD'],
];

function formatOf(texts: readonly string[]): Pick<ValueForm, 'about'> {
  const format = dates.find(([looks]) => texts.every((text) => looks.test(text)));
  return format === undefined ? {} : { about: format[1] };
}

/** Reads an answer in JSON, XML or SOAP, or the last one of a recording; throws `import_unreadable`. */
export function describeAnswer(file: string, text: string): Description {
  const read = readAnswer(file, text);
  return {
    title: titleOf(file),
    auth: { rules: { scheme: 'none' }, remark: 'TODO: an answer does not say how to log in' },
    operations: [
      {
        name: 'answer',
        summary: '',
        method: 'GET',
        path: '/TODO',
        parameters: [],
        answer: formOfAnswer(read.view, read.format !== undefined),
        errors: new Map(),
        ...(read.format === undefined ? {} : { format: read.format }),
      },
    ],
  };
}

interface ReadAnswer {
  view: Json;
  format?: NonNullable<DescribedOperation['format']>;
}

function readAnswer(file: string, text: string): ReadAnswer {
  if (text.trimStart().startsWith('<')) return readMarkup(file, text);
  try {
    const json = JSON.parse(text) as Json;
    const recorded = recordedBody(json);
    return typeof recorded === 'string' ? readAnswer(file, recorded) : { view: recorded ?? json };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unreadable(file, `neither JSON nor XML: ${error.message}`, error, { at: error.message, text });
  }
}

function readMarkup(file: string, text: string): ReadAnswer {
  const view = (format: 'soap' | 'xml'): ReadAnswer | NotRead => {
    try {
      return { view: viewOfXml({ format, text, namespaces: undefined, lists: new Map() }), format };
    } catch (error) {
      if (error instanceof NotRead) return error;
      throw error;
    }
  };
  const soap = view('soap');
  const found = soap instanceof NotRead ? view('xml') : soap;
  if (found instanceof NotRead) throw unreadable(file, 'not readable XML', found);
  return found;
}

function unreadable(
  file: string,
  what: string,
  cause: unknown,
  { at, text }: { at: string; text: string } = { at: '', text: '' },
): OrderlyError {
  const hint = 'Pass an answer in JSON, XML or SOAP, or a recording of `orderly connections try --record`.';
  return new OrderlyError('import_unreadable', `${file} is ${what}`, {
    ...{ hint, cause, place: { file, ...placeOf(at, text) } },
  });
}

/** The line and column that JSON.parse speaks of: "… in JSON at position 31". */
function placeOf(at: string, text: string): { line?: number; column?: number } {
  const [, position] = /at position (\d+)/.exec(at) ?? [];
  if (position === undefined) return {};
  const before = text.slice(0, Number(position)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** The last body of a recording of `orderly connections try --record`; undefined of anything else. */
function recordedBody(json: Json): Json | undefined {
  const exchanges = isObject(json) && 'outcome' in json ? json['exchanges'] : undefined;
  const last = Array.isArray(exchanges) ? (exchanges.at(-1) as Json | undefined) : undefined;
  const answer = isObject(last) ? last['answer'] : undefined;
  return isObject(answer) ? answer['body'] : undefined;
}

const titleOf = (file: string): string => (file.split(/[/\\]/).at(-1) ?? file).replace(/\.[^.]*$/, '');

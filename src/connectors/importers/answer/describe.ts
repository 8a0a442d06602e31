/** A recorded answer as a description: what one record was like, without anything that it says of a person. */
import type { Json } from '../../../contracts/json.js';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { NotRead } from '../../declarative/formats/body.js';
import { viewOfXml } from '../../declarative/formats/xml-views.js';
import { isObject } from '../../declarative/json-value.js';
import type { Description, DescribedOperation } from '../description.js';
import { formOfAnswer } from './answer-form.js';

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
    throw unreadable(file, 'neither JSON nor XML', error);
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
  if (found instanceof NotRead) throw unreadable(file, 'no XML that can be read', found);
  return found;
}

const unreadable = (file: string, what: string, cause: unknown): OrderlyError =>
  new OrderlyError('import_unreadable', `${file} is ${what}`, { place: { file }, cause });

/** The last body of a recording of `orderly call --record`; undefined of anything else. */
function recordedBody(json: Json): Json | undefined {
  const exchanges = isObject(json) && 'outcome' in json ? json['exchanges'] : undefined;
  const last = Array.isArray(exchanges) ? (exchanges.at(-1) as Json | undefined) : undefined;
  const answer = isObject(last) ? last['answer'] : undefined;
  return isObject(answer) ? answer['body'] : undefined;
}

const titleOf = (file: string): string => (file.split(/[/\\]/).at(-1) ?? file).replace(/\.[^.]*$/, '');

/** A WSDL as a description, with the operations of SOAP ports for which we can write requests. */
import { basename } from 'node:path';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import {
  type WsdlOperation,
  type WsdlPort,
  WsdlProblem,
  type XsdElement,
  type XsdSimpleType,
  type XsdType,
} from '../../declarative/wsdl/model.js';
import { readWsdl } from '../../declarative/wsdl/read-wsdl.js';
import type { DescribedOperation, Description, Parameter } from '../description.js';
import { nothing, type Form, type Member, type ValueForm } from '../value-form.js';

/** Reads a WSDL and what it imports from beside it; throws `import_unreadable`. */
export function describeWsdl(
  file: string,
  text: string,
  siblingFiles: (name: string) => string | undefined,
): Description {
  const name = basename(file);
  try {
    const wsdl = readWsdl(name, (each) => (each === name ? text : siblingFiles(each)));
    const ports = wsdl.services.flatMap((service) => service.ports);
    const [port] = ports;
    if (port === undefined) throw new WsdlProblem('it has no SOAP port');
    return {
      title: wsdl.services[0]?.name ?? name,
      ...(port.address === undefined ? {} : { baseUrl: port.address }),
      auth: {
        rules: { scheme: 'none' },
        remark: 'TODO: a WSDL does not say how to log in; often ws-security',
      },
      operations: operationsOf(port, name),
    };
  } catch (error) {
    if (!(error instanceof WsdlProblem)) throw error;
    const message = `${file} is not a usable WSDL: ${error.message}`;
    throw new OrderlyError('import_unreadable', message, { place: { file }, cause: error });
  }
}

/** Operations of a port, without unsupported ones such as rpc/encoded. */
const operationsOf = (port: WsdlPort, wsdl: string): DescribedOperation[] =>
  port.operations.filter(({ refused }) => refused === undefined).map((each) => operationOf(each, wsdl));

function operationOf(operation: WsdlOperation, wsdl: string): DescribedOperation {
  const { name, input, headers, output } = operation;
  const asked = input === undefined ? nothing : formOfType(input.type);
  const members = asked.kind === 'record' ? [...asked.members()] : [];
  const answer = output === undefined ? undefined : formOfElement(output);
  return {
    name,
    summary: '',
    method: 'POST',
    parameters: [
      ...members.map(([member, { form, required }]) => ({
        name: member,
        place: 'body' as const,
        required,
        form,
      })),
      ...headers.map(headerOf),
    ],
    ...(output === undefined || answer === undefined
      ? {}
      : {
          answer: {
            kind: 'record' as const,
            identity: operation,
            members: () => new Map([[output.name, { form: answer, required: true }]]),
          },
        }),
    errors: new Map(),
    soap: { wsdl },
  };
}

/** A header block of the binding, as a required parameter. */
const headerOf = (block: XsdElement): Parameter => ({
  name: block.name,
  place: 'header',
  required: true,
  form: formOfType(block.type),
});

/** The form of an element; one that may occur several times is a list. */
function formOfElement(element: XsdElement): Form {
  return element.many ? { kind: 'list', item: () => formOfType(element.type) } : formOfType(element.type);
}

/** The form of a type: attributes are `@name`, the text beside them is `#text`. */
function formOfType(type: XsdType): Form {
  if (type.kind === 'simple') return valueOf(type);
  const { elements, attributes, text } = type;
  if (elements.length + attributes.length === 0 && text !== undefined) return valueOf(text);
  const members = (): ReadonlyMap<string, Member> =>
    new Map([
      ...elements.map(
        (each) => [each.name, { form: formOfElement(each), required: !each.optional }] as const,
      ),
      ...attributes.map(
        (each) => [`@${each.name}`, { form: valueOf(each.type), required: !each.optional }] as const,
      ),
      ...(text === undefined ? [] : [['#text', { form: valueOf(text), required: true }] as const]),
    ]);
  return { kind: 'record', identity: type, members };
}

function valueOf({ base, values }: XsdSimpleType): ValueForm {
  return { kind: 'value', type: kindOf(base), ...(values === undefined ? {} : { values }) };
}

function kindOf(base: string): ValueForm['type'] {
  if (/^(decimal|float|double)$/.test(base)) return 'number';
  if (/^(integer|long|int|short|byte|(non)?(positive|negative)Integer|unsigned\w+)$/i.test(base))
    return 'integer';
  return base === 'boolean' ? 'boolean' : 'text';
}

/** A WSDL as a description; its operations are those of SOAP ports that we can write. */
import { basename } from 'node:path';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import {
  type WsdlOperation,
  type WsdlPort,
  WsdlProblem,
  type XsdElement,
} from '../../declarative/wsdl/model.js';
import { readWsdl } from '../../declarative/wsdl/read-wsdl.js';
import type { DescribedOperation, Description, Parameter } from '../description.js';
import { nothing } from '../form.js';
import { formOfElement, formOfType } from './xsd-form.js';

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
    if (port === undefined) throw new WsdlProblem('it has no port of SOAP');
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
    const message = `${file} is no WSDL that can be followed: ${error.message}`;
    throw new OrderlyError('import_unreadable', message, { place: { file }, cause: error });
  }
}

/** Those that are refused are left out: rpc/encoded and the like. */
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

/** A block of the binding: whoever names it there wants it. */
const headerOf = (block: XsdElement): Parameter => ({
  name: block.name,
  place: 'header',
  required: true,
  form: formOfType(block.type),
});

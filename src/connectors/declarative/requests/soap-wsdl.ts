/** SOAP by an operation of a WSDL: the schema gives its element, namespaces, order and types. */
import type { Json } from '../../../contracts/json.js';
import { didYouMean } from '../../../yaml/suggest.js';
import type { Path } from '../../../yaml/document.js';
import { type WsdlOperation, type WsdlPort, WsdlProblem, type XsdElement } from '../wsdl/model.js';
import { readWsdl } from '../wsdl/read-wsdl.js';
import type { CallValues } from '../template.js';
import type { XmlNode } from '../xml-template/nodes.js';
import type { PayloadSource, RequestScope } from './payload.js';
import { envelopeAround, type SoapMessage } from './soap-message.js';
import { fileText } from './source.js';
import { bodyWriter } from './values.js';
import { checkValues } from './xsd-check.js';
import { writeElement } from './xsd-write.js';

/** Compiles `soap: { wsdl, operation, values }`; undefined with issues. */
export function wsdlMessage(source: PayloadSource, scope: RequestScope): SoapMessage | undefined {
  const { soap = {} } = source.rules;
  const path = [...source.path, 'soap'];
  if (fileText(soap.wsdl ?? '', [...path, 'wsdl'], scope) === undefined) return undefined;
  try {
    const found = findOperation(source, scope);
    return found && messageOf(found, source, scope);
  } catch (error) {
    if (!(error instanceof WsdlProblem)) throw error;
    scope.report.add([...path, 'wsdl'], 'connection_soap_invalid', error.message);
    return undefined;
  }
}

/** An operation at the chosen port. */
interface Found {
  port: WsdlPort;
  operation: WsdlOperation;
}

function findOperation(
  { rules, path }: PayloadSource,
  { report, siblingFiles }: RequestScope,
): Found | undefined {
  const { wsdl: file = '', operation: name = '', version, port: portName } = rules.soap ?? {};
  const wsdl = readWsdl(file, (each) => siblingFiles(each)?.toString('utf8'));
  const ports = wsdl.services.flatMap((service) => service.ports);
  const wrong = (key: string, message: string, hint: string): Found | undefined => {
    report.add([...path, 'soap', key], 'connection_soap_invalid', message, { hint });
    return undefined;
  };
  const usable = ports.filter(
    (port) => (portName ?? port.name) === port.name && (version ?? port.version) === port.version,
  );
  if (usable.length === 0) {
    const key = portName === undefined ? (version === undefined ? 'wsdl' : 'version') : 'port';
    const known = ports.map((port) => `\`${port.name}\` (SOAP ${port.version})`).join(', ');
    return wrong(
      key,
      'The WSDL has no such port of SOAP.',
      known === '' ? 'It has none at all.' : `Its ports: ${known}.`,
    );
  }
  for (const port of usable) {
    const operation = port.operations.find((each) => each.name === name);
    if (operation) return { port, operation };
  }
  const names = new Set(usable.flatMap(({ operations }) => operations.map((each) => each.name)));
  return wrong('operation', `The WSDL has no operation \`${name}\`.`, didYouMean(name, names));
}

function messageOf(
  { port, operation }: Found,
  { rules, path }: PayloadSource,
  scope: RequestScope,
): SoapMessage | undefined {
  const { soap = {} } = rules;
  if (operation.refused !== undefined) {
    const message = `\`${operation.name}\` cannot be written by its WSDL: ${operation.refused}.`;
    const hint = 'Write its `envelope` yourself.';
    scope.report.add([...path, 'soap', 'operation'], 'connection_soap_invalid', message, { hint });
    return undefined;
  }
  const at = soap.values === undefined ? [...path, 'soap', 'operation'] : [...path, 'soap', 'values'];
  const body = elementWriter(operation.input, soap.values, at, scope);
  const blocks = headerWriters(operation.headers, soap.headers, [...path, 'soap', 'headers'], scope);
  if (!body || !blocks) return undefined;
  const address =
    port.address !== undefined && URL.canParse(port.address) ? new URL(port.address) : undefined;
  return {
    version: port.version,
    action: soap.action ?? operation.action,
    address,
    write(values) {
      const [content = EMPTY, ...header] = [body, ...blocks].map((write): XmlNode => ({
        kind: 'verbatim',
        text: write(values),
      }));
      return { nodes: [envelopeAround([content], port.version, header)], values };
    },
  };
}

const EMPTY: XmlNode = { kind: 'verbatim', text: '' };

/** Writes an element for a call; throws UnusableValue. */
type ElementWriter = (values: CallValues) => string;

function elementWriter(
  element: XsdElement | undefined,
  rules: unknown,
  path: Path,
  scope: RequestScope,
): ElementWriter | undefined {
  const json = (rules ?? {}) as Json; // YAML gives JSON
  if (!checkValues(element, json, path, scope)) return undefined;
  const write = bodyWriter(json, path, scope);
  return (values) => (element ? writeElement(element, write(values) ?? {}) : '');
}

/** Writers of the header blocks with values: a binding may name more than the system needs. */
function headerWriters(
  elements: readonly XsdElement[],
  rules: Readonly<Record<string, unknown>> = {},
  path: Path,
  scope: RequestScope,
): ElementWriter[] | undefined {
  const writers = Object.entries(rules).map(([name, value]) => {
    const element = elements.find((each) => each.name === name);
    if (element) return elementWriter(element, value, [...path, name], scope);
    const known = elements.map((each) => each.name);
    const hint = known.length === 0 ? 'Write an `envelope` to have others.' : didYouMean(name, known);
    const message = `The operation has no header \`${name}\`.`;
    scope.report.add([...path, name], 'connection_soap_invalid', message, { at: 'key', hint });
    return undefined;
  });
  const written = writers.filter((writer) => writer !== undefined);
  return written.length === writers.length ? written : undefined;
}

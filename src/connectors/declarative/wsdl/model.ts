/** What requests and drafts need of a WSDL: services, ports, operations, and their input and output elements. */

/** A description of a SOAP system (WSDL 1.1). */
export interface Wsdl {
  services: readonly WsdlService[];
}

/** A service and its ports. */
interface WsdlService {
  name: string;
  ports: readonly WsdlPort[];
}

/** The address of a service and its version of SOAP; ports of other protocols are left out. */
export interface WsdlPort {
  name: string;
  version: '1.1' | '1.2';
  address?: string;
  operations: readonly WsdlOperation[];
}

/** An operation of a port. */
export interface WsdlOperation {
  name: string;
  /** SOAPAction, empty if there is none. */
  action: string;
  /** Why requests for it cannot be written. */
  refused?: string;
  /** The content of Body, if any. Throws WsdlProblem. */
  readonly input: XsdElement | undefined;
  /** Header blocks that the binding names for a request, only those that can be written. Throws WsdlProblem. */
  readonly headers: readonly XsdElement[];
  /** The content of a response's Body. Throws WsdlProblem. */
  readonly output: XsdElement | undefined;
}

/** An element of a schema, as used at one place. */
export interface XsdElement {
  name: string;
  /** Empty for an unqualified one. */
  namespace: string;
  /** Whether it may be left out. */
  optional: boolean;
  /** Whether it may occur several times. */
  many: boolean;
  nillable: boolean;
  /** Read on demand, as types may contain themselves. Throws WsdlProblem. */
  readonly type: XsdType;
}

/** A type of XML Schema. */
export type XsdType = XsdSimpleType | XsdComplexType;

/** A text; `base` is the built-in type (`string`, `dateTime`), `values` are all allowed values. */
export interface XsdSimpleType {
  kind: 'simple';
  base: string;
  values?: readonly string[];
}

/** Elements in order, attributes, or a text with attributes. */
export interface XsdComplexType {
  kind: 'complex';
  elements: readonly XsdElement[];
  attributes: readonly XsdAttribute[];
  text?: XsdSimpleType;
  /** Why its content cannot be written. */
  refused?: string;
}

/** An attribute. */
export interface XsdAttribute {
  name: string;
  namespace: string;
  optional: boolean;
  type: XsdSimpleType;
}

/** A WSDL or schema cannot be followed; the message says why, for the author. */
export class WsdlProblem extends Error {}

/** A WSDL with one operation `Refund`, document/literal, of either version of SOAP. */
const SOAP = {
  '1.1': 'http://schemas.xmlsoap.org/wsdl/soap/',
  '1.2': 'http://schemas.xmlsoap.org/wsdl/soap12/',
} as const;

/** The WSDL with the given schema content. */
export const shopWsdl = (
  version: keyof typeof SOAP,
  schema: string,
  { style = 'document', use = 'literal', part = 'element="t:Refund"' } = {},
): string => `<?xml version="1.0"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:s="${SOAP[version]}" xmlns:t="urn:acme"
  xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:acme">
  <types><x:schema targetNamespace="urn:acme" elementFormDefault="qualified">${schema}</x:schema></types>
  <message name="In"><part name="in" ${part}/></message>
  <message name="Out"><part name="out" element="t:RefundResponse"/></message>
  <portType name="P"><operation name="Refund"><input message="t:In"/><output message="t:Out"/></operation></portType>
  <binding name="B" type="t:P"><s:binding style="${style}" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Refund"><s:operation soapAction="urn:acme#Refund"/>
      <input><s:body use="${use}" namespace="urn:acme"/></input><output><s:body use="literal"/></output></operation></binding>
  <service name="S"><port name="Port" binding="t:B"><s:address location="http://elsewhere.example/soap"/></port></service>
</definitions>`;

/** A reference and an attribute. */
export const REFUND = `<x:element name="Refund"><x:complexType><x:sequence><x:element name="ref" type="x:string"/></x:sequence>
  <x:attribute name="mark" type="x:string"/></x:complexType></x:element>
  <x:element name="RefundResponse"><x:complexType><x:sequence><x:element name="ok" type="x:string"/></x:sequence></x:complexType></x:element>`;

const HEAD = `<x:element name="Caller"><x:complexType><x:sequence>
  <x:element name="tenant" type="x:string"/><x:element name="language" type="x:string" minOccurs="0"/>
  </x:sequence><x:attribute name="version" type="x:string"/></x:complexType></x:element>
  <x:element name="Trace" type="x:string"/>`;
const header = (part: string, use = 'literal'): string =>
  `<s:header message="t:${part}" part="head" use="${use}"/>`;

/** The WSDL whose binding names header blocks: `Caller` and `Trace`, and others that cannot be written. */
export const wsdlWithHeaders = (version: keyof typeof SOAP): string =>
  shopWsdl(version, HEAD + REFUND)
    .replace(
      '<message name="In">',
      '<message name="Caller"><part name="head" element="t:Caller"/></message>' +
        '<message name="Trace"><part name="head" element="t:Trace"/></message>' +
        '<message name="Typed"><part name="head" type="x:string"/></message><message name="In">',
    )
    .replace(
      '<input><s:body',
      `<input>${header('Caller')}${header('Trace')}${header('Typed')}${header('Trace', 'encoded')}<s:body`,
    );

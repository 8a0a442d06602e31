/** The shop's SOAP API: `/soap/auftraege`, SOAP 1.1, document/literal, WS-Security. */
import { readFileSync } from 'node:fs';
import { soapPath } from '../addresses.js';
import { type Answer, type Api, type ApiRequest, json } from '../api.js';
import type { Services } from '../services.js';
import { soapReturns } from '../returns/soap-returns.js';
import { soapSubscriptions } from '../subscriptions/soap-subscriptions.js';
import { atTheAddressAskedAt } from '../own-address.js';
import { type Fault, type Message, faultAnswer, readMessage } from './envelope.js';
import { shopNamespace } from './namespaces.js';
import { operations } from './operations.js';
import { soapChanges } from './order-changes.js';
import type { SecurityProblem, UsernameTokens } from './ws-security.js';
import { XmlError } from './read-xml.js';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const wsdl = read('auftraege.wsdl');
const wsdlsByName = new Map(['abos', 'retouren'].map((name) => [name, read(`${name}.wsdl`)]));

const problems: Readonly<Record<SecurityProblem, string>> = {
  InvalidSecurity: 'UsernameToken mit Digest und Timestamp fehlen oder sind falsch.',
  FailedAuthentication: 'Die Anmeldung ist nicht gültig.',
  MessageExpired: 'Die Nachricht ist abgelaufen.',
};

/** Answers messages to `/soap/auftraege`, and tells the WSDL at `?wsdl`, those of subscriptions and returns at `?wsdl=abos` and `?wsdl=retouren`. */
export const soapApi =
  ({ orders, subscriptions, returns }: Services, tokens: UsernameTokens): Api =>
  (request) => {
    if (request.path !== soapPath) return undefined;
    if (request.method === 'GET' && /^wsdl$/i.test(request.query.keys().next().value ?? '')) {
      return wsdlAnswer(request);
    }
    if (request.method !== 'POST') return json(405, { fehler: 'METHODE_NICHT_ERLAUBT' }, { allow: 'POST' });
    const message = messageOf(request);
    if ('code' in message) return faultAnswer(message);
    const problem = tokens.problemOf(message.header);
    if (problem !== undefined) return faultAnswer({ code: `wsse:${problem}`, text: problems[problem] });
    const { operation } = message;
    if (operation.namespace !== shopNamespace) return unknown();
    return (
      operations.get(operation.name)?.(orders, operation) ??
      soapChanges.get(operation.name)?.(orders, operation) ??
      soapSubscriptions.get(operation.name)?.(subscriptions, operation) ??
      soapReturns.get(operation.name)?.(returns, operation) ??
      unknown()
    );
  };

const unknown = (): Answer => faultAnswer({ code: 'Client', text: 'Diese Operation gibt es nicht.' });

function messageOf({ body }: ApiRequest): Message | Fault {
  try {
    return readMessage(body);
  } catch (error) {
    if (error instanceof XmlError) return { code: 'Client', text: error.message };
    throw error;
  }
}

/** The WSDL with the address that it was asked at. */
const wsdlAnswer = (request: ApiRequest): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: atTheAddressAskedAt(wsdlsByName.get(request.query.values().next().value ?? '') ?? wsdl, request),
});

/** The shop's SOAP face: `/soap/auftraege`, SOAP 1.1, document/literal, WS-Security. */
import { readFileSync } from 'node:fs';
import { soapPath } from '../addresses.js';
import { type Answer, type Face, type FaceRequest, json } from '../face.js';
import type { OrderService } from '../order-service.js';
import { soapSubscriptions } from '../subscriptions/soap-subscriptions.js';
import type { SubscriptionService } from '../subscriptions/subscription-service.js';
import { atTheAddressAskedAt } from '../own-address.js';
import { type Fault, type Message, faultAnswer, readMessage } from './envelope.js';
import { shopNamespace } from './namespaces.js';
import { operations } from './operations.js';
import { soapChanges } from './order-changes.js';
import type { SecurityProblem, UsernameTokens } from './ws-security.js';
import { XmlError } from './read-xml.js';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const [wsdl, subscriptionsWsdl] = [read('auftraege.wsdl'), read('abos.wsdl')];

const problems: Readonly<Record<SecurityProblem, string>> = {
  InvalidSecurity: 'UsernameToken mit Digest und Timestamp fehlen oder sind falsch.',
  FailedAuthentication: 'Die Anmeldung ist nicht gültig.',
  MessageExpired: 'Die Nachricht ist abgelaufen.',
};

/** Answers messages to `/soap/auftraege`, and tells the WSDL at `?wsdl`, that of subscriptions at `?wsdl=abos`. */
export const soapFace =
  (service: OrderService, subscribing: SubscriptionService, tokens: UsernameTokens): Face =>
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
      operations.get(operation.name)?.(service, operation) ??
      soapChanges.get(operation.name)?.(service, operation) ??
      soapSubscriptions.get(operation.name)?.(subscribing, operation) ??
      unknown()
    );
  };

const unknown = (): Answer => faultAnswer({ code: 'Client', text: 'Diese Operation gibt es nicht.' });

function messageOf({ body }: FaceRequest): Message | Fault {
  try {
    return readMessage(body);
  } catch (error) {
    if (error instanceof XmlError) return { code: 'Client', text: error.message };
    throw error;
  }
}

/** The WSDL with the address that it was asked at. */
const wsdlAnswer = (request: FaceRequest): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: atTheAddressAskedAt(
    request.query.values().next().value === 'abos' ? subscriptionsWsdl : wsdl,
    request,
  ),
});

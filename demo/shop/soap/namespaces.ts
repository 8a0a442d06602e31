/** Namespaces of the SOAP API's messages. */

/** SOAP 1.1 (W3C Note of 8 May 2000). */
export const envelopeNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';

/** XML Schema instance: `xsi:nil`. */
export const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

const oasis = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';

/** WS-Security: the header and its token. */
export const securityNamespace = `${oasis}wssecurity-secext-1.0.xsd`;

/** WS-Security: what headers share, such as moments. */
export const utilityNamespace = `${oasis}wssecurity-utility-1.0.xsd`;

/** The type of a password that is sent as a digest. */
export const passwordDigest = `${oasis}username-token-profile-1.0#PasswordDigest`;

/** The shop's own elements. */
export const shopNamespace = 'urn:luettkontor:warenwirtschaft:2011';

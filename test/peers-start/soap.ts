/** Envelopes written by hand, so that the peers are asked without the product's own code. */
import { createHash, randomBytes } from 'node:crypto';

const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';

/** Namespaces of the two envelopes. */
export const envelopes = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;

/** A Security header with a digest of its own nonce. */
export function usernameToken(
  username: string,
  password: string,
  created = new Date().toISOString(),
): string {
  const nonce = randomBytes(16);
  const digest = createHash('sha1')
    .update(Buffer.concat([nonce, Buffer.from(created + password)]))
    .digest('base64');
  return `<wsse:Security xmlns:wsse="${wss}-wssecurity-secext-1.0.xsd" xmlns:wsu="${wss}-wssecurity-utility-1.0.xsd">
    <wsse:UsernameToken><wsse:Username>${username}</wsse:Username>
    <wsse:Password Type="${wss}-username-token-profile-1.0#PasswordDigest">${digest}</wsse:Password>
    <wsse:Nonce>${nonce.toString('base64')}</wsse:Nonce><wsu:Created>${created}</wsu:Created>
    </wsse:UsernameToken></wsse:Security>`;
}

/** An answer, as text of its own character set. */
export interface SoapAnswer {
  status: number;
  type: string;
  text: string;
}

/** Posts one envelope. */
export async function postSoap(
  url: string,
  version: '1.1' | '1.2',
  header: string,
  body: string,
): Promise<SoapAnswer> {
  const type = version === '1.1' ? 'text/xml; charset=utf-8' : 'application/soap+xml; charset=utf-8';
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type, ...(version === '1.1' ? { soapaction: '""' } : {}) },
    body: `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="${envelopes[version]}"><e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>`,
  });
  const answered = response.headers.get('content-type') ?? '';
  const charset = /charset=([\w-]+)/.exec(answered)?.[1] ?? 'utf-8';
  const text = new TextDecoder(charset).decode(await response.arrayBuffer());
  return { status: response.status, type: answered, text };
}

import type { PayloadSource, RequestScope } from './payload.js';
import type { SoapMessage } from './soap-message.js';

export function wsdlMessage(_source: PayloadSource, _scope: RequestScope): SoapMessage | undefined {
  return undefined;
}

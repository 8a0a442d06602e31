/** Secrets in settings: escaped in the XML of a login, and nowhere else. */
import { expect, test } from 'vitest';
import { fillSecretsIn } from '../../../src/connectors/auth/scheme.js';

test('only the login’s own XML is escaped, whatever else is called so', () => {
  const settings = {
    xml: '<p>${secret.S}</p>',
    query: { xml: '${secret.S}' },
    headers: { xml: '${secret.S}' },
  };
  const filled = fillSecretsIn(
    settings,
    () => `a<&'"b`,
    () => undefined,
  );
  expect(filled).toEqual({
    xml: '<p>a&lt;&amp;&apos;&quot;b</p>',
    query: { xml: `a<&'"b` },
    headers: { xml: `a<&'"b` },
  });
});

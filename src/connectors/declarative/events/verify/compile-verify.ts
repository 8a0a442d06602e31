/** The registry of verifiers, one line each; compiles `events.verify`. */
import { hmac } from './hmac.js';
import { jwt } from './jwt.js';
import { standardWebhooks, stripe } from './presets.js';
import type { VerifyRules } from './schema.js';
import type { VerifyScope } from './scope.js';
import { basic, bearer } from './shared-secret.js';
import type { Verifier } from './verifier.js';

/** Compiles how requests are verified; undefined with an issue. */
export function compileVerify(rules: VerifyRules, scope: VerifyScope): Verifier | undefined {
  switch (rules.scheme) {
    case 'hmac':
      return hmac(rules, scope);
    case 'stripe':
      return stripe(rules);
    case 'standard-webhooks':
      return standardWebhooks(rules, scope);
    case 'bearer':
      return bearer(rules);
    case 'basic':
      return basic(rules);
    case 'jwt':
      return jwt(rules, scope);
  }
}

/** Plain text: the only payload with unescaped values. */
import { fill } from '../template.js';
import { type Payload, type PayloadSource, refuseKeyField, type RequestScope } from './payload.js';
import { plainText } from '../json-value.js';
import { compileVariables } from './variables.js';
import { textTemplate } from './value-writers.js';
import { UnusableValue } from '../unusable-value.js';

/** A payload of `text/plain`; one with an absent value is not sent. */
export function textPayload(source: PayloadSource, scope: RequestScope): Payload | undefined {
  const { rules, path } = source;
  refuseKeyField(source, scope);
  const variables = compileVariables(rules.variables, [...path, 'variables'], scope);
  const template = textTemplate(rules.text ?? '', [...path, 'text'], {
    ...scope,
    variables: variables.shapes,
  });
  const headers = { 'content-type': rules.contentType ?? 'text/plain; charset=utf-8' };
  return (
    template && {
      accept: '*/*',
      write(values) {
        const text = fill(template, variables.fill(values));
        if (text === undefined) throw new UnusableValue('a value in the text is missing');
        return { headers, body: plainText(text) };
      },
    }
  );
}

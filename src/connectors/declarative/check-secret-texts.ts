/** Texts in which secrets are filled in and no value of a call is: the address, `auth`, and `events.verify`. */
import type { Json } from '../../contracts/json.js';
import { isSecretName } from '../../security/secrets.js';
import type { Path } from '../../flows/yaml/document.js';
import { type ForeignPlaceholder, foreignPlaceholders, meantBy } from './foreign-placeholders.js';
import { isList, isObject } from './json-value.js';
import type { Report } from './report-issues.js';
import { impossibleSecret, type TemplateProblem } from './template.js';

/** Whether something else than a secret can be named, by those who read these texts after us. */
type MayName = (name: string) => boolean;

const NOTHING: MayName = () => false;

/** Reports each placeholder that would be sent as it stands; true if there was one. */
export function checkSecretTexts(value: Json, path: Path, report: Report, mayName = NOTHING): boolean {
  if (typeof value === 'string') {
    const problems = problemsOf(value, mayName);
    report.problems(problems, path);
    return problems.length > 0;
  }
  const parts: readonly (readonly [string | number, Json])[] = isList(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return parts.map(([key, part]) => checkSecretTexts(part, [...path, key], report, mayName)).includes(true);
}

function problemsOf(text: string, mayName: MayName): TemplateProblem[] {
  const own = [...text.matchAll(/\$\{([^}]*)\}/g)].flatMap(
    ({ 0: written, 1: inside = '', index }): TemplateProblem[] => {
      const name = inside.trim();
      const secret = /^secret\.(.+)$/.exec(name)?.[1];
      if (secret !== undefined) return isSecretName(secret) ? [] : [{ ...impossibleSecret(secret), index }];
      return mayName(name) ? [] : [unfilled({ index, written, name })];
    },
  );
  return [...own, ...foreignPlaceholders(text).map(unfilled)];
}

function unfilled({ written, name, index }: ForeignPlaceholder): TemplateProblem {
  const meant = meantBy(name, { isNamed: (known) => /^secret\.[A-Z][A-Z0-9_]*$/.test(known), inputs: [] });
  return {
    code: 'connection_template_invalid',
    message: `\`${written}\` would be sent literally: only \`\${secret.NAME}\` is replaced here.`,
    hint:
      meant === undefined ? 'Move it to the secrets, and write `${secret.NAME}`.' : `Write \`\${${meant}}\`.`,
    index,
  };
}

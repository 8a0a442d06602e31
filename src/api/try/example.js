/** A value that a JSON Schema describes, for somebody to change: what is required, and nothing else. */
export function exampleOf(schema) {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return exampleOf(choices[0]);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, exampleOf(schema.properties[name])]),
      );
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return false;
    case 'string':
      return stringOf(schema.format);
    default:
      return null;
  }
}

function stringOf(format) {
  if (format === 'date-time') return new Date().toISOString();
  if (format === 'uuid') return crypto.randomUUID();
  return 'text';
}

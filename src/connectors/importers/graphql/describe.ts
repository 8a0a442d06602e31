/** A GraphQL schema as a description: SDL, or the JSON of an introspection. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  type IntrospectionQuery,
  buildClientSchema,
  buildSchema,
} from 'graphql';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import type { DescribedOperation, Description } from '../description.js';
import type { Member } from '../form.js';
import { argumentsOf, formOfInput, formOfOutput } from './type-form.js';

/** Reads a schema; throws `import_unreadable`. */
export function describeGraphql(file: string, text: string): Description {
  const schema = readSchema(file, text);
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const title = /([^/\\]+?)(\.introspection)?\.\w+(\.gz)?$/.exec(file)?.[1] ?? 'system';
  return {
    title,
    auth: { rules: { scheme: 'none' }, remark: 'TODO: a schema does not say how to log in' },
    operations: [
      ...queries.map((field) => operationOf(field, 'query')),
      ...mutations.map((field) => operationOf(field, 'mutation')),
    ],
  };
}

function readSchema(file: string, text: string): GraphQLSchema {
  try {
    if (!text.trimStart().startsWith('{')) return buildSchema(text, { assumeValidSDL: true });
    const json = JSON.parse(text) as { data?: IntrospectionQuery } & IntrospectionQuery; // buildClientSchema checks it
    return buildClientSchema(json.data ?? json, { assumeValid: true });
  } catch (error) {
    const message = `${file} is neither a GraphQL schema nor the JSON of an introspection`;
    throw new OrderlyError('import_unreadable', message, { place: { file }, cause: error });
  }
}

function operationOf(field: GraphQLField<unknown, unknown>, root: 'query' | 'mutation'): DescribedOperation {
  const one = { form: formOfOutput(field.type), required: true };
  const record = (name: string, member: Member): Member => ({
    required: true,
    form: { kind: 'record', identity: `${root}.${name}`, members: () => new Map([[name, member]]) },
  });
  return {
    name: field.name,
    summary: field.description ?? '',
    method: 'POST',
    reads: root === 'query',
    parameters: argumentsOf(field).map((argument: GraphQLArgument, _, all) => ({
      name: argument.name,
      place: 'variable' as const,
      // We choose the page size of a list.
      required:
        formOfInput(argument).required ||
        (argument.name === 'first' && all.some(({ name }) => name === 'after')),
      form:
        argument.name === 'first'
          ? { kind: 'value', type: 'integer', default: '50' }
          : formOfInput(argument).form,
    })),
    answer: { kind: 'record', identity: root, members: () => new Map([['data', record(field.name, one)]]) },
    errors: new Map(),
    graphql: {
      root,
      field: field.name,
      arguments: new Map(argumentsOf(field).map(({ name, type }) => [name, String(type)])),
    },
  };
}

/** A GraphQL schema as a description: SDL, or the JSON of an introspection. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  type IntrospectionQuery,
  buildClientSchema,
  buildSchema,
  type GraphQLInputField,
  type GraphQLInputType,
  GraphQLError,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import type { DescribedOperation, Description } from '../description.js';
import type { Member, Form, ValueForm } from '../value-form.js';

// Forms of GraphQL types.

/** Number of items requested of an inner list. */
const FIRST = 50;

/** Arguments of a field. */
const argumentsOf = (field: GraphQLField<unknown, unknown>): readonly GraphQLArgument[] => field.args;

/** The form of a field's value; for a union, the members of each type, with that type. */
function formOfOutput(given: GraphQLOutputType): Form {
  const type = getNullableType(given);
  if (isListType(type)) return { kind: 'list', item: () => formOfOutput(type.ofType) };
  if (isObjectType(type) || isInterfaceType(type)) {
    return { kind: 'record', identity: type, members: () => membersOf(Object.values(type.getFields())) };
  }
  if (isUnionType(type)) {
    const members = (): ReadonlyMap<string, Member> =>
      new Map(
        [...type.getTypes()]
          .reverse()
          .flatMap((each) => [...membersOf(Object.values(each.getFields()), each.name)]),
      );
    return { kind: 'record', identity: type, members };
  }
  return isEnumType(type) ? enumForm(type.getValues().map(({ name }) => name)) : scalarForm(type.name);
}

/** The form of an argument or of a member of an input, and whether it must be given. */
function formOfInput(given: GraphQLArgument | GraphQLInputField): Member {
  // Both have a type and a default value, which is all that this needs.
  return { form: inputForm(given.type), required: isRequiredInputField(given) };
}

function inputForm(given: GraphQLInputType): Form {
  const type = getNullableType(given);
  if (isListType(type)) return { kind: 'list', item: () => inputForm(type.ofType) };
  if (isInputObjectType(type)) {
    const members = (): ReadonlyMap<string, Member> =>
      new Map(Object.values(type.getFields()).map((field) => [field.name, formOfInput(field)]));
    return { kind: 'record', identity: type, members };
  }
  return isEnumType(type) ? enumForm(type.getValues().map(({ name }) => name)) : scalarForm(type.name);
}

/** Fields that can be selected without arguments, except for a page size. */
function membersOf(
  fields: readonly GraphQLField<unknown, unknown>[],
  on?: string,
): ReadonlyMap<string, Member> {
  const usable = fields.filter((field) => field.args.every((argument) => !isRequiredArgument(argument)));
  const current = usable.filter((field) => field.deprecationReason == null);
  return new Map(
    current.map((field) => [
      field.name,
      {
        form: formOfOutput(field.type),
        required: isNonNullType(field.type),
        ...(on === undefined ? {} : { on }),
        ...(isPaged(field) ? { args: `(first: ${FIRST})` } : {}),
      },
    ]),
  );
}

const isPaged = (field: GraphQLField<unknown, unknown>): boolean =>
  field.args.some(({ name, type }) => name === 'first' && getNamedType(type).name === 'Int');

const enumForm = (values: readonly string[]): ValueForm => ({ kind: 'value', type: 'text', values });

function scalarForm(name: string): ValueForm {
  const types: Readonly<Record<string, ValueForm['type']>> = {
    Int: 'integer',
    Float: 'number',
    Boolean: 'boolean',
  };
  return { kind: 'value', type: types[name] ?? 'text' };
}

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
    if (error instanceof GraphQLError && error.locations?.[0] !== undefined) {
      const { line, column } = error.locations[0];
      const message = `${file} is neither a GraphQL schema nor an introspection result in JSON: ${error.message}`;
      throw new OrderlyError('import_unreadable', message, { place: { file, line, column }, cause: error });
    }
    const message = `${file} is neither a GraphQL schema nor an introspection result in JSON`;
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

/** Forms of GraphQL types. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
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
import type { Form, Member, ValueForm } from '../form.js';

/** Number of items requested of an inner list. */
const FIRST = 50;

/** Arguments of a field. */
export const argumentsOf = (field: GraphQLField<unknown, unknown>): readonly GraphQLArgument[] => field.args;

/** The form of a field's value; for a union, the members of each type, with that type. */
export function formOfOutput(given: GraphQLOutputType): Form {
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
export function formOfInput(given: GraphQLArgument | GraphQLInputField): Member {
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

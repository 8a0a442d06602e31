/** Expressions that try to get out of the language, or to make it run for ever, by theme. */

const each = <A, B>(left: readonly A[], right: readonly B[], write: (a: A, b: B) => string): string[] =>
  left.flatMap((a) => right.map((b) => write(a, b)));

const ofEveryObject = (
  'constructor __proto__ prototype toString toJSON valueOf hasOwnProperty isPrototypeOf ' +
  'propertyIsEnumerable __defineGetter__ __lookupGetter__ caller arguments callee then length at'
).split(' ');

const values = (
  'inputs inputs.word inputs.order inputs.order.lines inputs.order.lines[0] policy.refund merchant ' +
  'conversation run steps steps.mine "x" 1 true [1] money("1_EUR") {"a":1}'
)
  .split(' ')
  .map((value) => value.replace('_', ' '));

const globals = (
  'this self window globalThis global process require module exports Function eval Reflect Proxy Symbol Object ' +
  'Array Buffer setTimeout fetch console Promise Date Math JSON WebAssembly Deno Bun Temporal __dirname arguments ' +
  'undefined NaN Infinity'
).split(' ');

const keywords = (
  'import new delete typeof void yield await async class super function let const var return while for do ' +
  'break continue switch throw try debugger with package namespace loop'
).split(' ');

const functionsOfCel = [
  'dyn(inputs.word)',
  'type(inputs.word)',
  'int("1")',
  'uint(1)',
  'double("1.5")',
  'string(1)',
  'bytes("x")',
  'bool("true")',
  'timestamp("2026-01-01T00:00:00Z")',
  'timestamp(9999999999999)',
  'duration("9999999999h")',
  'duration("-1s")',
  'duration(inputs.word)',
  'money(inputs.word)',
  'money("999999999999999999999 EUR")',
  'money("1e9 EUR")',
  'optional.of(inputs.word).value()',
  'optional.none()',
  'cel.bind(x, inputs.word, x + x)',
  'math.greatest(1, 2)',
  'lists.range(1000000000)',
  'sets.contains([1], [1])',
  '"x".format([inputs.word])',
  '"x".charAt(0)',
  '"x".replace("x", "y")',
  '"x".split("")',
  '"x".substring(0)',
  'base64.encode(b"x")',
  'size(1, 2)',
  'size()',
  'inputs.word.size().size()',
  'getDate(run.now)',
  'run.now.getFullYear()',
  'inputs.order.lines.sort()',
  'inputs.order.lines.exists_one(l, true)',
  'inputs.order.lines.reduce(a, b, a + b)',
];

const unicode = [
  'inputs.w\\u006frd',
  '\\u0069nputs.word',
  '"\\u0000"',
  '"\\x00\\x01"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\U0010ffff"',
  '"\\U00110000"',
  '"\\377"',
  '"\\400"',
  'b"\\xff"',
  'r"\\u0041"',
  'іnputs.word',
  'inputs.wоrd',
  'inputs.\u200bword',
  'inputs\u202e.word',
  'inputs.word\u00a0== "a"',
  'ｉnputs.word',
  '"\u202egnirts"',
  '𝒊nputs',
];

const breakingOut = [
  '}',
  '} + ${inputs.word',
  '${inputs.word}',
  '"}" + inputs.word',
  '"${inputs.word}"',
  '`${inputs.word}`',
  '`${process}`',
  '"`"',
  'inputs.word; process.exit(1)',
  'inputs.word\nprocess.exit(1)',
  'inputs.word // }',
  '/* x */ inputs.word',
  '1 // \u2028 process',
  '(() => 1)()',
  'x => x',
  '{...inputs}',
  '[...inputs.order.lines]',
  'inputs?.word',
  'inputs.?word',
  'inputs[?"word"]',
  'inputs["word"]',
  'inputs["constructor"]["constructor"]("return process")()',
  'inputs.order.lines["__proto__"]',
  'inputs.order.lines[-1]',
  'inputs.order.lines[9007199254740991]',
  'inputs.order.lines[0][0]',
  'inputs.constructor.constructor("return globalThis")()',
  '"".constructor.fromCharCode(1)',
  '"x".__proto__.polluted',
  'inputs.word = "x"',
  'inputs.word += "x"',
  'inputs.count++',
  'delete inputs.word',
  'a = b = c',
  'null',
  'null == null',
  'inputs.word == null',
  '{}',
  '{"__proto__": {"admin": true}}',
  '{"a": 1}.a',
  '{1: 2}[1]',
  'Order{number: "1"}',
  '.inputs.word',
  '::inputs',
  '@inputs',
  '#inputs',
  '$inputs',
  'inputs..word',
  'inputs.',
];

const presence = [
  'has()',
  'has(inputs)',
  'has(1)',
  'has("x")',
  'has(inputs.word, inputs.word)',
  'has(has(inputs.word))',
  'has(inputs.order.lines[0].name)',
  'has(inputs.order.__proto__)',
  'has(inputs.constructor)',
  'has(inputs.order.toString)',
  'has(inputs["word"])',
  'has(steps)',
  'has(steps.mine)',
  'has(steps.mine.constructor)',
  'has(inputs.number.length)',
  'has(run.now.x)',
  'inputs.number.orValue()',
  'inputs.number.orValue(inputs.number)',
  'inputs.number.orValue(1)',
  'orValue(inputs.number, "x")',
];

const regex = each(
  ['^(a+)+$', '(a|a)*$', '(.*)*x', '[', '(?=x)', '\\\\1', '(x+x+)+y'],
  ['inputs.word', '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"', 'inputs.message'],
  (pattern, value) => `${value}.matches("${pattern}")`,
);

const around = (open: string, inner: string, close: string, times: number): string =>
  open.repeat(times) + inner + close.repeat(times);

const depths = [10, 49, 60, 400, 10_000];
const deep = depths.flatMap((times) => [
  around('(', '1', ')', times),
  around('[', '1', ']', times),
  around('-', '1', '', times),
  around('!', 'true', '', times),
  around('true ? 1 : ', '1', '', times),
  around('1 + ', '1', '', times),
  around('(1 + ', '1', ')', times),
  around('true && ', 'true', '', times),
  around('size([', '1', '])', times),
  around('{"a":', '1', '}', times),
  around('', 'inputs', '.order', times),
  around('', 'inputs.order.lines', '[0]', times),
  around('', '"x"', '.lowerAscii()', times),
  around('has(', 'inputs.number', ')', times),
  around('inputs.order.lines.map(l, ', '1', ')', times),
  around('[1].map(x, ', '1', ')', times),
  '('.repeat(times),
  '['.repeat(times),
  '"'.repeat(times),
  '${'.repeat(times),
  'a.'.repeat(times),
]);

const huge = [
  '9007199254740991',
  '9007199254740992',
  '-9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '0x7fffffffffffffff',
  '0xffffffffffffffffffff',
  '1u',
  '1.5',
  '1e308',
  '1e999',
  '.5',
  '1'.repeat(1000),
  '1'.repeat(100_000),
  `"${'x'.repeat(1000)}"`,
  `"${'x'.repeat(1_000_000)}"`,
  `"${'\\u0041'.repeat(160)}"`,
  `'''${'x\n'.repeat(100)}'''`,
  `[${'1,'.repeat(99)}1]`,
  `[${'1,'.repeat(400)}1]`,
  `{${'"a":1,'.repeat(20)}"b":1}`,
  `size("x", ${'1,'.repeat(50)}1)`,
  `inputs.${'x'.repeat(900)}`,
  'x'.repeat(1000),
  ' '.repeat(1020) + '1',
  ' '.repeat(100_000),
  '9007199254740991 + 1',
  '9007199254740991 * 9007199254740991',
  '-9007199254740991 - 9007199254740991',
  'inputs.count * 9007199254740991 * 1000',
  '1 / 0',
  '1 % 0',
  '-0',
  '0 / -1',
  'money("999999999999.99 EUR") * 1000000',
  'money("1 EUR") + money("1 USD")',
  'money("1 EUR") == money("1 USD")',
  'run.now + duration("3660 days") + duration("3660 days")',
  'run.now * 2',
  'run.now - run.now',
  'duration("3660 days") * 9007199254740991',
];

const lines = 'inputs.order.lines';
const chained = (start: string, by: string, times: number): string => start + by.repeat(times);

const growing = [
  chained('["x"]', '.map(a, a + a)', 60),
  chained(`[inputs.message]`, '.map(a, a + a)', 40),
  chained(`[inputs.message]`, '.map(a, a.lowerAscii() + a.upperAscii())', 20),
  chained(`[${lines}]`, '.map(a, a + a)', 40),
  chained(`[${lines}]`, '.map(a,[a,a,a,a,a,a,a,a,a,a])', 30),
  chained(`[inputs.message]`, '.map(a,[a,a,a,a,a,a,a,a,a,a])', 30),
  `size(${chained(`[${lines}]`, '.map(a,[a,a,a,a,a,a,a,a,a,a])', 30)})`,
  `size(${chained('["x"]', '.map(a, a + a)', 30)}[0])`,
  `${lines}.map(a, ${lines})`,
  `${lines}.map(a, ${lines}.map(b, ${lines}))`,
  `${lines}.map(a, ${lines}.map(b, ${lines}.map(c, 1)))`,
  `${lines}.filter(a, ${lines}.exists(b, b.name == a.name))`,
  `${lines}.all(a, ${lines}.all(b, ${lines}.size() > 0))`,
  `${lines}.exists(a, a.name in ${lines}.map(b, b.name))`,
  `${lines}.map(a, inputs.message.lowerAscii())`,
  `${lines}.map(a, inputs.message.upperAscii().lowerAscii().size())`,
  `${lines}.all(a, inputs.message.contains("zzzzzzzzzzzzzzzz"))`,
  `${lines}.all(a, ${lines}.all(b, inputs.message.contains(b.name + "?")))`,
  `${lines}.map(a, a.name).join(inputs.message)`,
  `${lines}.map(a, ${lines}.map(b, b.name).join(", "))`,
  `${lines}.map(a, a.quantity / 0)`,
  `${lines}.filter(a, a)`,
  `${lines}.map(a, a).map(a, a).map(a, a).map(a, a.constructor)`,
  `${lines}.map(inputs, inputs)`,
  `${lines}.map(__proto__, __proto__)`,
  `${lines}.map(constructor, constructor)`,
  `${lines}.map(a, b, c, d)`,
  `${lines}.map(a)`,
  `${lines}.map("a", 1)`,
  `${lines}.map(a.b, 1)`,
  `"text".map(a, a)`,
  `map(${lines}, a, a)`,
];

/** Inputs by theme. */
export const themes: Readonly<Record<string, readonly string[]>> = {
  'what every object has': each(values, ofEveryObject, (value, name) => `${value}.${name}`),
  'chains of constructors': each(
    values,
    ['.constructor.constructor("return process")()', '.__proto__.__proto__', '["constructor"]'],
    (value, chain) => value + chain,
  ),
  'globals of JavaScript': globals.flatMap((name) => [name, `${name}.x`, `${name}("1")`, `"x" == ${name}`]),
  'words of JavaScript': keywords.flatMap((word) => [word, `${word} inputs.word`, `${word}(inputs.word)`]),
  'functions of CEL and others': functionsOfCel,
  'characters and escapes': unicode,
  'breaking out': breakingOut,
  presence,
  'regular expressions': regex,
  'deep nests': deep,
  'huge literals and sums': huge,
  'growing values': growing,
};

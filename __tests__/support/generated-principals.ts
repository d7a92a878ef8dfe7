import fc from 'fast-check';

/** A user or role as IAM may name it. */
export interface GeneratedPrincipal {
  readonly kind: 'user' | 'role';
  readonly id: string;
  readonly arn: string;
  readonly name: string;
}

const charactersOf = (from: string, to: string) =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, index) =>
    String.fromCharCode(from.charCodeAt(0) + index),
  );

/** Everything that a path of IAM may hold, and a name (IAM API reference, CreateUser). */
const PATH = charactersOf('!', '~');
const NAME = PATH.filter((one) => /[\w+=,.@-]/.test(one));
/** What a shell reads; most paths should hold some. */
const READ = PATH.filter((one) => !/[\w+=,.@:/-]/.test(one));

/** What somebody would write who wants a command run where a line is pasted. */
const ATTACKS = [
  `';touch\${IFS}x;'`,
  `'||touch\${IFS}x||'`,
  `'&touch\${IFS}x&'`,
  `';>x;'`,
  `'>x'`,
  `$(>x)`,
  '`>x`',
  `"};>x;{"`,
  `\\';>x;\\'`,
  `'"$(>x)"'`,
  `";>x;"`,
  `','principal':'`,
  `","all":true,"x":"`,
  `'\\u0027;>x;'`,
  `!!';>x;#`,
  `user/x:role/y`,
  `-`,
  `--payload`,
];

const text = (characters: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength }).map((some) => some.join(''));
const path = fc.oneof(
  { weight: 2, arbitrary: fc.constant('/') },
  { weight: 2, arbitrary: text(NAME, 20).map((some) => `/${some}/`) },
  { weight: 3, arbitrary: text(PATH, 60).map((some) => `/${some}/`) },
  { weight: 3, arbitrary: text(READ, 10).map((some) => `/${some}/`) },
  { weight: 1, arbitrary: text(PATH, 510).map((some) => `/${some}/`) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...ATTACKS), text(PATH, 5)).map(([one, more]) => `/${one}${more}/`),
  },
  { weight: 4, arbitrary: fc.constantFrom(...ATTACKS).map((one) => `/${one}/`) },
);

/** Unique ids end in letters and digits; the number makes each one's own. */
const idOf = (kind: string, number: number) =>
  `${kind === 'user' ? 'AIDA' : 'AROA'}${String(number).padStart(17, 'X')}`;

/** So many users and roles, whose paths and names hold whatever IAM lets them. */
export function generatedPrincipals(count: number, accountId: string, seed: number): readonly GeneratedPrincipal[] {
  const kind = fc.constantFrom('user' as const, 'role' as const);
  return fc.sample(fc.tuple(kind, path, text(NAME, 64)), { numRuns: count, seed }).map(([one, on, name], index) => ({
    kind: one,
    id: idOf(one, index),
    arn: `arn:aws:iam::${accountId}:${one}${on}${name}`,
    name,
  }));
}

const RUN = [...PATH.filter((one) => /[\w'!()+=.@-]/.test(one)), 'ü', '字'];

/** So many names as Step Functions lets executions be called (API reference, StartExecution). */
export function generatedRunNames(count: number, seed: number): readonly string[] {
  const harmless = text(charactersOf('a', 'z'), 20);
  return fc.sample(fc.oneof(harmless, text(RUN, 80), text(RUN, 3)), { numRuns: count, seed });
}

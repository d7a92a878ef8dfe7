import type { SubjectKind } from '../../domain/identity/subject';
import type { ReportPrincipal } from './report';

/** Index of a text in {@link Encoded.texts}. */
type Text = number;

/**
 * Principals as the file holds them: each text stands in it once, for those of 5,000 principals are mostly the same. Names
 * of services recur most; they come first, in the order of the alphabet, as do those of a list: so the next name of a list
 * is a few texts on, and the number that says how many has one digit.
 */
export interface Encoded {
  readonly texts: readonly string[];
  readonly principals: readonly EncodedPrincipal[];
}

type EncodedPrincipal = readonly [
  ...[kind: Text, name: Text, arn: Text, id: Text, state: Text, isToLookAt: 0 | 1, decision: Text],
  ...[coveragePercent: number | null, granted: number | null, used: number | null, lastUsedAt: Text | null],
  services: readonly (readonly [label: Text, steps: readonly number[]])[],
  facts: readonly EncodedFact[],
  release: EncodedFact | null,
];

type EncodedFact = readonly [label: Text, value: Text];

/** Encodes principals. The same principals give the same value. */
export function encoded(principals: readonly ReportPrincipal[]): Encoded {
  const indices = new Map<string, number>();
  const indexOf = (text: string) => {
    const index = indices.get(text) ?? indices.size;
    indices.set(text, index);
    return index;
  };
  for (const name of serviceNames(principals)) indexOf(name);
  const fact = ({ label, value }: { readonly label: string; readonly value: string }): EncodedFact => [
    indexOf(label),
    indexOf(value),
  ];
  const rows = principals.map((one): EncodedPrincipal => [
    ...([indexOf(one.kind), indexOf(one.name), indexOf(one.arn), indexOf(one.id), indexOf(one.state)] as const),
    ...([one.isToLookAt ? 1 : 0, indexOf(one.decision), one.coveragePercent, one.granted, one.used] as const),
    one.lastUsedAt === undefined ? null : indexOf(one.lastUsedAt),
    one.services.map(({ label, names }) => [indexOf(label), stepsOf(names.map(indexOf))] as const),
    one.facts.map(fact),
    one.release === undefined ? null : fact(one.release),
  ]);
  return { texts: [...indices.keys()], principals: rows };
}

/** Gives back what {@link encoded} was given. @throws Error for an index that no text has */
export function decoded({ texts, principals }: Encoded): readonly ReportPrincipal[] {
  const textOf = (index: Text) => {
    const text = texts[index];
    if (text === undefined) throw new Error(`the data of this page has no text ${index}`);
    return text;
  };
  const factOf = ([label, value]: EncodedFact) => ({ label: textOf(label), value: textOf(value) });
  return principals.map(([kind, name, arn, id, state, isToLookAt, decision, ...more]) => {
    const [coveragePercent, granted, used, lastUsedAt, services, facts, release] = more;
    return {
      kind: textOf(kind) as SubjectKind,
      ...{ name: textOf(name), arn: textOf(arn), id: textOf(id), state: textOf(state), decision: textOf(decision) },
      ...{ isToLookAt: isToLookAt === 1, coveragePercent, granted, used },
      ...(lastUsedAt !== null && { lastUsedAt: textOf(lastUsedAt) }),
      services: services.map(([label, steps]) => ({ label: textOf(label), names: sumsOf(steps).map(textOf) })),
      facts: facts.map(factOf),
      ...(release !== null && { release: factOf(release) }),
    };
  });
}

function serviceNames(principals: readonly ReportPrincipal[]): readonly string[] {
  const known = new Set<string>();
  for (const { services } of principals) for (const { names } of services) for (const name of names) known.add(name);
  return [...known].sort();
}

/** How far each index is from the one before it. */
const stepsOf = (indices: readonly Text[]) => indices.map((index, at) => index - (indices[at - 1] ?? 0));

function sumsOf(steps: readonly number[]): readonly Text[] {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

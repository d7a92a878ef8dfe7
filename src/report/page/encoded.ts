import type { SubjectKind } from '../../domain/identity/subject';
import { DayCodes } from './day-codes';
import { TextIndex, type Text, type Texts } from './text-index';
import type { Cell, Column, DocumentChange, LongReport, Report, ReportPrincipal, ServiceList, Trait } from './report';

/**
 * Principals as the file holds them: each text stands in it once, for those of 5,000 principals are mostly the same; so does
 * each line of a policy, and each policy. Names of services recur most; they come first, in the order of the alphabet, as do
 * those of a list: so the next name of a list is a few texts on, and the number that says how many has one digit.
 */
export interface Encoded extends Texts {
  /** Days on which services were last used, the latest first. */
  readonly days: readonly string[];
  readonly tables: readonly EncodedTable[];
}

interface EncodedTable {
  readonly columns: readonly Column[];
  readonly principals: readonly EncodedPrincipal[];
}

type EncodedPrincipal = readonly [
  ...[kind: Text, name: Text, arn: Text, id: Text, state: Text, traits: number, decision: Text],
  /** Numbers of columns of numbers, and {@link Text} of the others. */
  cells: readonly (number | null)[],
  services: readonly EncodedServices[],
  facts: readonly EncodedFact[],
  documents: readonly (readonly [label: Text, before: number | null, after: number | null])[],
  release: EncodedFact | null,
];

/** @param days by {@link DayCodes}. Absent: none are known */
type EncodedServices = readonly [label: Text, steps: readonly number[], days?: string];

type EncodedFact = readonly [label: Text, value: Text];

/** The table of a report. */
export type ReportTable = Pick<Report, 'columns' | 'principals'>;

const isOfNumbers = ({ kind }: Column): boolean => kind === 'number' || kind === 'percent';

/** Encodes tables. The same tables give the same value. @param tables whose principals are gone through several times */
export function encoded(tables: readonly Pick<LongReport, keyof ReportTable>[]): Encoded {
  const index = new TextIndex(serviceNames(tables));
  const days = lastDays(tables);
  const codes = new DayCodes(days);
  const servicesOf = ({ label, names, days: used }: ServiceList): EncodedServices => {
    const list = [index.of(label), index.stepsOf(names)] as const;
    return used === undefined ? list : [...list, codes.of(used)];
  };
  const fact = ({ label, value }: { readonly label: string; readonly value: string }): EncodedFact => [
    index.of(label),
    index.of(value),
  ];
  const cell = (value: Cell) => (typeof value === 'string' ? index.of(value) : value);
  const document = ({ label, before, after }: DocumentChange) =>
    [index.of(label), index.ofDocument(before), index.ofDocument(after)] as const;
  const row = (one: ReportPrincipal): EncodedPrincipal => [
    ...([index.of(one.kind), index.of(one.name), index.of(one.arn), index.of(one.id), index.of(one.state)] as const),
    ...([traitsOf(one), index.of(one.decision), one.cells.map(cell)] as const),
    one.services.map(servicesOf),
    ...([one.facts.map(fact), one.documents.map(document)] as const),
    one.release === undefined ? null : fact(one.release),
  ];
  const rows = tables.map(({ columns, principals }) => ({ columns, principals: Array.from(principals, row) }));
  return { ...index.texts(), days, tables: rows };
}

/** Gives back what {@link encoded} was given. @throws Error for an index that no text has */
export function decoded({ tables, days: lastUsed, ...texts }: Encoded): readonly ReportTable[] {
  const index = TextIndex.from(texts);
  const codes = new DayCodes(lastUsed);
  return tables.map(({ columns, principals }) => ({
    columns,
    principals: principals.map((one) => decodedPrincipal(one, columns, { index, codes })),
  }));
}

/** One number for all that may hold of a principal. */
const [TO_LOOK_AT, ADMINISTERS_IAM, OWN, UNUSED] = [1, 2, 4, 8];

const traitsOf = ({ isToLookAt, administersIam, isOwn, hasUnused }: ReportPrincipal): number =>
  (isToLookAt ? TO_LOOK_AT : 0) +
  (administersIam === true ? ADMINISTERS_IAM : 0) +
  (isOwn === true ? OWN : 0) +
  (hasUnused === true ? UNUSED : 0);

const traitsIn = (traits: number): Pick<ReportPrincipal, Trait | 'isOwn'> => ({
  isToLookAt: (traits & TO_LOOK_AT) !== 0,
  ...((traits & ADMINISTERS_IAM) !== 0 && { administersIam: true }),
  ...((traits & OWN) !== 0 && { isOwn: true }),
  ...((traits & UNUSED) !== 0 && { hasUnused: true }),
});

/** What numbers of an encoded table stand for. */
interface Numbered {
  readonly index: TextIndex;
  readonly codes: DayCodes;
}

/** Gives back one principal. @throws Error for an index that no text has */
export function decodedPrincipal(
  one: EncodedPrincipal,
  columns: readonly Column[],
  { index, codes }: Numbered,
): ReportPrincipal {
  const [kind, name, arn, id, state, traits, decision, cells, services, facts, documents, release] = one;
  const factOf = ([label, value]: EncodedFact) => ({ label: index.text(label), value: index.text(value) });
  const textOrNumber = (value: number | null, at: number) =>
    value === null || columns[at] === undefined || isOfNumbers(columns[at]) ? value : index.text(value);
  return {
    kind: index.text(kind) as SubjectKind,
    ...{ name: index.text(name), arn: index.text(arn), id: index.text(id), state: index.text(state) },
    ...{ ...traitsIn(traits), decision: index.text(decision), cells: cells.map(textOrNumber) },
    services: services.map(([label, steps, days]) => ({
      ...{ label: index.text(label), names: index.namesOf(steps) },
      ...(days !== undefined && { days: codes.in(days) }),
    })),
    facts: facts.map(factOf),
    documents: documents.map(([label, before, after]) => ({
      label: index.text(label),
      ...(before !== null && { before: index.document(before) }),
      ...(after !== null && { after: index.document(after) }),
    })),
    ...(release !== null && { release: factOf(release) }),
  };
}

function lastDays(tables: readonly Pick<LongReport, 'principals'>[]): readonly string[] {
  const known = new Set<string>();
  for (const { principals } of tables)
    for (const { services } of principals) for (const { days = [] } of services) for (const day of days) known.add(day);
  return [...known].sort().reverse();
}

function serviceNames(tables: readonly Pick<LongReport, 'principals'>[]): readonly string[] {
  const known = new Set<string>();
  for (const { principals } of tables)
    for (const { services } of principals) for (const { names } of services) for (const name of names) known.add(name);
  return [...known].sort();
}

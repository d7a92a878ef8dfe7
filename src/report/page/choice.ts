import type { ReportPrincipal } from './report';

/** A column of the table, by what it is sorted by. */
export type ColumnKey = 'name' | 'state' | 'coveragePercent' | 'granted' | 'used' | 'lastUsedAt';

/** The columns in their order. */
export const COLUMNS: readonly { readonly key: ColumnKey; readonly label: string; readonly isNumber: boolean }[] = [
  { key: 'name', label: 'Principal', isNumber: false },
  { key: 'state', label: 'Outcome', isNumber: false },
  { key: 'coveragePercent', label: 'Coverage', isNumber: true },
  { key: 'granted', label: 'May use', isNumber: true },
  { key: 'used', label: 'Uses', isNumber: true },
  { key: 'lastUsedAt', label: 'Last used', isNumber: false },
];

/** What a reader wants to see, in which order. */
export interface Choice {
  /** Words that all have to stand somewhere in a principal. */
  readonly search: string;
  /** `user`, `role` or `group`; empty: all. */
  readonly kind: string;
  /** Empty: all. */
  readonly state: string;
  readonly isToLookAt: boolean;
  readonly column: ColumnKey;
  readonly isDescending: boolean;
}

/** A principal with all its words in small letters, worked out once: people type fast. */
export interface Searchable {
  readonly principal: ReportPrincipal;
  readonly words: string;
}

export function searchable(principal: ReportPrincipal): Searchable {
  const { kind, name, arn, id, state, decision, services, facts } = principal;
  const texts = [kind, name, arn, id, state, decision, ...facts.map(({ value }) => value)];
  const words = new Set([...texts, ...services.flatMap(({ names }) => names)]);
  return { principal, words: [...words].join('\n').toLowerCase() };
}

/** Those a reader wants to see, in order. What has no value in a column comes last, whichever way it is sorted. */
export function chosen(all: readonly Searchable[], choice: Choice): readonly ReportPrincipal[] {
  const wanted = choice.search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = all.filter(
    ({ principal: { kind, state, isToLookAt }, words }) =>
      (choice.kind === '' || kind === choice.kind) &&
      (choice.state === '' || state === choice.state) &&
      (!choice.isToLookAt || isToLookAt) &&
      wanted.every((word) => words.includes(word)),
  );
  return fitting.map(({ principal }) => principal).sort((one, other) => order(one, other, choice));
}

function order(one: ReportPrincipal, other: ReportPrincipal, { column, isDescending }: Choice): number {
  const [first, second] = [valueOf(one, column), valueOf(other, column)];
  if (first === undefined || second === undefined) {
    return first === second ? byArn(one, other) : first === undefined ? 1 : -1;
  }
  if (first === second) return byArn(one, other);
  return first < second === isDescending ? 1 : -1;
}

/** ISO 8601 times sort as texts. */
function valueOf(principal: ReportPrincipal, column: ColumnKey): string | number | undefined {
  const value = principal[column];
  return typeof value === 'string' && column === 'name' ? value.toLowerCase() : (value ?? undefined);
}

const byArn = (one: ReportPrincipal, other: ReportPrincipal) =>
  one.arn < other.arn ? -1 : one.arn > other.arn ? 1 : 0;

import type { Column, ReportPrincipal, Trait } from './report';

/** A column of the table: the name, the outcome, or the index of one of the report's own. */
export type ColumnKey = 'name' | 'state' | number;

/** The columns of a table in their order. */
export const headsOf = (columns: readonly Column[]): readonly (Column & { readonly key: ColumnKey })[] => [
  { key: 'name', label: 'Principal', kind: 'text' },
  { key: 'state', label: 'Outcome', kind: 'text' },
  ...columns.map((column, key) => ({ key, ...column })),
];

/** What a reader wants to see, in which order. */
export interface Choice {
  /** Words that all have to stand somewhere in a principal. */
  readonly search: string;
  /** `user`, `role` or `group`; empty: all. */
  readonly kind: string;
  /** Empty: all. */
  readonly state: string;
  /** What has to hold of a principal. */
  readonly traits: readonly Trait[];
  /** Whether those that belong to this project are shown as well. */
  readonly showsOwn: boolean;
  readonly column: ColumnKey;
  readonly isDescending: boolean;
}

/** What is seen before anything is chosen: everybody but the project's own, by the report's first column. */
export function firstChoice(columns: readonly Column[]): Choice {
  const [first] = columns;
  return {
    ...{ search: '', kind: '', state: '', traits: [], showsOwn: false },
    ...{ column: first === undefined ? 'name' : 0, isDescending: first?.isDescending ?? false },
  };
}

/** A principal with all its words in small letters, worked out once: people type fast. */
export interface Searchable {
  readonly principal: ReportPrincipal;
  readonly words: string;
}

export function searchable(principal: ReportPrincipal): Searchable {
  const { kind, name, arn, id, state, decision, cells, services, facts } = principal;
  const texts = [kind, name, arn, id, state, decision, ...cells.map(String), ...facts.map(({ value }) => value)];
  const words = new Set([...texts, ...services.flatMap(({ names }) => names)]);
  return { principal, words: [...words].join('\n').toLowerCase() };
}

/** Whom a reader sees. */
interface Chosen {
  readonly shown: readonly ReportPrincipal[];
  /** How many would be shown as well, did they not belong to this project. */
  readonly hidden: number;
}

/** Those a reader wants to see, in order. What has no value in a column comes last, whichever way it is sorted. */
export function chosen(all: readonly Searchable[], choice: Choice): Chosen {
  const wanted = choice.search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = all.filter(
    ({ principal, words }) =>
      (choice.kind === '' || principal.kind === choice.kind) &&
      (choice.state === '' || principal.state === choice.state) &&
      choice.traits.every((trait) => principal[trait] === true) &&
      wanted.every((word) => words.includes(word)),
  );
  const shown = fitting
    .map(({ principal }) => principal)
    .filter(({ isOwn }) => choice.showsOwn || isOwn !== true)
    .sort((one, other) => order(one, other, choice));
  return { shown, hidden: fitting.length - shown.length };
}

function order(one: ReportPrincipal, other: ReportPrincipal, { column, isDescending }: Choice): number {
  const [first, second] = [valueOf(one, column), valueOf(other, column)];
  if (first === null || second === null) {
    return first === second ? byArn(one, other) : first === null ? 1 : -1;
  }
  if (first === second) return byArn(one, other);
  return first < second === isDescending ? 1 : -1;
}

/** ISO 8601 times sort as texts. */
function valueOf(principal: ReportPrincipal, column: ColumnKey): string | number | null {
  if (typeof column === 'number') return principal.cells[column] ?? null;
  return column === 'name' ? principal.name.toLowerCase() : principal.state;
}

const byArn = (one: ReportPrincipal, other: ReportPrincipal) =>
  one.arn < other.arn ? -1 : one.arn > other.arn ? 1 : 0;

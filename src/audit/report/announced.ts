import { plain, type List } from '../../domain/notice/notice';
import { dayOf, type Announced } from '../../domain/run/countdown';
import { listed } from './digest-parts';

interface Row {
  readonly arn: string;
  readonly decision: { readonly announced?: readonly Announced[]; readonly owner?: string };
}

/** How what is unused is listed where the guardrail has no words of its own. */
const ANNOUNCED = {
  heading: 'Unused',
  about: 'What a day is given for is changed on it or later, unless it is used or exempt by then',
};

/** What a person does who is told of a day. */
export const BEFORE_DUE =
  'Ask those for whom a day is given below whether they need what is unused. Have them use it before that day, or exempt them.';

/** What of whom is unused: the first to be changed first, and those of the same day in their order. */
export function announcedPart(rows: readonly Row[], { heading, about } = ANNOUNCED): readonly List[] {
  const named = rows.filter(({ decision }) => decision.announced !== undefined);
  const byDay = named.toSorted((one, other) => daysOf(one) - daysOf(other));
  return listed(heading, byDay, (row) => `${withOwner(row)}: ${allInWords(row.decision)}`, about);
}

/** A principal, and who answers for it where people have written that down. */
export const withOwner = ({ arn, decision: { owner } }: Row): string =>
  owner === undefined ? arn : `${arn} (owner: ${plain(owner)})`;

/** Everything unused of a principal in words, each with the day on which something is done about it. */
export function allInWords({ announced = [] }: Row['decision']): string {
  return announced
    .map(({ say, since, due }) => {
      const until = due === undefined ? '' : `; to be ${due.does} on ${due.on} at the earliest`;
      return `${plain(say)} (in reports since ${dayOf(since)}${until})`;
    })
    .join('; ');
}

/** Whether a day is given on which something of a principal is changed. */
export const isDue = (row: Row): boolean => daysOf(row) < Infinity;

/** The first day on which something of a principal is changed, in milliseconds since 1970. */
const daysOf = ({ decision: { announced = [] } }: Row): number =>
  Math.min(...announced.map(({ due }) => (due === undefined ? Infinity : Date.parse(due.on))));

import { arnMatches, patternOf, substitute } from './pattern';
import type { RequestContext } from './request-context';

/** A policy uses something the embedded account does not understand. */
export class UnsupportedPolicyError extends Error {}

type Comparison = (given: string, wanted: string, context: RequestContext) => boolean;

const text =
  (normalise: (value: string) => string): Comparison =>
  (given, wanted, context) => {
    const filled = substitute(wanted, context);
    return filled !== undefined && normalise(given) === normalise(filled);
  };
const number =
  (compare: (given: number, wanted: number) => boolean): Comparison =>
  (given, wanted) =>
    compare(Number(given), Number(wanted));
const date =
  (compare: (given: number, wanted: number) => boolean): Comparison =>
  (given, wanted) =>
    compare(instant(given), instant(wanted));
const instant = (value: string) => (/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value));

const POSITIVE: Readonly<Record<string, Comparison>> = {
  StringEquals: text((value) => value),
  StringEqualsIgnoreCase: text((value) => value.toLowerCase()),
  StringLike: (given, wanted, context) => patternOf(wanted, context)?.test(given) ?? false,
  // AWS documents the two as the same.
  ArnEquals: (given, wanted, context) => arnMatches(wanted, given, context),
  ArnLike: (given, wanted, context) => arnMatches(wanted, given, context),
  Bool: text((value) => value.toLowerCase()),
  NumericEquals: number((given, wanted) => given === wanted),
  NumericLessThan: number((given, wanted) => given < wanted),
  NumericLessThanEquals: number((given, wanted) => given <= wanted),
  NumericGreaterThan: number((given, wanted) => given > wanted),
  NumericGreaterThanEquals: number((given, wanted) => given >= wanted),
  DateEquals: date((given, wanted) => given === wanted),
  DateLessThan: date((given, wanted) => given < wanted),
  DateLessThanEquals: date((given, wanted) => given <= wanted),
  DateGreaterThan: date((given, wanted) => given > wanted),
  DateGreaterThanEquals: date((given, wanted) => given >= wanted),
};
const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};
const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Whether one line of a condition block holds.
 *
 * @throws UnsupportedPolicyError for an operator or a key the account does not know
 */
export function conditionHolds(
  operator: string,
  key: string,
  wanted: readonly string[],
  context: RequestContext,
): boolean {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  if (!context.knows(key)) throw new UnsupportedPolicyError(`the condition key ${key} is not known here`);
  const given = context.get(key);
  if (name === 'Null' && !quantifier && !ifExists) return wanted.includes(String(given === undefined));

  const negated = NEGATED[name];
  const compare = POSITIVE[negated ?? name];
  if (!compare) throw new UnsupportedPolicyError(`the condition operator ${operator} is not known here`);
  const matches = (value: string) => wanted.some((one) => compare(value, one, context)) !== (negated !== undefined);

  if (quantifier === 'ForAllValues') return (given ?? []).every(matches);
  if (given === undefined) return ifExists !== undefined || (negated !== undefined && quantifier === undefined);
  return given.some(matches);
}

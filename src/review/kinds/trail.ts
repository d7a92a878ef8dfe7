import * as z from 'zod';
import { canonical } from '../../domain/policy/policy-document';
import type { Judge } from './compare';

const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const condition = z.looseObject({ field: z.string(), equals: texts, not_equals: texts });
const selectors = z.array(z.looseObject({ name: z.string().nullish(), field_selector: z.array(condition) })).catch([]);
type Condition = z.infer<typeof condition>;

/** A trail that logs less: a selector that no other takes the place of. */
export const logsLess: Judge = (before, now) => {
  const [had, has] = [before, now].map((values) => selectors.parse(values['advanced_event_selector']));
  return (had ?? [])
    .filter((one) => !(has ?? []).some((other) => covers(other.field_selector, one.field_selector)))
    .map(({ name }) => `it no longer logs all of ${name ?? 'a selector'}`);
};

/** Every condition of a selector holds for an event that it logs. */
const covers = (conditions: readonly Condition[], others: readonly Condition[]) =>
  conditions.every((one) => others.some((other) => isWider(one, other)));

function isWider(one: Condition, other: Condition): boolean {
  const { equals, not_equals: excluded, ...more } = one;
  const { equals: than, not_equals: excludedBefore, ...moreBefore } = other;
  return (
    canonical(more) === canonical(moreBefore) &&
    than.every((value) => equals.includes(value)) &&
    excluded.every((value) => excludedBefore.includes(value))
  );
}

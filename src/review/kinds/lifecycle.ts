import type { Values } from '../plan';
import { all, lower, within, type Judge } from './compare';

const EARLIER = 'what it holds is deleted earlier';
const earlier = all(
  lower('expiration.days', EARLIER, 0),
  lower('noncurrent_version_expiration.noncurrent_days', EARLIER, 0),
);

/** Rules of a bucket's lifecycle that delete earlier, or by another rule what one deleted in its own time. */
export const deletesEarlier: Judge = (before, now, released) => {
  const [had, has] = [rulesIn(before), rulesIn(now)];
  return has.flatMap((rule) => {
    const same = had.find(({ id }) => id === rule['id']);
    if (same !== undefined) return earlier(same, rule, released);
    const prefix = prefixOf(rule);
    return had.some((one) => prefixOf(one).startsWith(prefix))
      ? [`it deletes by another rule: ${String(rule['id'])}`]
      : [];
  });
};

const rulesIn = (values: Values) => {
  const rules = values['rule'];
  return Array.isArray(rules) ? (rules as readonly Values[]) : [];
};
function prefixOf(rule: Values): string {
  const prefix = within(rule, 'filter.prefix');
  // Without one it is about everything.
  return typeof prefix === 'string' ? prefix : '';
}

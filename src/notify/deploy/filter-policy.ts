import { ALL_GUARDRAILS, NOTICE_CLASSES } from '../../domain/notice/notice';
import { channelsFor, EMAIL, type Routes } from '../../domain/notice/routes';
import { ATTRIBUTES } from '../contract';

/** What no notice is of: nothing passes. */
const NO_CLASS = 'none';

/** A message without attributes: an alarm, or what others publish to the topic. */
const UNMARKED = { exists: false };

/**
 * What SNS delivers to a channel, by the attributes of the message.
 *
 * Mails have whatever has no attributes, as they had it before there were any; another channel has it where it is told of
 * what needs action, which alarms are.
 *
 * @param guardrails names of all there are
 * @returns undefined where everything passes
 */
export function filterPolicyOf(channel: string, routes: Routes, guardrails: readonly string[]): object | undefined {
  const classesOf = (guardrail: string) =>
    NOTICE_CLASSES.filter((of) => channelsFor(routes, { guardrail, class: of }).includes(channel));
  const all = [ALL_GUARDRAILS, ...guardrails];
  const sets = [...new Set(all.map((one) => classesOf(one).join()))].filter((set) => set !== '');
  const takesUnmarked = channel === EMAIL || classesOf(ALL_GUARDRAILS).includes('action-needed');
  const unmarked = takesUnmarked ? [UNMARKED] : [];
  const [only] = sets;
  if (sets.length === 1 && only !== undefined && all.every((one) => classesOf(one).join() === only)) {
    const classes = only.split(',');
    if (takesUnmarked && classes.length === NOTICE_CLASSES.length) return undefined;
    return { [ATTRIBUTES.class]: [...unmarked, ...classes] };
  }
  const clauses = sets.map((set) => ({
    [ATTRIBUTES.guardrail]: all.filter((one) => classesOf(one).join() === set),
    [ATTRIBUTES.class]: set.split(','),
  }));
  const every = [...(takesUnmarked ? [{ [ATTRIBUTES.class]: unmarked }] : []), ...clauses];
  // SNS takes `$or` for a name unless two clauses follow at least.
  return every.length > 1 ? { $or: every } : (every[0] ?? { [ATTRIBUTES.class]: [NO_CLASS] });
}

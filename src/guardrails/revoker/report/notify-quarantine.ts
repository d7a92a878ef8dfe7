import { plain } from '../../../domain/notice/notice';
import type { Decision } from '../judge/decide';
import { deedOf } from './made';
import type { Call } from '../judge/parse';

/**
 * Policies that AWS puts on a user whose access key it found in public, in the versions there are and those to come.
 *
 * "Do NOT remove this policy" (AWS managed policy reference, AWSCompromisedKeyQuarantine, V2 and V3).
 */
const QUARANTINE = /^arn:aws[a-z-]*:iam::aws:policy\/AWSCompromisedKeyQuarantine/;

/** Whom a call quarantined, as `user bob`; undefined where it quarantined nobody. */
export function quarantined(call: Call): string | undefined {
  const deed = deedOf(call);
  if (deed?.thing !== 'attached-policy' || deed.impact !== 'opens' || !QUARANTINE.test(deed.name ?? '')) {
    return undefined;
  }
  return `${deed.whomKind ?? 'user'} ${plain(deed.whom ?? 'that the event does not name')}`;
}

/** Whether a decision is about somebody who may not call IAM: AWS's policies are there for everybody to attach. */
export const isByAnybody = ({ kind, reason }: Decision) =>
  (kind !== 'leave' && reason !== 'root') || reason === 'already-revoked';

/** What to do about a quarantine, in one sentence each. */
export function quarantineWords(call: Call, decision: Decision): string | undefined {
  const whom = quarantined(call);
  if (whom === undefined) return undefined;
  if (isByAnybody(decision)) {
    return (
      `AWS puts this policy on a user when it finds an access key of that user in public; here the caller above put it on ${whom}. ` +
      'If AWS opened a support case about a leaked key, it must stay, and the key has to be replaced; if there is none, take it off'
    );
  }
  return (
    `AWS puts this policy on a user when it finds an access key of that user in public. It must stay on ${whom}. ` +
    'Follow the support case that AWS opened for it, and replace the key: the policy denies some calls only'
  );
}

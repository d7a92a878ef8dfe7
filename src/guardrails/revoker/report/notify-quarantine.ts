import { plain, type Line } from '../../../domain/notice/notice';
import { isQuarantinePolicy } from '../../../domain/policy/quarantine';
import type { Decision } from '../judge/decision';
import { deedOf } from './made';
import type { Call } from '../judge/parse';

/** Whom a call quarantined, as `user bob`; undefined where it quarantined nobody. */
export function quarantined(call: Call): string | undefined {
  const deed = deedOf(call);
  if (deed?.thing !== 'attached-policy' || deed.impact !== 'opens' || !isQuarantinePolicy(deed.name ?? '')) {
    return undefined;
  }
  return `${deed.whomKind ?? 'user'} ${plain(deed.whom ?? 'that the event does not name')}`;
}

/** Whether a decision is about somebody who may not call IAM: AWS's policies are there for everybody to attach. */
export const isByAnybody = ({ kind, reason }: Decision) =>
  (kind !== 'leave' && reason !== 'root') || reason === 'already-revoked';

/** Why AWS quarantines. */
export function quarantineHappened(call: Call, decision: Decision): readonly string[] {
  const whom = quarantined(call);
  if (whom === undefined) return [];
  const why = 'AWS attaches this policy to a user when it finds an access key of that user in public.';
  return [isByAnybody(decision) ? `${why} Here the caller attached it to ${whom}.` : why];
}

/** What to do about a quarantine. */
export function quarantineActions(call: Call, decision: Decision): readonly Line[] {
  const whom = quarantined(call);
  if (whom === undefined) return [];
  if (isByAnybody(decision)) {
    const say =
      `Look for a support case about a leaked key of ${whom}. If AWS opened a support case about a leaked key, ` +
      'the policy must stay, and the key has to be replaced. If there is none, detach the policy.';
    return [{ say }];
  }
  return [
    {
      say:
        `Leave the policy where it is. It must stay on ${whom}. Follow the support case that AWS opened, and replace the key: ` +
        'the policy denies only some calls.',
    },
  ];
}

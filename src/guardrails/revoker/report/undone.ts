import { describe } from '../../../domain/change/describe';
import type { DenyChange } from '../../../domain/change/change';
import type { Words } from '../../../release/releaser';

/** Headline of a notice that somebody was released from the revoker. */
export const IAM_GIVEN_BACK = 'IAM access given back';

/** Words what it means for people that changes were taken back, or were not. */
export function undoneWords({
  takenBack,
  notGivenBack,
}: {
  readonly takenBack: readonly DenyChange[];
  readonly notGivenBack: readonly DenyChange[];
}): Words {
  const takenAway = takenBack.flatMap((change) => takenAwayBy(change) ?? []);
  return {
    headline: takenBack.length === 0 ? undefined : IAM_GIVEN_BACK,
    takenAway,
    givenBack: takenAway.length === 0 ? [] : ["IAM access, as far as the user's own policies allow it"],
    remains: notGivenBack.map(remaining),
  };
}

function takenAwayBy(change: DenyChange): string | undefined {
  switch (change.kind) {
    case 'managed-policy-attached':
      return `policy ${change.policyArn}`;
    case 'inline-policy-put':
      return `inline policy ${change.policyName}`;
    case 'boundary-set':
      return `permissions boundary ${change.policyArn}`;
    default:
      return undefined;
  }
}

/** What the revoker changed and a release leaves as it is, with who can give it back. */
function remaining(change: DenyChange): string {
  switch (change.kind) {
    case 'group-left':
      return `user ${change.user.name} stays out of group ${change.group.name}; an admin may add the user again by hand`;
    case 'inline-policy-put':
      return `the inline policy ${change.policyName} of user ${change.user.name} that the guard replaced stays away; an admin may put it back by hand (its text is in the log)`;
    default:
      return `${describe(change)}; an admin may undo that by hand`;
  }
}

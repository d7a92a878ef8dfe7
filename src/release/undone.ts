import type { BoundarySet, Change, DenyChange, TagsSet } from '../domain/change/change';
import { describe } from '../domain/change/describe';
import { tagNames } from './tag-names';

/** What a release did to a principal, by what it took away and what it gave back. */
export interface Undone {
  readonly takenAway: readonly string[];
  readonly givenBack: readonly string[];
}

/** Words what it means for people that changes were taken back. */
export function undoneIn(takenBack: readonly Change[]): Undone {
  const each = takenBack.map(undoneBy);
  return {
    takenAway: each.flatMap(({ takenAway }) => takenAway),
    givenBack: [...new Set(each.flatMap(({ givenBack }) => givenBack))],
  };
}

/** What the guardrails changed and a release leaves as it is, with who can give it back. */
export function remaining(change: Change): string {
  switch (change.kind) {
    case 'group-left':
      return `user ${change.user.name} stays out of group ${change.group.name}; an admin may add the user again by hand`;
    case 'inline-policy-put':
      return `the inline policy ${change.policyName} of user ${change.user.name} that the guard replaced stays away; an admin may put it back by hand (its text is in the log)`;
    default:
      return `${describe(change)}; an admin may undo that by hand`;
  }
}

function undoneBy(change: Change): Undone {
  if (change.kind === 'tags-set') return ofTags(change);
  return 'principal' in change ? ofBoundary(change) : ofDeny(change);
}

function ofDeny(change: DenyChange): Undone {
  const givenBack = ["IAM access, as far as the user's own policies allow it"];
  switch (change.kind) {
    case 'managed-policy-attached':
      return { takenAway: [`policy ${change.policyArn}`], givenBack };
    case 'inline-policy-put':
      return { takenAway: [`inline policy ${change.policyName}`], givenBack };
    case 'boundary-set':
      return { takenAway: [`permissions boundary ${change.policyArn}`], givenBack };
    default:
      return { takenAway: [], givenBack: [] };
  }
}

function ofBoundary({ policyArn, before }: BoundarySet): Undone {
  return {
    takenAway: [`permissions boundary ${policyArn}`],
    givenBack: [
      before === undefined
        ? 'whatever that boundary denied; no boundary stood before'
        : `permissions boundary ${before.policyArn}, which stood before`,
    ],
  };
}

/** A tag that had another value before gets that back; one that was new goes. */
function ofTags({ set, before }: TagsSet): Undone {
  const had = Object.keys(before);
  const added = Object.keys(set).filter((key) => !had.some((one) => one.toLowerCase() === key.toLowerCase()));
  return {
    takenAway: added.length === 0 ? [] : [`tags ${tagNames(added)}`],
    givenBack: had.length === 0 ? [] : [`tags ${tagNames(had)}, with the values they had before`],
  };
}

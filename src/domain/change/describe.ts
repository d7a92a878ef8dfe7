import type { Change } from './change';

/** A change in words for people, in the past tense, with whom it was made to: a mail may be about more than one. */
export function describe(change: Change): string {
  switch (change.kind) {
    case 'deny-policy-restored':
      return `policy ${change.policyArn} had been altered and was given its text back`;
    case 'managed-policy-attached':
      return `policy ${change.policyArn} attached to user ${change.user.name}`;
    case 'inline-policy-put': {
      const put = `inline policy ${change.policyName} put on user ${change.user.name}`;
      return change.before === undefined ? put : `${put} in place of another of that name (its text is in the log)`;
    }
    case 'boundary-set': {
      const set = `permissions boundary ${change.policyArn} set on ${whomIn(change)}`;
      return 'before' in change && change.before !== undefined ? `${set} in place of ${change.before.policyArn}` : set;
    }
    case 'group-left':
      return `user ${change.user.name} taken out of group ${change.group.name}`;
    case 'tags-set': {
      const set = Object.entries(change.set).map(([key, value]) => `tag ${key} set to "${value}"`);
      return `${[...set, ...change.removed.map((key) => `tag ${key} removed`)].join(', ')} on ${whomIn(change)}`;
    }
  }
}

function whomIn(change: Extract<Change, { readonly kind: 'boundary-set' | 'tags-set' }>): string {
  return 'principal' in change ? `${change.principal.kind} ${change.principal.name}` : `user ${change.user.name}`;
}

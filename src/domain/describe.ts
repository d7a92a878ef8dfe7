import type { Change } from './change';

/** A change in words for people, in the past tense. */
export function describe(change: Change): string {
  switch (change.kind) {
    case 'deny-policy-restored':
      return `policy ${change.policyArn} had been altered and was given its text back`;
    case 'managed-policy-attached':
      return `policy ${change.policyArn} attached`;
    case 'inline-policy-put':
      return change.before === undefined
        ? `inline policy ${change.policyName} put`
        : `inline policy ${change.policyName} put in place of another of that name (its text is in the log)`;
    case 'boundary-set':
      return 'before' in change && change.before !== undefined
        ? `permissions boundary ${change.policyArn} set in place of ${change.before.policyArn}`
        : `permissions boundary ${change.policyArn} set`;
    case 'group-left':
      return `taken out of group ${change.group.name}`;
    case 'tags-set': {
      const set = Object.entries(change.set).map(([key, value]) => `tag ${key} set to "${value}"`);
      return [...set, ...change.removed.map((key) => `tag ${key} removed`)].join(', ');
    }
  }
}

import { INCIDENT_TAG } from '../ledger/incident-tag';
import type { Statement } from './policy-document';

/** A call that writes or removes the tag of incidents, and no other. */
export const INCIDENT_TAG_ALONE: NonNullable<Statement['Condition']> = {
  'ForAllValues:StringEquals': { 'aws:TagKeys': [INCIDENT_TAG] },
  // Without a key every value of none is equal.
  Null: { 'aws:TagKeys': 'false' },
};

/**
 * Spares whoever is held by an incident whatever changes them, by the tag of that. IAM knows the tags of users and roles whom
 * an action is about, and none of groups, so that taking somebody out of one is not denied (IAM User Guide, Controlling access
 * to and for IAM users and roles using tags; IAM and AWS STS condition context keys, `iam:ResourceTag`).
 */
export const SPARES_HELD: Statement = {
  ...{ Sid: 'SpareHeld', Effect: 'Deny', NotAction: ['iam:G*', 'iam:List*'], Resource: '*' },
  Condition: { Null: { [`iam:ResourceTag/${INCIDENT_TAG}`]: 'false' } },
};

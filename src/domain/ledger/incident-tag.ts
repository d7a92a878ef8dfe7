/**
 * Key of the tag of users with an open incident; its value is the incident's entry of the ledger, and for people alone. Roles of the scheduled
 * guardrails are denied to change whoever has it, so that a lost ledger, or an error in the code that reads it, changes
 * nobody whom people are looking into. Their code asks the ledger first.
 */
export const INCIDENT_TAG = 'iam-guardrails:incident';

/** Whether somebody with these tags has it: IAM ignores case in their keys. */
export const hasIncidentTag = (tags: Readonly<Record<string, string>>): boolean =>
  Object.keys(tags).some((key) => key.toLowerCase() === INCIDENT_TAG);

import type { Call } from './parse';

/** EventBridge keeps calls of these names from a rule in state `ENABLED`, and takes nothing else for a read (its user guide, "Receiving read-only management events"). */
const READS = /^(Get|List|Describe)/;

/** The other reads of IAM, by their access level in AWS's service authorization reference. */
const OTHER_READS: readonly string[] = [
  'GenerateCredentialReport',
  'GenerateOrganizationsAccessReport',
  'GenerateServiceLastAccessedDetails',
  'SimulateCustomPolicy',
  'SimulatePrincipalPolicy',
];

/** Whether a call only reads: CloudTrail says so, or, where a record lacks that field, its name does (ADR 15). */
export function isRead({ eventName, readOnly }: Pick<Call, 'eventName' | 'readOnly'>): boolean {
  return readOnly === true || READS.test(eventName) || OTHER_READS.includes(eventName);
}

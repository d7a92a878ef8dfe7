/**
 * Policies that AWS puts on a user whose access key it found in public, in the versions there are and those to come.
 *
 * "Do NOT remove this policy" (AWS managed policy reference, AWSCompromisedKeyQuarantine, V2 and V3). Only AWS's own
 * policies have this account.
 */
const QUARANTINE = /^arn:aws[a-z-]*:iam::aws:policy\/AWSCompromisedKeyQuarantine/;

/** Whether a managed policy is AWS's quarantine for leaked keys. */
export const isQuarantinePolicy = (arn: string): boolean => QUARANTINE.test(arn);

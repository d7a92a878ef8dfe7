/** AWS attaches it itself to a user one of whose keys it has found in public; only AWS's own policies have this account. */
const QUARANTINE = /^arn:aws[a-z-]*:iam::aws:policy\/AWSCompromisedKeyQuarantine/;

/** Whether AWS has denied a user itself. @param attached ARNs of its managed policies */
export const isQuarantined = (attached: readonly string[]): boolean => attached.some((arn) => QUARANTINE.test(arn));

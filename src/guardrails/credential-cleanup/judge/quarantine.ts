import { isQuarantinePolicy } from '../../../domain/policy/quarantine';

/** Whether AWS has denied a user itself. @param attached ARNs of its managed policies */
export const isQuarantined = (attached: readonly string[]): boolean => attached.some(isQuarantinePolicy);

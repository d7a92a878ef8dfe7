import type { Demand } from '../iam/access/authorize';
import type { Resources } from './resources';

/**
 * What a caller needs of the key that encrypts what it reads, beside the right to read it.
 *
 * @param keyArn absent: a key of AWS's own, whose policy lets the account in through the service
 * @param context by whom, and for what, the service asks the key
 */
export function decrypting(
  resources: Resources,
  keyArn: string | undefined,
  context: NonNullable<Demand['context']>,
): readonly Demand[] {
  if (keyArn === undefined) return [];
  const attached = resources.attached(keyArn);
  return [{ action: 'kms:Decrypt', resource: keyArn, context, ...(attached && { attached }) }];
}

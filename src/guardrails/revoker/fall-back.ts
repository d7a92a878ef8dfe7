import * as z from 'zod/mini';
import type { IamFallbackWriter } from '../../aws/iam-fallback-writer';
import type { IamReader } from '../../aws/iam-reader';
import type { Attempt } from '../../aws/iam-writer';
import { INLINE_POLICY_NAME } from './contract';
import type { BundledRules } from './rules';

const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inline-policy-put'), userName: z.string(), userId: z.string() }),
  z.object({ kind: z.literal('boundary-set'), userName: z.string(), userId: z.string() }),
  z.object({ kind: z.literal('deny-policy-restored') }),
]);

/** What the fallback is asked: whom to deny, never with what text. */
export type Request = z.infer<typeof request>;

/**
 * Reads what the revoker asks.
 *
 * @throws ZodError naming the field
 */
export function parseRequest(event: unknown): Request {
  return request.parse(event);
}

/** The texts and policies of the guard. */
export interface Guard extends Pick<BundledRules, 'inlineDocument' | 'denyDocument'> {
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
}

/**
 * Denies where the managed deny cannot be attached.
 *
 * Looks at the user once more: the name may be another's by now, and a boundary that stands is never replaced.
 *
 * @throws Error when the user is not the one the revoker judged
 */
export async function fallBack(
  asked: Request,
  guard: Guard,
  { reader, writer }: { readonly reader: IamReader; readonly writer: IamFallbackWriter },
): Promise<Attempt> {
  if (asked.kind === 'deny-policy-restored') return writer.rewritePolicy(guard.denyPolicyArn, guard.denyDocument);

  const user = await reader.user(asked.userName);
  if (user?.id !== asked.userId) throw new Error(`user ${asked.userName} is not ${asked.userId} any more`);
  if (asked.kind === 'inline-policy-put')
    return writer.putUserPolicy(user.name, INLINE_POLICY_NAME, guard.inlineDocument);
  if (user.boundaryArn !== undefined) return user.boundaryArn === guard.boundaryPolicyArn ? 'done' : 'refused';
  return writer.putUserPermissionsBoundary(user.name, guard.boundaryPolicyArn);
}

import * as z from 'zod/mini';
import type { FallbackRequest } from '../../../aws/events/fallback';
import type { IamFallbackWriter } from '../../../aws/iam/fallback-writer';
import type { IamReader } from '../../../aws/iam/reader';
import type { Attempt } from '../../../aws/iam/writer';
import { saysTheSame } from '../../../domain/policy/policy-document';
import type { User } from '../../../domain/identity/principal';
import { INLINE_POLICY_NAME } from '../contract';
import type { BundledRules } from '../rules';

const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inline-policy-put'), userName: z.string(), userId: z.string() }),
  z.object({ kind: z.literal('boundary-set'), userName: z.string(), userId: z.string() }),
  z.object({ kind: z.literal('deny-policy-restored') }),
]);

/**
 * Reads what the revoker asks.
 *
 * @throws ZodError naming the field
 */
export function parseFallbackRequest(event: unknown): FallbackRequest {
  return request.parse(event);
}

/** The texts and policies of the guard. */
export interface Guard extends Pick<BundledRules, 'inlineDocument' | 'denyDocument' | 'boundaryDocument'> {
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
}

interface Ports {
  readonly reader: IamReader;
  readonly writer: IamFallbackWriter;
}

/**
 * Denies where the managed deny cannot be attached.
 *
 * Looks at the user once more: the name may be another's by now, and a boundary of somebody else is never replaced.
 *
 * @throws Error when the user is not the one the revoker judged
 */
export async function fallBack(asked: FallbackRequest, guard: Guard, ports: Ports): Promise<Attempt> {
  const { reader, writer } = ports;
  if (asked.kind === 'deny-policy-restored') return writer.rewritePolicy(guard.denyPolicyArn, guard.denyDocument);

  const user = await reader.user(asked.userName);
  if (user?.id !== asked.userId) throw new Error(`user ${asked.userName} is not ${asked.userId} any more`);
  if (asked.kind === 'inline-policy-put')
    return writer.putUserPolicy(user.name, INLINE_POLICY_NAME, guard.inlineDocument);
  return bound(user, guard, ports);
}

/** Whoever rewrites the guard's boundary frees everybody who carries it: its text is mended before it is put (THREATS R3). */
async function bound(
  user: User,
  { boundaryPolicyArn, boundaryDocument }: Guard,
  { reader, writer }: Ports,
): Promise<Attempt> {
  if (user.boundaryArn !== undefined && user.boundaryArn !== boundaryPolicyArn) return 'refused';
  const text = await reader.policyText(boundaryPolicyArn);
  if (text === undefined) return 'refused';
  if (!saysTheSame(text, boundaryDocument)) await writer.rewritePolicy(boundaryPolicyArn, boundaryDocument);
  return writer.putUserPermissionsBoundary(user.name, boundaryPolicyArn);
}

import * as z from 'zod/mini';
import { EXEMPTIBLE } from '../../domain/exemption/exemption';
import { PROTECTIONS } from '../../domain/identity/protected';
import type { Subject } from '../../domain/identity/subject';
import { read } from '../reading';
import { count, text, time } from './run';

/** Somebody whom a run looks at, as the inventory writes it. */
export const subject = z.object({
  accountId: text,
  kind: z.enum(['user', 'role', 'group']),
  id: text,
  arn: text,
  name: text,
  createdAt: time,
  lastUsedAt: z.optional(time),
  lastUseUnknown: z.optional(z.boolean()),
  mayDoSomething: z.boolean(),
  keeps: z.array(z.string()),
  spared: z.optional(z.array(z.string())),
  boundaryArn: z.optional(text),
  ownTags: z.record(z.string(), z.string()),
  otherTags: count,
  members: count,
  admin: z.optional(z.boolean()),
  adminsUnknown: z.optional(text),
  administersIam: z.optional(z.boolean()),
  protection: z.optional(z.enum(PROTECTIONS)),
  exemption: z.optional(z.object({ from: z.array(z.enum(EXEMPTIBLE)), reason: z.string() })),
  basis: z.optional(
    z.object({ fingerprint: text, grants: z.optional(text), shard: count, activeAt: z.optional(time) }),
  ),
});

/** Reads the unique ids of everybody in an account. @throws PayloadError naming the field */
export function idsOf(value: unknown, which: string): readonly string[] {
  return read(z.array(text), value, which);
}

/** How somebody whom a run looks at is read: {@link subject}, with more where a guardrail knows more. */
export type SubjectForm<S extends Subject = Subject> = z.ZodMiniType<S>;

/** Reads the list of everybody a run looks at. @throws PayloadError naming the field */
export function subjectsOf<S extends Subject>(manifest: unknown, which: string, form: SubjectForm<S>): readonly S[] {
  return read(z.array(form), manifest, which);
}

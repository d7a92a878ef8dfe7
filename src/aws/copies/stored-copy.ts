import * as z from 'zod/mini';
import { COPY_VERSION, type PrincipalCopy } from '../../domain/deletion/copy';

const tags = z.record(z.string(), z.string());
const policy = z.object({ arn: z.string(), text: z.string() });
const status = z.enum(['Active', 'Inactive']);
const publicKey = z.object({ id: z.string(), body: z.string(), status });

const held = {
  ...{ accountId: z.string(), id: z.string(), arn: z.string(), name: z.string(), path: z.string() },
  ...{ createdAt: z.string(), tags, boundary: z.optional(policy), attached: z.array(policy) },
  inline: z.record(z.string(), z.string()),
};

const user = z.object({
  ...held,
  kind: z.literal('user'),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  hasPassword: z.boolean(),
  accessKeys: z.array(z.object({ id: z.string(), status })),
  signingCertificates: z.array(publicKey),
  sshKeys: z.array(publicKey),
  serviceCredentials: z.array(z.object({ id: z.string(), service: z.string() })),
  mfaDevices: z.array(z.string()),
});

const role = z.object({
  ...held,
  kind: z.literal('role'),
  trust: z.string(),
  description: z.optional(z.string()),
  maxSessionSeconds: z.number(),
  instanceProfiles: z.array(z.object({ id: z.string(), name: z.string(), path: z.string(), tags })),
});

const copy = z.object({
  version: z.literal(COPY_VERSION),
  copiedAt: z.string(),
  token: z.string().check(z.minLength(1)),
  principal: z.discriminatedUnion('kind', [user, role]),
});

/**
 * Reads a copy as it was stored.
 *
 * @param which where it was, for the error
 * @throws Error for what is no copy, or one of a later version
 */
export function copyIn(stored: unknown, which: string): PrincipalCopy {
  const { data, error } = copy.safeParse(stored);
  if (data === undefined) throw new Error(`${which} is no copy of a user or role: ${z.prettifyError(error)}`);
  return data;
}

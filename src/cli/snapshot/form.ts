import * as z from 'zod';
import { ASKED_SERVICES } from '../../domain/service-roles/asked';

/** Counts the forms of the document; another form has another number. */
export const VERSION = 1;
export const FORMAT = 'iam-guardrails-snapshot';

const text = z.string();
const time = z.iso.datetime({ offset: true });
const tags = z.record(z.string(), z.string());
const unread = z.array(z.strictObject({ arn: text, why: text }));

const detail = {
  id: text,
  arn: text,
  name: text,
  path: text,
  createdAt: time,
  inline: z.array(text),
  attached: z.array(text),
};
const principal = { ...detail, boundaryArn: text.optional(), tags };

const line = z.strictObject({
  ...{ user: text, arn: text, user_creation_time: text, mfa_active: text },
  ...{ password_enabled: text, password_last_used: text, password_last_changed: text },
  ...{ access_key_1_active: text, access_key_1_last_rotated: text, access_key_1_last_used_date: text },
  ...{ access_key_2_active: text, access_key_2_last_rotated: text, access_key_2_last_used_date: text },
});

const unusedService = z.strictObject({
  ...{ service: text, lastUsedAt: time.optional() },
  actions: z.array(z.strictObject({ action: text, lastUsedAt: time.optional() })).optional(),
});

const finding = z.strictObject({
  ...{ arn: text, kind: z.enum(['role', 'access-key', 'password', 'permissions']), id: text, analyzerArn: text },
  afterDays: z.number().optional(),
  details: z
    .discriminatedUnion('of', [
      z.strictObject({ of: z.literal('principal'), lastUsedAt: time.optional() }),
      z.strictObject({ of: z.literal('access-key'), keyId: text, lastUsedAt: time.optional() }),
      z.strictObject({ of: z.literal('permissions'), services: z.array(unusedService) }),
    ])
    .optional(),
});

const unreadWhat = z.array(z.strictObject({ what: text, why: text }));

const number = z.number();

/** Something that was not to be had, and why; a preview that asks for it says so. */
const failed = z.strictObject({ failed: text });

/** What `iam-guardrails snapshot` writes (docs/snapshot.md). A field that is not here is an error: it was meant for something. */
export const snapshotForm = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  takenAt: time,
  accountId: text.regex(/^\d{12}$/),
  anonymised: z.boolean(),
  /** Those that previews go by, as below `context.guardrails`. */
  settings: z.record(z.string(), z.unknown()),
  account: z.strictObject({
    users: z.array(z.strictObject({ ...principal, groups: z.array(text) })),
    roles: z.array(
      z.strictObject({
        ...principal,
        trust: text,
        instanceProfiles: z.array(text).optional(),
        lastUsedAt: time.optional(),
      }),
    ),
    groups: z.array(z.strictObject(detail)),
    policies: z.array(z.strictObject({ arn: text, text })),
  }),
  credentialReport: z.strictObject({ generatedAt: time.optional(), lines: z.array(line) }),
  quotas: z.union([
    z.strictObject({
      ...{ policies: number, policiesQuota: number, policySizeQuota: number, versionsPerPolicyQuota: number },
      ...{ attachedPerUserQuota: number, attachedPerRoleQuota: number },
      ...{ groups: number, groupsQuota: number, groupsPerUserQuota: number },
    }),
    failed,
  ]),
  /** By ARN. */
  reports: z.record(
    z.string(),
    z.union([
      z.strictObject({
        used: z.array(z.strictObject({ service: text, lastUsedAt: time, entities: number })),
        unused: z.array(text),
      }),
      failed,
    ]),
  ),
  /** By name of the user. */
  accessKeys: z.record(
    z.string(),
    z.union([
      z.strictObject({
        id: text,
        keys: z.array(
          z.strictObject({
            keyId: text,
            status: z.enum(['Active', 'Inactive']),
            createdAt: time,
            lastUsedAt: time.optional(),
          }),
        ),
      }),
      failed,
    ]),
  ),
  /** By name of the user, as far as they have any that is active. Absent: an earlier version took it, and asked nobody. */
  undated: z
    .record(
      z.string(),
      z.union([
        z.array(
          z.strictObject({
            kind: z.enum(['signing-certificate', 'ssh-key', 'service-credential']),
            ...{ id: text, service: text.optional() },
          }),
        ),
        failed,
      ]),
    )
    .optional(),
  resources: z.strictObject({ policies: z.array(z.strictObject({ arn: text, text })), unread }),
  analysis: z.strictObject({
    analyzers: z.array(
      z.strictObject({
        ...{ arn: text, name: text, of: z.enum(['account', 'organization']), status: text },
        ...{ managedBy: text.optional(), afterDays: number.optional() },
      }),
    ),
    findings: z.array(finding),
    unread: unreadWhat,
  }),
  rolesInUse: z.array(
    z.strictObject({
      service: z.enum(ASKED_SERVICES),
      used: z.array(z.strictObject({ role: text, by: text })),
      unread: unreadWhat,
    }),
  ),
  /** Texts of objects of S3 that the settings name, by `bucket/key`. */
  objects: z.record(z.string(), z.union([text, failed])),
  remembered: z.strictObject({
    leftElsewhere: z.record(z.string(), z.string()),
    /** By guardrail. */
    entries: z.record(
      z.string(),
      z.array(
        z.strictObject({
          ...{ change: z.record(z.string(), z.unknown()), number, runId: text },
          ...{ state: z.enum(['recorded', 'confirmed', 'flipped', 'released']), flips: number },
          ...{ openedAt: time, confirmedAt: time.optional(), closedAt: time.optional() },
        }),
      ),
    ),
    /** By guardrail. */
    holds: z.record(z.string(), z.array(z.strictObject({ principalId: text, at: time }))),
  }),
});

export type Snapshot = z.infer<typeof snapshotForm>;

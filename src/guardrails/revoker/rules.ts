import * as z from 'zod/mini';
import { accountOfArn } from '../../domain/identity/principal';
import type { PolicyDocument } from '../../domain/policy/policy-document';
import { INLINE_POLICY_NAME } from './contract';

const policyDocument = z.custom<PolicyDocument>((value: unknown) => typeof value === 'object' && value !== null);

/** The parts of the deployment by name, as the rules about tampering know them. */
const watched = z.object({
  prefix: z.string(),
  topicArn: z.optional(z.string()),
  policies: z.array(z.string()),
  restorer: z.string(),
  keyArns: z.array(z.string()),
});

/** The part of the rules that travels in the bundle (THREATS T8). */
const bundled = z.object({
  mode: z.enum(['observe', 'enforce']),
  adminGroups: z.array(z.object({ name: z.string(), id: z.optional(z.string()) })),
  exempt: z.array(z.object({ arn: z.string(), id: z.string() })),
  /** Whose sessions may make admins: exact ARNs of roles, and paths of roles, which begin with a slash. */
  adminRoles: z.array(z.string()),
  /** Roles of the deployment itself: their path, and the name of each. */
  ownRoles: z.object({ path: z.string(), names: z.array(z.string()) }),
  selfService: z.array(z.string()),
  failedCalls: z.enum(['ignore', 'notify', 'revoke']),
  viaServices: z.enum(['revoke', 'notify']),
  readOnlyCalls: z.boolean(),
  revocationsPer10Minutes: z.number(),
  releaseFunction: z.string(),
  /** File or URL of the runbook. */
  runbook: z.string(),
  /** What the guard is made of, as far as a look checks it. */
  guard: z.object({
    /** Beginning of every name. */
    prefix: z.string(),
    region: z.string(),
    /** What EventBridge tells of itself, and whose changes it does not; absent where nobody is told. */
    told: z.optional(z.object({ watched, deployers: z.optional(z.array(z.string())) })),
    /** Absent where the trail is somebody else's. */
    trail: z.optional(z.object({ events: z.enum(['writes', 'all']), excludeSources: z.array(z.string()) })),
  }),
  inlineDocument: policyDocument,
  denyDocument: policyDocument,
  boundaryDocument: policyDocument,
});

/** What the settings say, as written into the bundle at synth. */
export type BundledRules = z.infer<typeof bundled>;

/** Everything the revoker judges by. */
export interface Rules extends Omit<BundledRules, 'adminGroups'> {
  /** Name in the settings and pinned id of each admin group; empty for an account without IAM admins. */
  readonly adminGroups: readonly { readonly name: string; readonly id: string }[];
  readonly denyPolicyArn: string;
  readonly boundaryPolicyArn: string;
  readonly inlinePolicyName: string;
}

/**
 * Reads the part of the rules that is in the bundle.
 *
 * @throws ZodError naming the rule that is missing or wrong: the bundle was not made by this project's synth
 */
export function bundledRules(text: string): BundledRules {
  return bundled.parse(JSON.parse(text));
}

/** Account of the guard, as its own policy's ARN says. */
export function accountOf({ denyPolicyArn }: Pick<Rules, 'denyPolicyArn'>): string {
  return accountOfArn(denyPolicyArn);
}

const groupIds = z.record(z.string(), z.string());

/** What only a deployment knows. */
export interface Deployed extends Pick<Rules, 'denyPolicyArn' | 'boundaryPolicyArn'> {
  /** Id of each admin group by its name in the settings, as JSON. */
  readonly adminGroupIds: string;
}

/**
 * Joins the bundled rules with what only a deployment knows.
 *
 * @param text content of `rules.json`
 * @throws Error naming the group without an id
 */
export function rulesOf(text: string, { adminGroupIds, ...policies }: Deployed): Rules {
  const rules = bundledRules(text);
  const found = groupIds.parse(JSON.parse(adminGroupIds));
  const adminGroups = rules.adminGroups.map(({ name, id = found[name] }) => {
    if (id === undefined) throw new Error(`ADMIN_GROUP_IDS has no id for the admin group ${name}`);
    return { name, id };
  });
  return { ...rules, ...policies, adminGroups, inlinePolicyName: INLINE_POLICY_NAME };
}

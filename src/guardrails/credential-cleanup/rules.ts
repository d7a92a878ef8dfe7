import * as z from 'zod/mini';
import { AUDIT_RULES } from '../../audit/rules';
import { ANALYZER_USES } from './contract';
import type { OwnPolicies } from '../../domain/policy/own-policies';

/** Days without use after which something is done; 0: never. */
const stages = { report: z.number(), disable: z.number(), delete: z.number() };

const bundled = z.object({
  ...AUDIT_RULES,
  /** Days with a report that must have announced something before it is done. */
  warnDays: z.number(),
  /** Days in which a principal that a person has released is left alone. */
  releasedDays: z.number(),
  keys: z.object(stages),
  users: z.object(stages),
  roles: z.object({
    ...stages,
    /** Regions in which services are asked which roles they use. */
    regions: z.array(z.string()),
  }),
  /** Key of the tag that says who answers for somebody. */
  ownerTag: z.string(),
  /** From whom those are mailed whom that tag names, and in which domains, in lower case. Absent: nobody is. */
  ownerMails: z.optional(z.object({ from: z.string(), domains: z.array(z.string()), region: z.optional(z.string()) })),
  /** Where findings of IAM Access Analyzer come from. */
  analyzer: z.enum(ANALYZER_USES),
  /** Where the policy is that denies everything. */
  denyPolicies: z.object({
    partition: z.string(),
    path: z.string(),
    namePrefix: z.string(),
    denyPolicyName: z.string(),
  }),
});

/** Everything the guardrail judges by, as the synth writes it into the bundles (THREATS T8). */
export type Rules = z.infer<typeof bundled>;

/**
 * Reads the rules.
 *
 * @param text content of `rules.json`
 * @throws ZodError naming the rule that is missing or wrong: the bundle was not made by this project's synth
 */
export function rulesOf(text: string): Rules {
  return bundled.parse(JSON.parse(text));
}

/** Whether anything is ever deleted. */
export const deletesAny = ({ keys, users, roles }: Pick<Rules, 'keys' | 'users' | 'roles'>): boolean =>
  keys.delete + users.delete + roles.delete > 0;

/** Where the guardrail's own policies are, by name and path. */
export const ownDenies = ({ denyPolicies }: Pick<Rules, 'denyPolicies'>, accountId: string): OwnPolicies => ({
  ...denyPolicies,
  accountId,
});

import * as z from 'zod';
import { arnGlob, groupName, nameGlob, pathGlob, sentence, tagMatch } from './shapes';

/** What a principal can be exempt from. */
export const EXEMPTIBLE = ['permissions-boundary', 'tags'] as const;

/** Ways to say who is exempt. */
const MATCHES = {
  arn: arnGlob.describe('ARN of a user or role; * and ? as in IAM').optional(),
  name: nameGlob.describe('Name of a user or role; * and ? as in IAM').optional(),
  path: pathGlob.describe('Path of a user or role; * and ? as in IAM').optional(),
  group: groupName.describe('Group whose members are exempt').optional(),
  tag: tagMatch.describe('Tag of a user or role: its key, or key:value').optional(),
};

const match = z.strictObject(MATCHES).superRefine((given, context) => {
  if (Object.keys(given).length === 1) return;
  const message = `allowed: exactly one of ${Object.keys(MATCHES).join(', ')}`;
  context.addIssue({ code: 'custom', message });
});

/** Somebody whom the scheduled guardrails leave alone, who answers for it, and until when. */
export const exemption = z.strictObject({
  match: match.describe('Who is exempt: exactly one of arn, name, path, group, tag'),
  from: z
    .array(z.enum(EXEMPTIBLE))
    .refine((given) => given.length > 0, {
      error: `exempt from nothing; allowed: ${EXEMPTIBLE.join(', ')}, or leave it out for both`,
    })
    .default([...EXEMPTIBLE])
    .describe('What they are exempt from'),
  owner: sentence.describe('Who answers for the exemption'),
  reason: sentence.describe('Why they are exempt'),
  expires: z.iso
    .date()
    .meta({ title: 'a day that exists, as YYYY-MM-DD' })
    .describe('The last day it holds, in UTC; default: it holds until it is taken out')
    .optional(),
});

export const exemptions = z.array(exemption);

export type Exemption = z.output<typeof exemption>;

/** Who an exemption is about, as the settings say it. */
export function matchOf({ match: given }: Exemption): string {
  return Object.entries(given)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}

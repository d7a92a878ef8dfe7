import * as z from 'zod';
import { ALL, EXEMPTIBLE, MATCH_FORMS, type Match } from '../domain/exemption/exemption';
import { sentence, text } from '../setting-values/shapes';

const matching = (way: keyof Match, about: string) =>
  text(MATCH_FORMS[way].form, MATCH_FORMS[way].words).describe(about).optional();

/** Ways to say who is exempt. */
const MATCHES = {
  arn: matching('arn', 'ARN of a user or role; * and ? as in IAM'),
  name: matching('name', 'Name of a user or role; * and ? as in IAM'),
  path: matching('path', 'Path of a user or role; * and ? as in IAM'),
  group: matching('group', 'Group whose members are exempt'),
  tag: matching(
    'tag',
    'Tag of a user or role: its key, or key:value. The first colon ends the key; a key that holds one cannot be named',
  ),
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
    .union([
      z.literal(ALL).transform(() => [...EXEMPTIBLE]),
      z.array(z.enum(EXEMPTIBLE)).refine((given) => given.length > 0, {
        error: `exempt from nothing; allowed: ${EXEMPTIBLE.join(', ')}, or "${ALL}"`,
      }),
    ])
    .prefault(ALL)
    .describe('What they are exempt from: "all", or a list'),
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

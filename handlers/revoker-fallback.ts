import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iamClient } from '../src/aws/clients/clients';
import { requireEnv } from '../src/aws/env';
import { iamFallbackWriter } from '../src/aws/iam/fallback-writer';
import { iamReader } from '../src/aws/iam/reader';
import type { Attempt } from '../src/aws/iam/writer';
import { ENV, REVOKER, RULES_FILE } from '../src/guardrails/revoker/contract';
import { fallBack, parseRequest } from '../src/guardrails/revoker/apply/fall-back';
import { bundledRules } from '../src/guardrails/revoker/rules';

const rules = bundledRules(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const guard = {
  ...rules,
  denyPolicyArn: requireEnv(ENV.denyPolicyArn),
  boundaryPolicyArn: requireEnv(ENV.boundaryPolicyArn),
};
const client = iamClient();
const ports = { reader: iamReader(client), writer: iamFallbackWriter(client) };

/** Denies IAM where a quota keeps the revoker from doing it. Errors go back to the revoker, whose message is retried. */
export async function handler(event: unknown): Promise<{ readonly attempt: Attempt }> {
  const request = parseRequest(event);
  const attempt = await fallBack(request, guard, ports);
  console.log(JSON.stringify({ guardrail: REVOKER, fallback: request, attempt }));
  return { attempt };
}

import { snsAlert } from '../src/aws/alerts';
import { dynamoClient, iamClient, snsClient } from '../src/aws/clients';
import { requireEnv } from '../src/aws/env';
import { iamReader } from '../src/aws/iam-reader';
import { iamReleaser } from '../src/aws/iam-releaser';
import { incidentLedger } from '../src/aws/ledger/incidents';
import { accountOfArn } from '../src/domain/principal';
import { INLINE_POLICY_NAME, REVOKER } from '../src/guardrails/revoker/contract';
import { ENV, RELEASE } from '../src/release/contract';
import { find, type Target } from '../src/release/find';
import { noticeOf } from '../src/release/notify';
import { parse } from '../src/release/parse';
import { takeBack, type Released } from '../src/release/take-back';

const policies = {
  denyPolicyArn: requireEnv(ENV.denyPolicyArn),
  boundaryPolicyArn: requireEnv(ENV.boundaryPolicyArn),
};
const accountId = accountOfArn(policies.denyPolicyArn);
const client = iamClient();
const incidents = incidentLedger({ client: dynamoClient(), name: requireEnv(ENV.ledgerTable) }, REVOKER);
const ports = { reader: iamReader(client), releaser: iamReleaser(client), incidents };
const alert = snsAlert(snsClient(), requireEnv(ENV.topicArn));

/** Gives IAM back to one user, or to everybody. What was done is the answer, the log line and one notice. */
export async function handler(event: unknown): Promise<{ readonly released: readonly Released[] }> {
  const targets = await find(parse(event), accountId, policies, ports);
  const released: Released[] = [];
  const failures: string[] = [];
  for (const target of targets) {
    try {
      released.push(await release(target));
    } catch (error) {
      failures.push(`${target.user?.arn ?? target.incident?.principalArn ?? 'somebody'}: ${String(error)}`);
    }
  }
  if (released.length > 0) await alert(noticeOf(released));
  if (failures.length > 0)
    throw new Error(`${released.length} released, ${failures.length} not: ${failures.join('; ')}`);
  return { released };
}

async function release(target: Target): Promise<Released> {
  const released = await takeBack(target, { ...policies, inlinePolicyName: INLINE_POLICY_NAME }, ports);
  if (target.incident) await incidents.close(target.incident, new Date());
  console.log(JSON.stringify({ guardrail: RELEASE, ...released }));
  return released;
}

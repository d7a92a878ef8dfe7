import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { snsAlert } from '../src/aws/alerts';
import { dynamoClient, iamClient, lambdaClient, snsClient } from '../src/aws/clients';
import { deliveriesOf, type Delivery } from '../src/aws/deliveries';
import { requireEnv } from '../src/aws/env';
import { fallbackFunction } from '../src/aws/fallback';
import { iamReader } from '../src/aws/iam-reader';
import { iamWriter } from '../src/aws/iam-writer';
import { incidentLedger } from '../src/aws/ledger/incidents';
import { rosterLedger } from '../src/aws/ledger/rosters';
import { tellingLedger } from '../src/aws/ledger/tellings';
import { carrier } from '../src/changes/carrier';
import { carryOut } from '../src/changes/carry-out';
import { RecentRevocations } from '../src/changes/recent-revocations';
import { tellOnce } from '../src/changes/tell-once';
import { act } from '../src/guardrails/revoker/act';
import { ENV, REVOKER, RULES_FILE } from '../src/guardrails/revoker/contract';
import { failIfUnfinished } from '../src/guardrails/revoker/failure';
import { judge } from '../src/guardrails/revoker/judge';
import { isLook, look } from '../src/guardrails/revoker/look';
import { announcementsOf } from '../src/guardrails/revoker/notify';
import { parse } from '../src/guardrails/revoker/parse';
import { record } from '../src/guardrails/revoker/record';
import { rulesOf } from '../src/guardrails/revoker/rules';

// Read once per instance, so that a missing variable fails the first invocation and not the hundredth.
const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'), requireEnv);
const table = { client: dynamoClient(), name: requireEnv(ENV.ledgerTable) };
const client = iamClient();
const iam = iamReader(client);
const fallback = fallbackFunction(lambdaClient(), requireEnv(ENV.fallbackFunction));
const carry = carrier({ reader: iam, writer: iamWriter(client), fallback });
const sources = { iam, rosters: rosterLedger(table, REVOKER) };
const records = { iam, incidents: incidentLedger(table, REVOKER) };
const telling = { ledger: tellingLedger(table), alert: snsAlert(snsClient(), requireEnv(ENV.topicArn)) };
const recent = new RecentRevocations();

/** Denies IAM to callers who may not use it. Errors propagate: the message is delivered again, then dead-lettered. */
export async function handler(event: unknown): Promise<void> {
  for (const delivery of deliveriesOf(event)) await (isLook(delivery.body) ? watch(delivery) : revoke(delivery));
}

async function watch(delivery: Delivery): Promise<void> {
  const now = new Date();
  const announcement = await look(now, rules, sources);
  if (announcement !== undefined) await tellOnce(announcement, delivery, now, telling);
}

async function revoke(delivery: Delivery): Promise<void> {
  const now = new Date();
  const call = parse(delivery.body);
  const judgement = await judge(call, rules, sources, { now, recentRevocations: recent.count(now) });
  const outcome = await carryOut(act(judgement.decision, rules), rules.mode, carry);
  recent.add(outcome, now);
  const line: Record<string, unknown> = { guardrail: REVOKER, call, ...judgement, outcome };
  try {
    const joined = await record(call, judgement.decision, outcome, now, rules, records);
    line['incident'] = joined?.kind;
    for (const announcement of announcementsOf(call, judgement, outcome, joined, rules)) {
      line['told'] = await tellOnce(announcement, delivery, now, telling);
    }
  } finally {
    // What was done to somebody is in the log even where nobody could be told.
    console.log(JSON.stringify(line));
  }
  failIfUnfinished(judgement.decision, outcome);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { snsAlert } from '../src/aws/events/alerts';
import { dynamoClient, iamClient, lambdaClient, snsClient } from '../src/aws/clients/clients';
import { deliveriesOf, type Delivery } from '../src/aws/events/deliveries';
import { requireEnv } from '../src/aws/env';
import { fallbackFunction } from '../src/aws/events/fallback';
import { iamReader } from '../src/aws/iam/reader';
import { iamWriter } from '../src/aws/iam/writer';
import { incidentLedger } from '../src/aws/ledger/incidents';
import { owedLedger } from '../src/aws/ledger/owed';
import { rosterLedger } from '../src/aws/ledger/rosters';
import { tellingLedger } from '../src/aws/ledger/tellings';
import { carrier } from '../src/changes/carrier';
import { carryOut } from '../src/changes/carry-out';
import { RecentRevocations } from '../src/changes/recent-revocations';
import { tellCall } from '../src/changes/tell-call';
import { tellOnce } from '../src/changes/tell-once';
import { tellOwed } from '../src/changes/tell-owed';
import type { Owed } from '../src/domain/ledger/owed';
import type { UnreadableEntry } from '../src/domain/ledger/unreadable-entry';
import { act } from '../src/guardrails/revoker/apply/act';
import { ENV, REVOKER, RULES_FILE } from '../src/guardrails/revoker/contract';
import { failIfUnfinished, failIfUnread } from '../src/guardrails/revoker/judge/failure';
import { judge } from '../src/guardrails/revoker/judgement';
import { isLook, isTell, look } from '../src/guardrails/revoker/look';
import { announcementsOf } from '../src/guardrails/revoker/report/notify';
import { furtherNotice, owedFor } from '../src/guardrails/revoker/report/notify-further';
import { parse } from '../src/guardrails/revoker/judge/parse';
import { record } from '../src/guardrails/revoker/apply/record';
import { accountOf, rulesOf } from '../src/guardrails/revoker/rules';

// Read once per instance, so that a missing variable fails the first invocation and not the hundredth.
const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'), requireEnv);
const table = { client: dynamoClient(), name: requireEnv(ENV.ledgerTable) };
const client = iamClient();
const iam = iamReader(client);
const fallback = fallbackFunction(lambdaClient(), requireEnv(ENV.fallbackFunction));
const carry = carrier({ reader: iam, writer: iamWriter(client), fallback });
const sources = { iam, rosters: rosterLedger(table, REVOKER) };
const records = { iam, incidents: incidentLedger(table, REVOKER) };
const telling = {
  ledger: tellingLedger(table),
  owed: owedLedger(table, REVOKER),
  alert: snsAlert(snsClient(), requireEnv(ENV.topicArn)),
};
const recent = new RecentRevocations();

/** Denies IAM to callers who may not use it. Errors propagate: the message is delivered again, then dead-lettered. */
export async function handler(event: unknown): Promise<void> {
  for (const delivery of deliveriesOf(event)) await workOf(delivery)(delivery);
}

function workOf({ body }: Delivery): (delivery: Delivery) => Promise<void> {
  return isLook(body) ? watch : isTell(body) ? tell : revoke;
}

/** Tells as well, so that nothing stays untold where the other schedule is switched off. */
async function watch(delivery: Delivery): Promise<void> {
  const now = new Date();
  const announcement = await look(now, rules, sources);
  if (announcement !== undefined) await tellOnce(announcement, delivery, now, telling);
  await tell(delivery);
}

async function tell(delivery: Delivery): Promise<void> {
  const unread: UnreadableEntry[] = [];
  const owed = owedLedger({ ...table, unreadable: (entry) => unread.push(entry) }, REVOKER);
  const words = (calls: readonly Owed[]) => furtherNotice(calls, rules);
  const told = await tellOwed(accountOf(rules), words, delivery, new Date(), { ...telling, owed });
  if (Object.keys(told).length > 0) console.log(JSON.stringify({ guardrail: REVOKER, toldOfCalls: told }));
  failIfUnread(unread);
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
    const announcements = announcementsOf(call, judgement.decision, outcome, joined, rules);
    const owed = owedFor(call, judgement.decision, announcements, now);
    line['told'] = await tellCall(owed, announcements, delivery, now, telling);
  } finally {
    // What was done to somebody is in the log even where nobody could be told.
    console.log(JSON.stringify(line));
  }
  failIfUnfinished(judgement.decision, outcome);
}

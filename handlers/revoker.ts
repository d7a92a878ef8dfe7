import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { snsAlert } from '../src/aws/events/alerts';
import { dynamoClient, iamClient, lambdaClient, snsClient } from '../src/aws/clients/clients';
import { deliveriesOf } from '../src/aws/events/deliveries';
import { requireEnv } from '../src/aws/env';
import { fallbackFunction } from '../src/aws/events/fallback';
import { iamReader } from '../src/aws/iam/reader';
import { iamWriter } from '../src/aws/iam/writer';
import { incidentLedger } from '../src/aws/ledger/incidents';
import { owedLedger } from '../src/aws/ledger/owed';
import { rosterLedger } from '../src/aws/ledger/rosters';
import { tellingLedger } from '../src/aws/ledger/tellings';
import { carrier } from '../src/changes/carrier';
import { RecentRevocations } from '../src/changes/recent-revocations';
import { answer } from '../src/guardrails/revoker/composition';
import { ENV, REVOKER, RULES_FILE } from '../src/guardrails/revoker/contract';
import type { RevokerPorts } from '../src/guardrails/revoker/ports';
import { rulesOf } from '../src/guardrails/revoker/rules';

// Made once per instance, so that a missing variable fails the first invocation and not the hundredth.
const table = { client: dynamoClient(), name: requireEnv(ENV.ledgerTable) };
const client = iamClient();
const iam = iamReader(client);
const fallback = fallbackFunction(lambdaClient(), requireEnv(ENV.fallbackFunction));
const ports: RevokerPorts = {
  rules: rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'), requireEnv),
  iam,
  rosters: rosterLedger(table, REVOKER),
  incidents: incidentLedger(table, REVOKER),
  carry: carrier({ reader: iam, writer: iamWriter(client), fallback }),
  telling: {
    ledger: tellingLedger(table),
    owed: owedLedger(table, REVOKER),
    alert: snsAlert(snsClient(), requireEnv(ENV.topicArn)),
  },
  readableOwed: (unreadable) => owedLedger({ ...table, unreadable }, REVOKER),
  recent: new RecentRevocations(),
  log: (line) => {
    console.log(JSON.stringify(line));
  },
  now: () => new Date(),
};

/** Denies IAM to callers who may not use it. Errors propagate: the message is delivered again, then dead-lettered. */
export async function handler(event: unknown): Promise<void> {
  for (const delivery of deliveriesOf(event)) await answer(delivery, ports);
}

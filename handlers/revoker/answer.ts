import { deliveriesOf } from '../../src/aws/events/deliveries';
import { sha256 } from '../../src/aws/sha256';
import { carrier } from '../../src/guardrails/revoker/apply/carrier';
import { RecentNotices } from '../../src/guardrails/revoker/apply/recent-notices';
import { RecentRevocations } from '../../src/guardrails/revoker/apply/recent-revocations';
import { answer, type AnswerPorts } from '../../src/guardrails/revoker/composition';
import { REVOKER } from '../../src/guardrails/revoker/contract';
import { accountOf, rulesOf } from '../../src/guardrails/revoker/rules';
import { adminGroupIds, bundled, denyPolicies, log } from '../../src/wiring/environment';
import { guardParts } from '../../src/wiring/guard-parts';
import { history } from '../../src/wiring/event-history';
import { entitiesOf, reader, writer } from '../../src/wiring/iam';
import {
  acceptances,
  adminRosters,
  adminSeeds,
  incidents,
  owed,
  hints,
  judged,
  lists,
  waiting,
} from '../../src/wiring/ledger';
import { fallback, release, telling } from '../../src/wiring/notices';
import { tagsLater } from '../../src/wiring/tags';
import { warm } from '../../src/wiring/warm';

/** Made once per environment of the function. */
const ports = bundled((text): AnswerPorts => {
  const rules = rulesOf(text, { ...denyPolicies(), adminGroupIds: adminGroupIds() });
  const at = { accountId: accountOf(rules), purpose: 'event' } as const;
  const iam = reader(at);
  return {
    rounds: () => import('../../src/guardrails/revoker/rounds.js'),
    mending: () => import('../../src/guardrails/revoker/mend.js'),
    leftOut: () => import('../../src/guardrails/revoker/report/rounds/notify-left-out.js'),
    ...{ rules, iam, log, now: () => new Date(), recent: new RecentRevocations(), recentNotices: new RecentNotices() },
    adminRosters: adminRosters(at, REVOKER),
    hints: hints(at, REVOKER),
    waiting: waiting(at, REVOKER),
    judged: judged(at, REVOKER),
    adminSeeds: adminSeeds(at, REVOKER),
    sha256,
    parts: guardParts(at),
    watching: {
      ...{ adminRosters: adminRosters(at, REVOKER), adminSeeds: adminSeeds(at, REVOKER) },
      acceptances: acceptances(at, REVOKER),
      ...{ history: history(at), users: () => iam.users() },
    },
    ...{ entitiesOf: entitiesOf(at), writer: writer(at), tags: tagsLater(at) },
    release: release(at, rules.releaseFunction, REVOKER),
    incidents: incidents(at, REVOKER),
    carry: carrier({ reader: iam, writer: writer(at), fallback: fallback(at) }),
    telling: { ...telling(at), owed: owed(at, REVOKER) },
    lists: lists(at, REVOKER),
  };
});

warm(() => accountOf(ports().rules));

/** Denies IAM to callers who may not use it. Errors propagate: the message is delivered again, then dead-lettered. */
export const handler = async (event: unknown) => {
  for (const delivery of deliveriesOf(event)) await answer(delivery, ports());
};

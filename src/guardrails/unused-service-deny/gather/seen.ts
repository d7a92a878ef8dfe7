import { batchTimeMs } from '../../../audit/batch/spread';
import type { Gather } from '../../../audit/batch/batch';
import type { EvidenceShards } from '../../../audit/evidence/evidence-shards';
import { reportsOf } from '../../../audit/evidence/gather-reports';
import { knownReports } from '../../../audit/evidence/kept-reports';
import type { BatchInput } from '../../../audit/payloads/batch';
import { serviceAt } from '../../../domain/policy/event-sources';
import { has, isAllBut, namesIn, type Services } from '../../../domain/policy/services';
import { judgedAt } from '../../../domain/run/evidence';
import { deniedAnythingSince, deniedSince, grantedThen } from '../judge/denied-since';
import { reportOn, type Seen } from '../judge/decide';
import { deniedTogether, type Standing } from '../judge/standing';
import { stateOf } from '../kinds';
import type { BatchPorts } from '../ports';
import type { DeniableUser } from '../subject';

/** What the users of a batch are looked at by. */
export interface LookedAtBy {
  readonly standing: Standing;
  /** Where reports are kept. */
  readonly shards: EvidenceShards;
}

/** Reports of Access Advisor, and since when services are denied that may have been tried. */
export function seenBy(
  { callsPerSecond, startedAt }: BatchInput<DeniableUser>,
  { standing, shards }: LookedAtBy,
  ports: BatchPorts,
): Gather<DeniableUser, Seen> {
  const { accountId, rules, advisor, clock, ledger, isDenied, isExpired } = ports;
  const { reportWaitSeconds, reportTimeoutSeconds } = rules.audit;
  const deniedTo = ({ denies }: DeniableUser) => deniedTogether(denies, standing);
  const reports = reportsOf<DeniableUser>(startedAt, {
    ...{ advisor, clock, isDenied, isExpired, reportWaitSeconds, reportTimeoutSeconds, now: ports.now },
    pace: ports.pace(callsPerSecond, batchTimeMs(reportTimeoutSeconds)),
    known: (users) => knownReports(users, { startedAt, now: ports.now() }, shards, rules.audit),
    believes: (user, evidence) => reportOn(user, evidence, judgedAt(evidence, new Date(startedAt))).kind === 'report',
    denies: (user) => deniesInWords(deniedTo(user)),
  });
  return (users, seen) =>
    reports(users, async (user, evidence) => {
      const denied = deniedTo(user);
      const tried =
        evidence.kind === 'report' ? evidence.services.filter(({ lastUsedAt }) => lastUsedAt !== undefined) : [];
      const refused = (user.refused ?? []).flatMap(({ source }) => serviceAt(source) ?? []);
      const named = [...tried.map(({ service }) => service), ...refused];
      const asked = [...new Set(named)].filter((service) => has(denied, service));
      const isAsked = asked.length > 0 || isAllBut(denied) || user.refused !== undefined;
      const history = isAsked ? await ledger.historyOf(accountId, user.id) : [];
      const state = stateOf(user.denies);
      const since = deniedSince(history, state, asked);
      const anySince = deniedAnythingSince(history, state);
      await seen(user, { evidence, since, anySince, grantedThen: grantedThen(history, state) });
    });
}

/** What was denied when a report was made: `*` and what it does not mean, where that is all but some. */
const deniesInWords = (denied: Services): readonly string[] =>
  isAllBut(denied) ? ['*', ...denied.allBut.map((service) => `!${service}`)] : namesIn(denied);

import { KEYS } from '../../../audit/contract';
import type { BatchInput } from '../../../audit/payloads/batch';
import { policyTexts } from '../../../audit/run/policy-texts';
import { recordOf } from '../../../audit/run/run-record';
import type { PolicyQuotas } from '../../../aws/iam/managed-policies';
import type { Paced } from '../../../aws/iam/paced';
import { makingAhead } from '../../../changes/policies/make-ahead';
import { contentNameOf } from '../../../domain/policy/content-name';
import { policyNameOf } from '../../../domain/policy/own-policies';
import { canonical, documentSize } from '../../../domain/policy/policy-document';
import type { BoundedSubject } from '../bounded-subject';
import { baseIn, ownOf } from '../gather';
import type { Judgement } from '../judge/judge';
import type { BatchPorts } from '../ports';
import { aheadLine } from '../report/log';
import { rowOf } from '../report/row';
import type { Rules } from '../rules';
import { RESERVE } from '../../../domain/policy/room';
import { wantedOf } from './draft/wanted';
import { scannedPoliciesOf } from './plan/plan-object';

/** The plan makes the policies of fewer in seconds. */
const LEAST_PRINCIPALS = 100;

/**
 * Makes the first boundary of a principal as soon as it is known, so that the plan finds it; puts nothing on anybody.
 *
 * Only where nothing could hold a boundary back: everybody may be changed in this run, and the account has room for a policy
 * of each. Otherwise which policies are made is for the plan to choose, and nothing is made here.
 */
export async function aheadWork(
  input: Omit<BatchInput<BoundedSubject>, 'callsPerSecond'>,
  paced: Paced,
  ports: BatchPorts,
): Promise<(judgement: Judgement) => Promise<void>> {
  const nothing = () => Promise.resolve();
  const { rules, store, sha256, log, accountId } = ports;
  const isFirst = input.subjects.some(({ boundaryArn }) => boundaryArn === undefined);
  if (ports.ahead === undefined || rules.mode !== 'enforce' || input.purpose !== 'change' || !isFirst) return nothing;
  const own = ownOf(ports);
  const policies = ports.ahead(own, paced);
  const { principals } = await recordOf(input, store);
  if (!mayAllBeChanged(principals, rules)) return nothing;
  const quotas = await policies.quotas();
  if (!isRoomForAll(principals, quotas)) return nothing;

  const key = `${input.prefix}/${KEYS.scannedPolicies}`;
  const scanned = scannedPoliciesOf(await store.getJson(key), key);
  const make = makingAhead({
    ...{ policies, texts: policyTexts(store, baseIn(ports)), own, sha256 },
    existing: new Set(scanned.policies.map(({ arn }) => policyNameOf(arn))),
    gaveUp: (why) => {
      log(aheadLine({ ...input, account: accountId }, why));
    },
  });
  const by = { ...rules, own, policySizeQuota: quotas.policySizeQuota };
  return async (judgement) => {
    const row = rowOf(judgement, { kind: 'nothing-to-do' }, rules, new Date(input.startedAt));
    for (const { document, boundaryArn } of wantedOf([row], by)) {
      if (boundaryArn !== undefined || documentSize(document) > by.policySizeQuota) continue;
      await make({ name: contentNameOf(document, own.namePrefix, sha256), text: canonical(document) });
    }
  };
}

/** A first boundary is not counted in percent. */
const mayAllBeChanged = (principals: number, { limits }: Rules) =>
  principals >= LEAST_PRINCIPALS && principals <= limits.changesPerRun;

const isRoomForAll = (principals: number, { policies, policiesQuota }: PolicyQuotas) =>
  policies + principals + RESERVE <= policiesQuota;

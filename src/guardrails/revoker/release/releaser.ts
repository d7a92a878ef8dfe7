import type { AcceptanceLedger } from '../../../aws/ledger/acceptances';
import type { AdminRosterLedger } from '../../../aws/ledger/admin-rosters';
import type { IamReader } from '../../../aws/iam/reader';
import type { IamReleaser } from '../../../aws/iam/releaser';
import type { IamTagger } from '../../../aws/iam/tagger';
import type { IncidentLedger } from '../../../aws/ledger/incidents';
import { INCIDENT_TAG } from '../../../domain/ledger/incident-tag';
import { INLINE_POLICY_NAME, REVOKER } from '../contract';
import { accept, type AcceptPorts } from './accept';
import { incidentThread } from '../report/notify-thread';
import { IAM_GIVEN_BACK, undoneWords } from '../report/undone';
import { find, type Policies, type Target, type Traces } from './find';
import type { Others, Releaser, ReleaseOutcome } from '../../../release/releaser';
import { takeBack } from './take-back';

/** What giving IAM back takes, and taking a person's word for an admin. */
export interface RevokerReleasePorts extends Pick<AcceptPorts, 'adminGroups' | 'place' | 'runbook'> {
  readonly accountId: string;
  readonly reader: IamReader;
  readonly releaser: IamReleaser;
  readonly tagger: Pick<IamTagger, 'untag'>;
  readonly incidents: (guardrail: typeof REVOKER) => IncidentLedger;
  readonly acceptances: (guardrail: typeof REVOKER) => AcceptanceLedger;
  readonly adminRosters: (guardrail: typeof REVOKER) => AdminRosterLedger;
  readonly denyPolicies: Policies;
  readonly now: () => Date;
}

/** Gives users IAM back whom the revoker holds. */
export function revokerReleaser(ports: RevokerReleasePorts): Releaser {
  const { accountId, denyPolicies } = ports;
  const traces = { ...ports, incidents: ports.incidents(REVOKER) };
  return {
    ...{ guardrail: REVOKER, holds: ['user'], hasRuns: false, headlines: [IAM_GIVEN_BACK] },
    jobs: async (request, others) => {
      const targets = request.kind === 'run' ? [] : await find(request, accountId, denyPolicies, traces);
      const jobs = targets.map((target) => ({
        whom: target.user?.arn ?? target.incident?.principalArn ?? 'somebody',
        id: target.user?.id ?? target.incident?.principalId,
        release: () => release(target, { ...traces, denyPolicies }, others),
      }));
      return { kind: 'jobs', jobs };
    },
    accept: (request) =>
      accept(request, {
        ...traces,
        acceptances: ports.acceptances(REVOKER),
        adminRosters: ports.adminRosters(REVOKER),
      }),
  };
}

type Ports = Traces & Pick<RevokerReleasePorts, 'denyPolicies' | 'now' | 'tagger'>;

async function release(target: Target, ports: Ports, others: Others): Promise<ReleaseOutcome> {
  const policies = { ...ports.denyPolicies, inlinePolicyName: INLINE_POLICY_NAME };
  const released = await takeBack(target, policies, ports, others);
  if (target.incident) await ports.incidents.close(target.incident, ports.now());
  // Last: whoever tags looks whether the incident is still open afterwards. A release that fails here can be repeated.
  if (target.user) await ports.tagger.untag({ kind: 'user', ...target.user }, [INCIDENT_TAG]);
  const thread = target.incident && incidentThread(target.incident);
  return { released, words: undoneWords(released), ...(thread !== undefined && { thread }) };
}

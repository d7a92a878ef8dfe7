import type { ReleaseOf } from '../../../../aws/events/release';
import type { PolicyEntities } from '../../../../aws/iam/policy-entities';
import type { IamWriter } from '../../../../aws/iam/writer';
import type { HintLedger } from '../../../../aws/ledger/hints';
import type { DenyAgainPorts } from '../deny-again';

/** What upholding takes. */
export interface UpholdPorts extends DenyAgainPorts {
  readonly entitiesOf: PolicyEntities;
  readonly writer: Pick<IamWriter, 'detachGroupPolicy'>;
  readonly release: ReleaseOf;
  readonly hints: HintLedger;
}

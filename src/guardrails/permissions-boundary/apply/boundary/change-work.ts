import type { ChangeWork } from '../../../../audit/change/change-batch';
import { batchTimeMs } from '../../../../audit/batch/spread';
import type { ChangeInput } from '../../../../audit/payloads/change';
import { SETTLED_WITHIN_MS } from '../../../../changes/settled';
import { ownOf } from '../../gather';
import { BOUNDARY_KINDS } from '../../kinds';
import type { PlannedBoundary } from '../../plan';
import type { ChangePorts } from '../../ports';
import { changeLine, lookedAloneLine } from '../../report/log';
import { heldNow, releasedSince } from '../../../../audit/change/held-now';
import { boundaryHands } from './hands';
import { ownTextOf } from './own-text';
import { boundaryPasses } from './passes';
import { puttingBoundaries } from './put';

/** How a batch of planned boundaries is carried out; the time for its calls begins now. */
export function changeWork(input: ChangeInput, ports: ChangePorts): Omit<ChangeWork<PlannedBoundary>, 'store'> {
  const { accountId, sha256, clock, now, log, ledger, isDenied, isPassing } = ports;
  const { run: paced } = ports.pace(input.callsPerSecond, batchTimeMs(0) - SETTLED_WITHIN_MS);
  const own = ownOf(ports);
  const run = { ...input, account: accountId };
  const policies = ports.policies(own, paced);
  const hands = boundaryHands({ bounder: ports.bounder(paced), policies, own, sha256, clock });
  const passes = boundaryPasses(input.ids.length, {
    ...{ own, clock, pages: (only) => ports.pages(paced, only) },
    gaveUp: (why) => {
      log(lookedAloneLine(run, why));
    },
  });
  const making = {
    ...{ ledger, kinds: BOUNDARY_KINDS, hands, clock, now, shows: passes?.shows },
    ...{ heldBy: heldNow(paced, ports), isReleased: releasedSince(new Date(input.startedAt), ports) },
  };
  const textOf = (arn: string) => ownTextOf(arn, policies, { own, sha256, clock, seen: passes?.textOf });
  return {
    ...{ isDenied, isPassing },
    change: puttingBoundaries({ runId: input.runId, making, textOf }),
    say: (item, changed) => {
      log(changeLine(run, item, changed));
    },
  };
}

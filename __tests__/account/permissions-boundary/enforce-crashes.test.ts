import { describeTerminated } from '../../support/terminated-runs';

const ROOM = 'iam-guardrails-permissions-boundary';

describeTerminated([`${ROOM}-plan`, `${ROOM}-change`]);

import { describeTerminated } from '../../support/terminated-runs';

const GUARDRAIL = 'iam-guardrails-permissions-boundary';

describeTerminated([`${GUARDRAIL}-plan`, `${GUARDRAIL}-change`]);

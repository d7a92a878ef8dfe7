import { RUNBOOK } from '../../../../src/domain/notice/runbook';
import { boundaryReleaseCommand } from '../../../../src/guardrails/permissions-boundary/report/digest-release';
import { parse } from '../../../support/releasers';
import { OWN } from '../../../support/boundaries';
import { ACCOUNT } from '../../../support/permissions-boundary';

const place = { region: 'us-east-1', releaseFunction: 'iam-guardrails-release', own: OWN, runbook: RUNBOOK };
const arn = `arn:aws:iam::${ACCOUNT}:role/etl`;
const parsed = (command = '') => parse(JSON.parse(/--payload '([^']*)'/.exec(command)?.[1] ?? ''));

describe('a command that releases', () => {
  it('has a payload that the release takes', () => {
    expect(parsed(boundaryReleaseCommand({ arn, id: 'AROAETL00000000000001' }, place))).toMatchObject({ value: arn });
  });

  it('releases a user from the boundary, which the revoker would not', () => {
    const user = { arn: `arn:aws:iam::${ACCOUNT}:user/ada`, id: 'AIDAADA00000000000001' };
    expect(parsed(boundaryReleaseCommand(user, place))).toMatchObject({
      guardrail: 'permissions-boundary',
      value: user.arn,
    });
  });
});

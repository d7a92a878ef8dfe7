import * as z from 'zod';
import { Finding } from '../../src/foundation/finding';
import { onlyOne, templateWith } from '../support/template';

describe('the parameter by which a deployment is found', () => {
  const room = { stateMachineArn: 'arn', evidenceBucket: 'bucket', ledgerTable: 'table', mode: 'observe' as const };
  const parts = {
    ...{ accountId: '111122223333', region: 'us-east-1', prefix: 'p1', rooms: { 'permissions-boundary': room } },
    releaseFunction: 'p1-release',
  };
  const parameter = onlyOne(
    templateWith((stack) => {
      new Finding(stack, 'finding', parts);
    }),
    'aws_ssm_parameter',
  );

  it('is called by the prefix', () => {
    expect(parameter).toMatchObject({ name: '/p1/deployment', type: 'String' });
  });

  it('says where everything is, in a shape that has a number', () => {
    expect(JSON.parse(z.string().parse(parameter['value']))).toEqual({ version: 1, ...parts });
  });
});

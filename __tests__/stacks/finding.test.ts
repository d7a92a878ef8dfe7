import { App, Testing } from 'cdktf';
import * as z from 'zod';
import { MainStack } from '../../src/stacks/main';
import { NO_CLEANUP } from '../support/deployed';
import { someSettings } from '../support/settings';
import { matching, onlyOne, templateOf } from '../support/template';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(120_000);

const parameterOf = (overrides: object = {}) => {
  const app = new App({ outdir: Testing.app().outdir, stackTraces: false });
  const template = templateOf(new MainStack(app, 'iam-guardrails', someSettings(overrides)));
  const { name, value } = onlyOne(template, 'aws_ssm_parameter');
  return { name, value: JSON.parse(z.string().parse(value)) as unknown };
};

describe('the parameter of the stack', () => {
  it('names the guardrails that audit, and the way back', () => {
    const room = {
      stateMachineArn: matching(/aws_sfn_state_machine/),
      evidenceBucket: matching(/aws_s3_bucket/),
      ledgerTable: matching(/aws_dynamodb_table/),
      mode: 'observe',
    };
    expect(parameterOf({ namePrefix: 'pre' })).toEqual({
      name: '/pre/deployment',
      value: {
        ...{ version: 1, region: 'us-east-1', prefix: 'pre', accountId: matching(/aws_caller_identity/) },
        rooms: {
          'permissions-boundary': room,
          'unused-service-deny': room,
          'credential-cleanup': room,
        },
        releaseFunction: matching(/^\$\{aws_lambda_function\.|^pre-release$/),
      },
    });
  });

  it('is there without such guardrails, and names none', () => {
    const off = {
      permissionsBoundary: { mode: 'off', tags: false },
      unusedServiceDeny: { mode: 'off' },
      credentialCleanup: NO_CLEANUP,
    };
    expect(parameterOf(off).value).toMatchObject({ rooms: {} });
  });
});

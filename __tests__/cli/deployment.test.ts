import { ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { findDeployment, guardrailOf } from '../../src/cli/deployment';
import type { DeployedParts } from '../../src/foundation/deployment-parameter';

const room = {
  stateMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:p1-permissions-boundary',
  evidenceBucket: 'p1-evidence-111122223333',
  ledgerTable: 'p1-ledger',
  mode: 'observe' as const,
};

const aDeployment = (overrides: Partial<DeployedParts> = {}): DeployedParts => ({
  accountId: '111122223333',
  region: 'us-east-1',
  prefix: 'p1',
  rooms: { 'permissions-boundary': room },
  releaseFunction: 'p1-release',
  ...overrides,
});

/** Systems Manager with one parameter, or none. */
function ssmWith(value: string | undefined): SSMClient {
  const ssm = new SSMClient({ region: 'us-east-1', credentials: { accessKeyId: 'A', secretAccessKey: 's' } });
  ssm.middlewareStack.add(
    (_, { commandName }) =>
      ({ input }) => {
        if (commandName !== 'GetParameterCommand') throw new Error(`${String(commandName)} is not expected`);
        expect(input).toEqual({ Name: '/p1/deployment' });
        if (value === undefined) throw new ParameterNotFound({ message: '', $metadata: {} });
        return Promise.resolve({ response: {}, output: { $metadata: {}, Parameter: { Value: value } } });
      },
    { step: 'initialize' },
  );
  return ssm;
}

const written = (parts: object) => JSON.stringify({ version: 1, ...parts });

describe('a deployment', () => {
  it('is found by its parameter', async () => {
    const parts = aDeployment();
    await expect(findDeployment(ssmWith(written(parts)), 'p1')).resolves.toMatchObject(parts);
  });

  it.each([
    ['is not there', undefined, 'there is no deployment p1 in this account'],
    ['holds no JSON', 'p1', 'is not what this version of the command reads: no JSON'],
    [
      'is of another version',
      written({ ...aDeployment(), version: 2 }),
      'is not what this version of the command reads',
    ],
    ['names no account', written({ ...aDeployment(), accountId: 'mine' }), 'accountId'],
    ['names no Region', written({ ...aDeployment(), region: 'evil.example' }), 'region'],
    ['is about another one', written(aDeployment({ prefix: 'p2' })), 'is about the deployment p2'],
  ])('is none where the parameter %s', async (_, value, words) => {
    await expect(findDeployment(ssmWith(value), 'p1')).rejects.toThrow(words);
  });
});

describe('a guardrail of a deployment', () => {
  it('is known by its name', () => {
    expect(guardrailOf(aDeployment(), 'permissions-boundary')).toEqual(room);
  });

  it('is missing where it is off, and the others are named', () => {
    expect(() => guardrailOf(aDeployment({ rooms: {} }), 'permissions-boundary')).toThrow(
      'has no guardrail permissions-boundary; it has: none',
    );
  });

  it.each([
    'arn:aws:states:us-east-1:111122223333:stateMachine:wipe-everything',
    'arn:aws:states:us-east-1:999999999999:stateMachine:p1-permissions-boundary',
  ])('is not started where the parameter names %s instead', (stateMachineArn) => {
    const rooms = { 'permissions-boundary': { ...room, stateMachineArn } };
    expect(() => guardrailOf(aDeployment({ rooms }), 'permissions-boundary')).toThrow(
      `names ${stateMachineArn}, which is not`,
    );
  });
});

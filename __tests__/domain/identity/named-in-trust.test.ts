import { trustNaming } from '../../../src/domain/identity/named-in-trust';

const arn = (rest: string) => `arn:aws:iam::111122223333:${rest}`;
const DEPLOY = { arn: arn('role/ci/deploy'), id: 'AROADEPLOY0000000001' };
const ADA = { arn: arn('user/ada'), id: 'AIDAADA0000000000001' };
const trusting = (statement: object, role = arn('role/target')) => ({
  arn: role,
  trust: JSON.stringify({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement } }),
});
const naming = (statement: object, principal = DEPLOY) => trustNaming([trusting(statement)])(principal);
const where = (operator: string, key: string, value: string) => ({
  Principal: { AWS: '111122223333' },
  Condition: { [operator]: { [key]: value } },
});

describe('a role or user that a trust policy names', () => {
  it.each<[string, object]>([
    ['by its ARN', { Principal: { AWS: ['999988887777', DEPLOY.arn] } }],
    ['by its unique id', { Principal: { AWS: DEPLOY.id } }],
    ['by a session', { Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/deploy/build-7' } }],
    ['in a condition', where('ArnEquals', 'aws:PrincipalArn', DEPLOY.arn)],
    ['in a condition, by a pattern', where('StringLike', 'aws:PrincipalArn', arn('role/ci/*'))],
    ['in a condition, by its id', where('StringLike', 'aws:userid', `${DEPLOY.id}:*`)],
  ])('is found %s', (_, statement) => {
    expect(naming(statement)).toEqual([arn('role/target')]);
  });

  it('is found where it is a user', () => {
    expect(naming({ Principal: { AWS: ADA.arn } }, ADA)).toEqual([arn('role/target')]);
    expect(naming(where('ArnLike', 'aws:PrincipalArn', arn('user/a*')), ADA)).toEqual([arn('role/target')]);
  });

  it('is found with every role that names it, in order', () => {
    const statement = { Principal: { AWS: DEPLOY.arn } };
    const roles = ['role/b', 'role/a'].map((role) => trusting(statement, arn(role)));
    expect(trustNaming(roles)(DEPLOY)).toEqual([arn('role/a'), arn('role/b')]);
  });

  it.each<[string, object]>([
    ['lets in its account', { Principal: { AWS: arn('root') } }],
    ['lets in everybody', { Principal: '*' }],
    ['lets in every role by a condition', where('ArnLike', 'aws:PrincipalArn', arn('role/*'))],
    ['lets in every id by a condition', where('StringLike', 'aws:userid', 'AROA*')],
    ['lets in everybody but it', where('ArnNotEquals', 'aws:PrincipalArn', DEPLOY.arn)],
    ['names another', { Principal: { AWS: arn('role/deploy') } }],
    ['names a session of another', { Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/other/deploy' } }],
    ['denies it', { Effect: 'Deny', Principal: { AWS: DEPLOY.arn } }],
  ])('is not found where one %s', (_, statement) => {
    expect(naming(statement)).toEqual([]);
  });

  it('is not found where it names itself alone, or where the text is no policy', () => {
    const itself = trusting({ Principal: { AWS: DEPLOY.arn } }, DEPLOY.arn);
    expect(trustNaming([itself, { arn: arn('role/broken'), trust: '{' }])(DEPLOY)).toEqual([]);
  });
});

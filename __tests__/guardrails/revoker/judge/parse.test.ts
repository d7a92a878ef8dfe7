import { EventError, parse } from '../../../../src/guardrails/revoker/judge/parse';
import { anEvent } from '../../../support/events';
import { ACCOUNT } from '../../../support/revoker';

describe('parse', () => {
  it('reads a call of a user', () => {
    expect(parse(anEvent())).toEqual({
      eventId: '11111111-2222-4333-8444-555555555555',
      eventName: 'CreateAccessKey',
      at: new Date('2026-06-01T12:00:00Z'),
      accountId: ACCOUNT,
      caller: {
        kind: 'user',
        id: 'AIDAROGUE000000000001',
        arn: `arn:aws:iam::${ACCOUNT}:user/rogue`,
        name: 'rogue',
        accessKeyId: 'AKIAROGUE00000000001',
      },
      sourceIp: '203.0.113.7',
      userAgent: 'aws-cli/2.17',
      parameters: { userName: 'bob' },
    });
  });

  it.each([
    [
      'the user of a federated session',
      { type: 'IAMUser', principalId: 'AIDAADA', arn: 'arn:aws:iam::111122223333:user/eu/ada', userName: 'ada' },
      { kind: 'user', id: 'AIDAADA', name: 'ada' },
    ],
    [
      'root of a federated session',
      { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` },
      { kind: 'root' },
    ],
  ])('takes %s for the caller', (_, sessionIssuer, expected) => {
    const userIdentity = {
      type: 'FederatedUser',
      principalId: `${ACCOUNT}:session`,
      sessionContext: { sessionIssuer },
    };
    expect(parse(anEvent({ userIdentity })).caller).toMatchObject(expected);
  });

  it.each([
    ['Root', { kind: 'root' }],
    ['AssumedRole', { kind: 'other', type: 'AssumedRole' }],
    ['IdentityCenterUser', { kind: 'other', type: 'IdentityCenterUser' }],
  ])('needs nothing of an identity %s but its type', (type, caller) => {
    expect(parse(anEvent({ userIdentity: { type } })).caller).toEqual(caller);
  });

  it('keeps what IAM said when it refused', () => {
    const errorMessage = 'User: arn is not authorized to perform: iam:TagUser on resource: user bob';
    const call = parse(anEvent({ errorCode: 'AccessDenied', errorMessage, requestParameters: null }));
    expect(call).toMatchObject({ failedWith: 'AccessDenied', failedBecause: errorMessage });
    expect(call).not.toHaveProperty('parameters');
  });

  it.each([[true], [false], [null], [undefined], ['true'], [1]])(
    'takes readOnly %j for a read only if it is true',
    (it) => {
      expect(parse(anEvent({ readOnly: it })).readOnly).toBe(it === true ? true : undefined);
    },
  );

  it.each([
    ['a session with MFA', { attributes: { mfaAuthenticated: 'true' } }, { accessKeyId: 'ASIA1', mfa: true }],
    ['a session without MFA', { attributes: { mfaAuthenticated: 'false' } }, { accessKeyId: 'ASIA1', mfa: false }],
    ['a form it does not know', { attributes: 'yes' }, { accessKeyId: 'ASIA1' }],
  ])('reads by which key root called, and whether with MFA: %s', (_, sessionContext, expected) => {
    const userIdentity = { type: 'Root', accessKeyId: 'ASIA1', sessionContext };
    expect(parse(anEvent({ userIdentity })).caller).toEqual({ kind: 'root', ...expected });
  });

  it('takes a missing name from the ARN, without its path', () => {
    const userIdentity = { type: 'IAMUser', principalId: 'AIDAADA', arn: 'arn:aws:iam::111122223333:user/eu/ada' };
    expect(parse(anEvent({ userIdentity })).caller).toMatchObject({ name: 'ada' });
  });

  it.each([['two words'], ['x'.repeat(65)], ['<b>']])('believes no name that IAM does not give: %s', (userName) => {
    const userIdentity = { type: 'IAMUser', principalId: 'AIDAADA', arn: 'arn:aws:iam::111122223333:user/a', userName };
    expect(parse(anEvent({ userIdentity })).caller).not.toHaveProperty('name');
  });

  it.each([
    ['body', 'no json'],
    ['event', '[]'],
    ['account', anEvent({}, { account: '123' })],
    ['detail', anEvent({}, { detail: null })],
    ['detail.eventName', anEvent({ eventName: undefined })],
    ['detail.eventTime', anEvent({ eventTime: 'yesterday' })],
    ['detail.eventTime', anEvent({ eventTime: '+010000-01-01T00:00:00Z' })],
    ['detail.userIdentity.type', anEvent({ userIdentity: {} })],
    ['detail.userIdentity.principalId', anEvent({ userIdentity: { type: 'IAMUser', arn: 'a' } })],
    ['detail.userIdentity.arn', anEvent({ userIdentity: { type: 'IAMUser', principalId: 'AIDA' } })],
    [
      'detail.userIdentity.sessionContext.sessionIssuer.principalId',
      anEvent({ userIdentity: { type: 'FederatedUser' } }),
    ],
  ])('names %s when it is missing or wrong', (field, event) => {
    expect(() => parse(event)).toThrow(EventError);
    expect(() => parse(event)).toThrow(`${field}:`);
  });
});

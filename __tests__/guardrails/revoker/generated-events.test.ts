import fc from 'fast-check';
import { decide, decideByEvent } from '../../../src/guardrails/revoker/judge/decide';
import { EventError, parse } from '../../../src/guardrails/revoker/judge/parse';
import { anEvent } from '../../support/events';
import {
  ADMINS,
  BOUNDARY_ARN,
  DENY_ARN,
  noDeny,
  someCircumstances,
  rememberedAdmin,
  someFacts,
  someRules,
} from '../../support/revoker';

// Properties of many draws: seconds each on a busy machine.
jest.setTimeout(300_000);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const name = fc.oneof(
  fc.constantFrom('rogue', 'Rogue', 'bob', 'Administrators', 'DenyIAM', DENY_ARN, BOUNDARY_ARN),
  fc.string(),
);
const junk = fc.oneof(fc.constant(null), fc.anything({ maxDepth: 2 }), fc.string());
const parameters = fc.oneof(
  junk,
  fc.dictionary(
    fc.constantFrom('userName', 'groupName', 'serialNumber', 'policyArn', 'policyName', '__proto__'),
    fc.oneof(name, junk),
  ),
);
const issuer = fc.record({
  type: maybe(fc.constantFrom('IAMUser', 'Root', 'Role')),
  principalId: maybe(name),
  arn: maybe(name),
  userName: maybe(name),
});

const identity = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      type: fc.constantFrom('IAMUser', 'FederatedUser', 'Root', 'AssumedRole', 'Unknown'),
      principalId: fc.option(fc.constantFrom('AIDAROGUE000000000001', '')),
      arn: fc.option(name),
      userName: fc.option(name),
      invokedBy: maybe(fc.constantFrom('signin.amazonaws.com', 'ecs.amazonaws.com')),
      sessionContext: maybe(fc.record({ sessionIssuer: maybe(issuer) })),
    }),
  },
  { weight: 1, arbitrary: junk },
);

const detail = fc.record(
  {
    userIdentity: identity,
    eventName: fc.oneof(
      {
        weight: 9,
        arbitrary: fc.constantFrom(
          'AddUserToGroup',
          'DetachUserPolicy',
          'DeleteUserPolicy',
          'CreatePolicyVersion',
          'EnableMFADevice',
          'DeleteVirtualMFADevice',
          'GenerateCredentialReport',
          'CreateServiceLinkedRole',
          'CreateUser',
        ),
      },
      { weight: 1, arbitrary: junk },
    ),
    eventTime: fc.oneof(
      {
        weight: 9,
        arbitrary: fc
          .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
          .map((date) => date.toISOString()),
      },
      { weight: 1, arbitrary: junk },
    ),
    errorCode: fc.oneof(fc.constantFrom('AccessDenied', null), junk),
    errorMessage: maybe(
      fc.constantFrom(
        'Rate exceeded',
        'User: arn is not authorized to perform: iam:TagUser on resource: user bob',
        'User: arn is not authorized to perform: iam:TagUser on resource: user ',
      ),
    ),
    readOnly: junk,
    requestParameters: parameters,
    responseElements: parameters,
  },
  { requiredKeys: ['userIdentity'] },
);
const body = fc.oneof(
  { weight: 9, arbitrary: detail.map((it) => anEvent(it)) },
  { weight: 1, arbitrary: fc.oneof(fc.string(), fc.json()) },
);

const facts = fc.record({
  groups: fc.subarray([ADMINS, { id: 'AGPAOTHER', name: 'rogue' }]),
  deny: fc.record({
    attached: fc.boolean(),
    policy: fc.constantFrom('intact' as const, 'altered' as const, 'missing' as const),
    inline: fc.constantFrom('absent' as const, 'intact' as const, { altered: 'x' }),
    boundary: fc.boolean(),
    isUnread: fc.boolean(),
  }),
});

describe('any event at all', () => {
  it('is judged, or refused with the error that dead-letters it', () => {
    let judged = 0;
    fc.assert(
      fc.property(body, facts, (event, found) => {
        try {
          const call = parse(event);
          decideByEvent(call, someRules());
          expect(['leave', 'tell', 'hold', 'revoke']).toContain(
            decide(call, someFacts(found), someRules(), someCircumstances()).kind,
          );
          judged += 1;
        } catch (error) {
          if (!(error instanceof EventError)) throw error;
          expect(error.message).toMatch(/: \S+: /);
        }
      }),
      { numRuns: 10_000 },
    );
    // A generator of nothing but junk would prove nothing.
    expect(judged).toBeGreaterThan(1_000);
  });

  it('leaves an admin alone, whatever stands against her', () => {
    fc.assert(
      fc.property(detail, fc.constantFrom(noDeny, { ...noDeny, attached: true }), (it, deny) => {
        const event = anEvent({
          ...it,
          eventName: 'CreateUser',
          userIdentity: { type: 'IAMUser', principalId: 'AIDAROGUE000000000001', arn: 'a' },
          eventTime: '2026-06-01T12:00:00Z',
          errorCode: null,
          requestParameters: null,
          responseElements: null,
        });
        const found = someFacts({ remembered: rememberedAdmin(), deny });
        expect(decide(parse(event), found, someRules(), someCircumstances())).toEqual({
          kind: 'leave',
          reason: 'admin',
        });
      }),
    );
  });
});

import { CreateUserCommand } from '@aws-sdk/client-iam';
import { aRogue, denyArn, inAccount, REVOKER, stateOf, templateFor } from '../../support/deployed';
import { withoutAction } from '../../support/without-action';

/** What the services call it. */
const DENIED = /AccessDenied|AuthorizationError/;

describe('the revoker without one of its rights', () => {
  it.each([
    ['fails with AccessDenied', 'iam:AttachUserPolicy', 1, false],
    ['fails with AccessDenied', 'iam:GetUser', 1, false],
    ['fails with AccessDenied', 'iam:ListGroupsForUser', 1, false],
    ['fails with AccessDenied, once it has denied,', 'dynamodb:PutItem', 1, true],
    ['fails with AccessDenied, once it has denied,', 'sns:Publish', 1, true],
    ['denies all the same', 'iam:TagUser', 0, true],
    ['denies all the same', 'iam:GetGroup', 0, true],
    ['denies all the same', 'iam:GetPolicy', 0, true],
    ['denies all the same', 'iam:ListAttachedUserPolicies', 0, true],
  ])('%s where %s is missing', (_, action, deadLetters, isDenied) =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        await rogue.iam.send(new CreateUserCommand({ UserName: 'eve' }));
        await account.idle();

        const denied = account
          .calls({ functionName: REVOKER })
          .filter(({ errorCode }) => errorCode !== undefined && DENIED.test(errorCode));
        expect(new Set(denied.map((call) => `${call.service}:${call.action}`))).toEqual(new Set([action]));
        expect(account.deadLetters()).toHaveLength(deadLetters);
        expect(stateOf(account, rogue).attached.includes(denyArn(account))).toBe(isDenied);
      },
      { templatePath: withoutAction(action, templateFor()) },
    ),
  );
});

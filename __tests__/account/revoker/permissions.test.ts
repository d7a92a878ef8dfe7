import { CreateUserCommand } from '@aws-sdk/client-iam';
import { aRogue, denyArn, inAccount, REVOKER, stateOf, templateFor } from '../../support/deployed';
import { withoutAction } from '../../support/without-action';

/** What the services call it. */
const DENIED = /AccessDenied|AuthorizationError/;

describe('the revoker without one of its rights', () => {
  it.each([
    ['iam:AttachUserPolicy', false],
    ['iam:GetUser', false],
    ['iam:ListGroupsForUser', false],
    ['iam:GetGroup', false],
    ['dynamodb:PutItem', true],
    ['sns:Publish', true],
  ])('fails with AccessDenied where %s is missing', (action, isDenied) =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        await rogue.iam.send(new CreateUserCommand({ UserName: 'eve' }));
        await account.idle();

        const denied = account
          .calls({ functionName: REVOKER })
          .filter(({ errorCode }) => errorCode !== undefined && DENIED.test(errorCode));
        expect(new Set(denied.map((call) => `${call.service}:${call.action}`))).toEqual(new Set([action]));
        expect(account.deadLetters()).toHaveLength(1);
        expect(stateOf(account, rogue).attached.includes(denyArn(account))).toBe(isDenied);
      },
      { templatePath: withoutAction(action, templateFor()) },
    ),
  );
});

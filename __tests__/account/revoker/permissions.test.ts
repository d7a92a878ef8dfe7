import { mkdtempSync, cpSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import { aRogue, denyArn, inAccount, readTemplate, REVOKER, stateOf, templateFor } from '../../support/deployed';

/** What the services call it. */
const DENIED = /AccessDenied|AuthorizationError/;

/** A copy of the stack in which one action is missing from every role. */
function withoutAction(action: string): string {
  const original = templateFor();
  const text = readTemplate(original);
  // Policies are JSON text inside the template's JSON.
  const cut = text.replaceAll(`\\"${action}\\"`, '\\"iam:NothingOfTheKind\\"');
  if (cut === text) throw new Error(`no role has ${action}`);
  const folder = mkdtempSync(join(tmpdir(), 'cut-'));
  cpSync(dirname(original), folder, { recursive: true });
  writeFileSync(join(folder, 'cdk.tf.json'), cut);
  return join(folder, 'cdk.tf.json');
}

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
      { templatePath: withoutAction(action) },
    ),
  );
});

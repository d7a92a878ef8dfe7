import {
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GenerateCredentialReportCommand,
  GenerateServiceLastAccessedDetailsCommand,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRogue, denyArn, inAccount, REVOKER, stateOf, subjects } from '../../support/deployed';
import { anEvent } from '../../support/events';

const READ_ONLY = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
const serialOf = ({ accountId }: EmbeddedAccount, name: string) => `arn:aws:iam::${accountId}:mfa/${name}`;

/** A user who may enrol MFA devices, and make the other calls named. */
function anEnroller(account: EmbeddedAccount, ...more: string[]) {
  const document = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', ...more],
        Resource: '*',
      },
    ],
  };
  const user = account.addUser({ name: 'ada', policies: [account.addPolicy({ name: 'own-device', document })] });
  return { ...user, iam: iamOf(account, user.credentials) };
}

const make = (name: string) => new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name });
const drop = (SerialNumber: string) => new DeleteVirtualMFADeviceCommand({ SerialNumber });
const enable = (SerialNumber: string) =>
  new EnableMFADeviceCommand({
    UserName: 'ada',
    SerialNumber,
    AuthenticationCode1: '123456',
    AuthenticationCode2: '654321',
  });

/** Verdicts of the revoker, in the order of its log. */
const verdicts = (account: EmbeddedAccount) =>
  account
    .logs(REVOKER)
    .flatMap((line) => /"decision":\{"kind":"(\w+)","reason":"([\w-]+)"/.exec(line)?.slice(1).join(': ') ?? []);

describe('the revoker leaves ordinary people alone', () => {
  it('who may only read and run a report, though EventBridge delivers it', () =>
    inAccount(async (account) => {
      const auditor = account.addUser({
        name: 'auditor',
        policies: [READ_ONLY],
      });
      const iam = iamOf(account, auditor.credentials);
      await iam.send(new GenerateCredentialReportCommand({}));
      await iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: auditor.arn }));
      await iamOf(account, account.root).send(new GenerateCredentialReportCommand({}));
      await account.idle();

      expect(verdicts(account)).toEqual(['leave: read-only', 'leave: read-only', 'leave: read-only']);
      expect(account.calls({ functionName: REVOKER })).toEqual([]);
      expect(stateOf(account, auditor).attached).not.toContain(denyArn(account));
      expect(account.published()).toEqual([]);
    }));

  it('whose policies a scanner simulates', () =>
    inAccount(async (account) => {
      const auditor = account.addUser({ name: 'auditor', policies: [READ_ONLY] });
      const { id, arn, name } = auditor;
      const userIdentity = { type: 'IAMUser', principalId: id, arn, userName: name };
      account.inject(
        anEvent({ eventName: 'SimulatePrincipalPolicy', readOnly: true, userIdentity }, { account: account.accountId }),
        1,
        REVOKER,
      );
      await account.idle();

      expect(verdicts(account)).toEqual(['leave: read-only']);
      expect(stateOf(account, auditor).attached).not.toContain(denyArn(account));
    }));

  it('where readOnlyCalls is true, of whom a report is judged like any read', () =>
    inAccount(
      async (account) => {
        const auditor = account.addUser({ name: 'auditor', policies: [READ_ONLY] });
        await iamOf(account, auditor.credentials).send(new GenerateCredentialReportCommand({}));
        await account.idle();
        expect(stateOf(account, auditor).attached).toContain(denyArn(account));
      },
      { settings: { revoker: { readOnlyCalls: true } } },
    ));

  it('who abort enrolling an MFA device and start again', () =>
    inAccount(async (account) => {
      const ada = anEnroller(account, 'iam:DeleteVirtualMFADevice');
      const serial = serialOf(account, 'ada');
      await ada.iam.send(make('ada'));
      await ada.iam.send(drop(serial));
      await ada.iam.send(make('ada'));
      await ada.iam.send(enable(serial));
      await expect(ada.iam.send(drop(serial))).rejects.toThrow('deactivate');
      await account.idle();

      expect(verdicts(account)).toEqual(Array.from({ length: 5 }, () => 'leave: self-service'));
      expect(stateOf(account, ada).attached).not.toContain(denyArn(account));
      expect(account.published()).toEqual([]);
    }));

  it('who may not delete the device that they aborted', () =>
    inAccount(async (account) => {
      const ada = anEnroller(account);
      await ada.iam.send(make('ada'));
      await expect(ada.iam.send(drop(serialOf(account, 'ada')))).rejects.toThrow('not authorized');
      await account.idle();

      expect(verdicts(account)).toEqual(['leave: self-service', 'leave: self-service']);
      expect(account.published()).toEqual([]);
    }));
});

describe('the revoker takes IAM away', () => {
  it('from a user who deletes the device that somebody else is enrolling', () =>
    inAccount(async (account) => {
      const ada = anEnroller(account, 'iam:DeleteVirtualMFADevice');
      account.addUser({ name: 'bob' });
      await ada.iam.send(make('bob'));
      await ada.iam.send(drop(serialOf(account, 'bob')));
      await account.idle();

      expect(stateOf(account, ada).attached).toContain(denyArn(account));
    }));

  it('from a user who is refused a self-service call on somebody else, and says on whom', () =>
    inAccount(
      async (account) => {
        const ada = anEnroller(account);
        account.addUser({ name: 'bob', path: '/team/' });
        await expect(ada.iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }))).rejects.toThrow('not authorized');
        await account.idle();

        expect(stateOf(account, ada).attached).toContain(denyArn(account));
        expect(account.published()[0]?.message).toContain(
          'iam:CreateAccessKey on user /team/bob, refused with AccessDenied',
        );
      },
      { settings: { revoker: { selfService: ['CreateAccessKey'] } } },
    ));

  it.each([
    ['revoke', true, 'IAM access revoked: rogue is no admin and called the IAM API'],
    ['notify', false, 'rogue called the IAM API through a service; nothing was done'],
  ])('with viaServices %s from a user who calls through CloudFormation: %s', (viaServices, expected, subject) =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        const { id, arn, name } = rogue;
        const invokedBy = 'cloudformation.amazonaws.com';
        const userIdentity = { type: 'IAMUser', principalId: id, arn, userName: name, invokedBy };
        const event = (eventID: string) =>
          anEvent(
            { eventID, eventName: 'CreateUser', requestParameters: { userName: 'eve' }, userIdentity },
            { account: account.accountId },
          );
        for (const eventId of ['one', 'two']) {
          account.inject(event(eventId), 1, REVOKER);
          await account.idle();
        }

        expect(stateOf(account, rogue).attached.includes(denyArn(account))).toBe(expected);
        expect(subjects(account)).toEqual([subject]);
        expect(account.published()[0]?.message).toContain('iam:CreateUser, through cloudformation.amazonaws.com');
      },
      { settings: { revoker: { viaServices } } },
    ),
  );
});

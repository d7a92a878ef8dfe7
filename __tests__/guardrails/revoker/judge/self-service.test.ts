import type { Call } from '../../../../src/guardrails/revoker/judge/parse';
import { isSelfService } from '../../../../src/guardrails/revoker/judge/self-service';
import { SELF_SERVICE } from '../../../../src/guardrails/revoker/settings';
import { aCall, aCaller, ACCOUNT } from '../../../support/revoker';

const rules = { selfService: SELF_SERVICE.map(String) };
const serial = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:mfa/${name}`;
const refusedOn = (resource: string) =>
  `User: arn:aws:iam::${ACCOUNT}:user/rogue is not authorized to perform: iam:X on resource: ${resource} because no identity-based policy allows the iam:X action`;

const made = (eventName: string, parameters?: Record<string, unknown>) =>
  aCall({ eventName, parameters, response: undefined });
const refused = (eventName: string, failedBecause?: string, more: Partial<Call> = {}) =>
  aCall({
    eventName,
    parameters: undefined,
    response: undefined,
    failedWith: 'AccessDenied',
    ...(failedBecause !== undefined && { failedBecause }),
    ...more,
  });
const judged = (call: Call) => isSelfService(call, rules);

describe('self-service', () => {
  it.each([
    ['names the caller', made('CreateAccessKey', { userName: 'rogue' })],
    ['names the caller in another case', made('CreateAccessKey', { userName: 'ROGUE' })],
    ['names nobody', made('CreateAccessKey')],
    ['names nobody, by a field without a value', made('CreateAccessKey', { userName: null })],
    ['resynchronises the own device', made('ResyncMFADevice', { userName: 'rogue', serialNumber: serial('rogue') })],
    ['deletes the device of the own name', made('DeleteVirtualMFADevice', { serialNumber: serial('rogue') })],
    ['deletes it, written in another case', made('DeleteVirtualMFADevice', { serialNumber: serial('Rogue') })],
    [
      'may not delete that device yet, since it is assigned',
      refused('DeleteVirtualMFADevice', 'MFA VirtualDevice in use. Must deactivate first.', {
        failedWith: 'DeleteConflictException',
        parameters: { serialNumber: serial('rogue') },
      }),
    ],
    ['was refused the own device', refused('DeleteVirtualMFADevice', refusedOn(serial('rogue')))],
    ['was refused a key of its own', refused('CreateAccessKey', refusedOn('user rogue'))],
    ['was refused it, by ARN', refused('CreateAccessKey', refusedOn(`arn:aws:iam::${ACCOUNT}:user/team/rogue`))],
    ['gave a wrong old password', refused('ChangePassword', 'The old password was incorrect.')],
    ['was refused its own password without a word', refused('ChangePassword')],
    ['was refused a new device, whatever its name', refused('CreateVirtualMFADevice', refusedOn(serial('phone')))],
    ['was refused a read of the account', refused('GetAccountSummary', refusedOn('*'))],
  ])('is a call that %s', (_, call) => {
    expect(judged(call)).toBe(true);
  });

  it.each([
    ['names somebody else', made('CreateAccessKey', { userName: 'bob' })],
    ['names what is no name', made('CreateAccessKey', { userName: ['rogue'] })],
    ['was refused a key of somebody else', refused('CreateAccessKey', refusedOn('user bob'))],
    ['was refused it, by ARN', refused('CreateAccessKey', refusedOn(`arn:aws:iam::${ACCOUNT}:user/rogue/bob`))],
    [
      'was refused on a namesake elsewhere',
      refused('CreateAccessKey', refusedOn('arn:aws:iam::999988887777:user/rogue')),
    ],
    ['was refused on a role of the own name', refused('CreateAccessKey', refusedOn('role rogue'))],
    ['was refused on nobody knows whom', refused('CreateAccessKey', refusedOn('*'))],
    ['was refused without a readable word', refused('EnableMFADevice', 'Rate exceeded')],
    ['was refused without any word', refused('EnableMFADevice')],
    [
      'names the caller, while its refusal names another',
      refused('EnableMFADevice', refusedOn('user bob'), { parameters: { userName: 'rogue' } }),
    ],
    ['resynchronises the device of somebody else', made('ResyncMFADevice', { userName: 'bob' })],
    ['deletes the device of somebody else', made('DeleteVirtualMFADevice', { serialNumber: serial('bob') })],
    ['deletes a device of a free name', made('DeleteVirtualMFADevice', { serialNumber: serial('phone') })],
    ['deletes a device on a path', made('DeleteVirtualMFADevice', { serialNumber: serial('bob/rogue') })],
    ['deletes a device elsewhere', made('DeleteVirtualMFADevice', { serialNumber: serial('rogue', '999988887777') })],
    ['deletes what is no virtual device', made('DeleteVirtualMFADevice', { serialNumber: 'rogue' })],
    ['deletes a device and does not say which', made('DeleteVirtualMFADevice')],
    ['was refused the device of somebody else', refused('DeleteVirtualMFADevice', refusedOn(serial('bob')))],
    ['was refused a device and nobody knows which', refused('DeleteVirtualMFADevice')],
    ['is made by root', aCall({ eventName: 'ChangePassword', caller: { kind: 'root' } })],
    [
      'is made by a user without a name, on one without a name',
      aCall({
        eventName: 'CreateAccessKey',
        caller: { kind: 'user', id: aCaller().id, arn: '' },
        parameters: { userName: '' },
      }),
    ],
  ])('is no call that %s', (_, call) => {
    expect(judged(call)).toBe(false);
  });

  it('is nothing that the settings do not list', () => {
    expect(isSelfService(made('CreateAccessKey'), { selfService: ['ChangePassword'] })).toBe(false);
  });
});

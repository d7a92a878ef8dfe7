import { alreadyExists, deleteConflict, limitExceeded, noSuchEntity } from '../../wire/aws-error';
import { checkedName, checkedPath, page, userOf, type IamCall, type IamOperation } from '../call';
import type { User } from '../entities';
import type { AccountState } from '../state';

const MOST_DEVICES = 8;

function addMfaDevice({ params, state }: IamCall): string {
  const name = checkedName(params.text('VirtualMFADeviceName'), 'virtualMFADeviceName', 226);
  const serial = state.arnOf('mfa', { path: checkedPath(params.optional('Path')), name });
  if (state.virtualMfaDevices.has(serial))
    throw alreadyExists('MFADevice entity at the same path and name already exists.');
  state.virtualMfaDevices.add(serial);
  return serial;
}

function checkedDevice({ virtualMfaDevices }: AccountState, serial: string): string {
  if (virtualMfaDevices.has(serial)) return serial;
  throw noSuchEntity(`VirtualMFADevice with serial number ${serial} does not exist.`);
}

const ownerOf = ({ users }: AccountState, serial: string): User | undefined =>
  [...users.values()].find(({ mfaDevices }) => mfaDevices.some((one) => one.serial === serial));

/** Devices that people carry are not emulated: a device is a virtual one. */
export const MFA_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  CreateVirtualMFADevice: (call) => ({
    VirtualMFADevice: {
      SerialNumber: addMfaDevice(call),
      Base32StringSeed: Buffer.from('seed').toString('base64'),
      QRCodePNG: Buffer.from('png').toString('base64'),
    },
  }),
  DeleteVirtualMFADevice: ({ params, state }) => {
    const serial = checkedDevice(state, params.text('SerialNumber'));
    if (ownerOf(state, serial)) throw deleteConflict('MFA VirtualDevice in use. Must deactivate first.');
    state.virtualMfaDevices.delete(serial);
    return undefined;
  },
  EnableMFADevice: ({ params, state }) => {
    const { mfaDevices } = state.userNamed(params.text('UserName'));
    const serial = checkedDevice(state, params.text('SerialNumber'));
    if (ownerOf(state, serial)) throw alreadyExists('The MFA device is already in use.');
    if (mfaDevices.length >= MOST_DEVICES) {
      throw limitExceeded(`Cannot exceed quota for MFADevicesPerUser: ${MOST_DEVICES}`);
    }
    mfaDevices.push({ serial, enabledAt: state.clock.now() });
    return undefined;
  },
  DeactivateMFADevice: (call) => {
    const { mfaDevices } = userOf(call);
    const serial = call.params.text('SerialNumber');
    const index = mfaDevices.findIndex((one) => one.serial === serial);
    if (index < 0) throw noSuchEntity(`MFA Device invalid for user: ${serial}`);
    mfaDevices.splice(index, 1);
    return undefined;
  },
  ListMFADevices: (call) => {
    const { name, mfaDevices } = userOf(call);
    const { items, rest } = page(call, mfaDevices);
    return {
      MFADevices: items.map(({ serial, enabledAt }) => ({
        UserName: name,
        SerialNumber: serial,
        EnableDate: enabledAt,
      })),
      ...rest,
    };
  },
  ResyncMFADevice: ({ params, state }) => {
    const serial = params.text('SerialNumber');
    const { mfaDevices } = state.userNamed(params.text('UserName'));
    if (!mfaDevices.some((one) => one.serial === serial)) throw noSuchEntity(`MFA device ${serial} does not exist.`);
    return undefined;
  },
};

import { row, USER, USER_OR_CALLER, type IamWrites } from './shape';

/** MFA devices. One that is enabled for a user signs that user in; one that is taken away no longer protects the user. */
export const MFA_WRITES: IamWrites = {
  CreateVirtualMFADevice: row('makes', 'mfa-device', 'created virtual MFA device {name}', {
    name: ['response.virtualMFADevice.serialNumber', 'parameters.virtualMFADeviceName'],
    id: 'response.virtualMFADevice.serialNumber',
  }),
  EnableMFADevice: row('opens', 'mfa-device', 'enabled MFA device {name} for {whom}', {
    name: ['parameters.serialNumber'],
    whom: USER,
  }),
  ResyncMFADevice: row('changes', 'mfa-device', 'synchronised MFA device {name} of {whom} anew', {
    name: ['parameters.serialNumber'],
    whom: USER,
  }),
  DeactivateMFADevice: row('opens', 'mfa-device', 'took MFA device {name} from {whom}', {
    name: ['parameters.serialNumber'],
    whom: USER_OR_CALLER,
  }),
  DeleteVirtualMFADevice: row('removes', 'mfa-device', 'deleted virtual MFA device {name}', {
    name: ['parameters.serialNumber'],
  }),
  TagMFADevice: row('changes', 'tags', 'tagged MFA device {parameters.serialNumber} with {name}', {
    name: ['parameters.tags'],
  }),
  UntagMFADevice: row('changes', 'tags', 'took the tags {name} off MFA device {parameters.serialNumber}', {
    name: ['parameters.tagKeys'],
  }),
};

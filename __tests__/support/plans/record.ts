import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Account } from '../../e2e/support/account';
import { startMoto } from '../../e2e/support/moto';
import type { Keys } from '../../e2e/support/credentials';
import { Project } from '../../e2e/support/project';
import { providerMirror } from '../../e2e/support/provider-mirror';
import { Terraform } from '../../e2e/support/terraform';
import { writeFormatted } from '../write-formatted';
import { BASE } from './base';
import { HARMLESS } from './harmless';
import { RECORDED, recordingOf } from './recording';
import { merged, type Template, type Variant } from './variant';
import { WEAKENING } from './weakening';

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Deploys the base to moto once, and plans every variant against it. */
async function main(): Promise<void> {
  const moto = await startMoto();
  const [account, project] = [new Account(moto.endpoint), new Project()];
  const { stack, aside } = project;
  const terraform = new Terraform({ stack, aside, endpoint: moto.endpoint, provider: providerMirror(aside) });
  try {
    const { keys, groupId } = await peopleOf(account);
    await project.synth(BASE);
    await terraform.init();
    await terraform.apply(keys);
    const shown = new Map<string, string>();
    for (const [name, variant] of Object.entries({ ...WEAKENING, ...HARMLESS })) {
      await project.synth(settingsOf(variant, groupId));
      edit(join(stack, 'cdk.tf.json'), variant);
      shown.set(name, (await terraform.plannedOfState(keys)).shown);
      console.log(name);
    }
    const [first = '{}'] = shown.values();
    const { terraform_version: version } = JSON.parse(first) as { terraform_version: string };
    const text = JSON.stringify(recordingOf(version, shown));
    writeFormatted(RECORDED, text);
  } finally {
    await Promise.all([terraform.stop(), moto.stop()]);
    project.remove();
  }
}

/** Whoever deploys is an admin. */
async function peopleOf({ people }: Account): Promise<{ readonly keys: Keys; readonly groupId: string }> {
  const [admin, other] = [await people.hire('ada'), await people.hire('bob')];
  const groupId = await people.createGroup('Administrators');
  await people.join('Administrators', admin);
  await people.createGroup('Operators');
  await people.join('Operators', other);
  return { keys: admin.keys, groupId };
}

function settingsOf({ settings = {}, groupId: pinned }: Variant, id: string): object {
  const group = pinned === undefined ? {} : { revoker: { adminGroups: [{ name: 'Administrators', id }] } };
  return merged(merged(BASE, settings), group);
}

function edit(file: string, { edit: change }: Variant): void {
  if (change === undefined) return;
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Template)));
}

void main();

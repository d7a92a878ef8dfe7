import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planPolicy } from '../../src/cli/plan-policy';
import { BASE } from '../support/plans/base';
import { someSettings } from '../support/settings';
import { temporaryFolder } from '../support/temporary-folder';
import { Account } from './support/account';
import { describeE2e } from './support/describe-e2e';
import { startMoto, type Moto } from './support/moto';
import type { Person } from './support/people';
import { STATE_BUCKET } from './support/stage';
import { Project } from './support/project';
import { providerMirror } from './support/provider-mirror';
import { PLAN, Terraform } from './support/terraform';

// Terraform waits for every resource as it waits on AWS.
jest.setTimeout(300_000);

const SETTINGS = {
  ...BASE,
  backend: { s3: { bucket: STATE_BUCKET, key: 'plan.tfstate' } },
  credentialCleanup: { ...BASE.credentialCleanup, analyzer: 'none' },
};
/** How moto calls what IAM calls otherwise. */
const SERVICES: Readonly<Record<string, string>> = { awslambda: 'lambda', stepfunctions: 'states' };
const ACTIONS: Readonly<Record<string, string>> = { 's3:HeadBucket': 's3:ListBucket' };
const inIam = (call: string) => {
  const [service = '', action = ''] = call.split(':');
  const named = `${SERVICES[service] ?? service}:${action}`;
  return ACTIONS[named] ?? named;
};

describeE2e('the role that plans pull requests', () => {
  const calls = join(temporaryFolder('calls-'), 'calls.txt');
  const project = new Project();
  let moto: Moto;
  let terraform: Terraform;
  let admin: Person;

  beforeAll(async () => {
    writeFileSync(calls, '');
    moto = await startMoto(calls);
    const account = new Account(moto.endpoint);
    const { stack, aside } = project;
    terraform = new Terraform({ stack, aside, endpoint: moto.endpoint, provider: providerMirror(aside) });
    admin = await account.people.hire('ada');
    await account.people.createGroup('Administrators');
    await account.people.join('Administrators', admin);
    await account.createBucket(STATE_BUCKET);
    await project.synth(SETTINGS);
    await terraform.init();
    await terraform.apply(admin.keys);
  });

  afterAll(async () => {
    await Promise.all([terraform.stop(), moto.stop()]);
    project.remove();
  });

  it('makes no call that its policy does not allow', async () => {
    writeFileSync(calls, '');
    const { exitCode } = await terraform.planUnlocked(admin.keys);
    const made = [...new Set(readFileSync(calls, 'utf8').split('\n').filter(Boolean).map(inIam))];
    const allowed = planPolicy(someSettings(SETTINGS)).Statement.flatMap(({ Action = [] }) => Action);

    expect(exitCode).toBe(PLAN.empty);
    expect(made.length).toBeGreaterThan(40);
    expect(made.filter((call) => !allowed.includes(call)).sort()).toEqual([]);
  });
});

import { parseSettings } from '../../src/settings';
import { refusalOf } from '../support/settings';

const s3 = (more: object = {}) => ({ s3: { bucket: 'acme-state', ...more } });
const key = 'iam-guardrails.tfstate';
const inAccount = (id: string, more: object = {}) => ({ allowedAccountIds: [id], ...more });
const [ONE, OTHER] = ['111122223333', '444455556666'];
const keyOf = (raw: object, environment?: string) => {
  const { backend } = parseSettings(raw, environment);
  return typeof backend === 'object' ? backend.s3.key : backend;
};

describe('the state of an environment', () => {
  it('has a key of its own where none is named, and the one of before where there are no environments', () => {
    const raw = { backend: s3(), environments: { prod: {}, dev: {} } };
    expect(keyOf(raw, 'prod')).toBe('iam-guardrails/prod.tfstate');
    expect(keyOf(raw, 'dev')).toBe('iam-guardrails/dev.tfstate');
    expect(keyOf(raw)).toBe('iam-guardrails.tfstate');
    expect(keyOf({ backend: s3() })).toBe('iam-guardrails.tfstate');
  });

  it('has the key that is named', () => {
    const raw = { backend: s3(), environments: { prod: { backend: s3({ key }) }, dev: {} } };
    expect(refusalOf(raw, 'prod')).toContain('the settings without an environment and environments.prod');
    expect(
      keyOf({ ...raw, backend: s3({ key: 'base' }), environments: { prod: { backend: s3({ key }) } } }, 'prod'),
    ).toBe(key);
  });

  it.each([undefined, 'prod', 'dev'])('is nobody else’s, whichever is chosen: %s', (environment) => {
    const raw = {
      backend: s3({ key: 'base' }),
      environments: { prod: { backend: s3({ key }) }, dev: { backend: s3({ key }) } },
    };
    expect(refusalOf(raw, environment)).toContain(
      'environments.prod and environments.dev have the same Terraform state, s3://acme-state/iam-guardrails.tfstate: ' +
        'deploying one would destroy what the other made; allowed: a backend.s3.key of its own in each, such as ' +
        '"iam-guardrails/dev.tfstate" in environments.dev, which is what leaving the key out of both means',
    );
  });

  it('is not that of the settings without an overlay, which a forgotten GUARDRAILS_ENV deploys', () => {
    const raw = { backend: s3({ key }), environments: { dev: { revoker: { mode: 'observe' } } } };
    for (const environment of [undefined, 'dev']) {
      expect(refusalOf(raw, environment)).toContain(
        'the settings without an environment and environments.dev have the same Terraform state',
      );
    }
  });

  it('is the same in one bucket whatever Region is written beside it, for its name is given once', () => {
    const prod = { backend: s3({ key, region: 'eu-central-1' }) };
    expect(refusalOf({ backend: s3({ key }), environments: { prod } })).toContain('have the same Terraform state');
  });

  it.each([
    ['another bucket', { s3: { bucket: 'dev-state' } }],
    ['another key', s3({ key: 'dev' })],
    ['a file here', 'local'],
  ])('may be in %s', (_, backend) => {
    const raw = { backend: s3({ key }), environments: { dev: { backend } } };
    expect(parseSettings(raw, 'dev').environments).toMatchObject({ chosen: 'dev' });
  });

  it('is in a file of its own where it stays on this machine, also where case tells no files apart', () => {
    expect(parseSettings({ environments: { prod: {}, dev: {} } }, 'dev').environments?.chosen).toBe('dev');
    expect(refusalOf({ environments: { dev: {}, Dev: {} } })).toContain(
      'environments.dev and environments.Dev have the same Terraform state, terraform.iam-guardrails.dev.tfstate',
    );
  });

  it.each(['a/b', '..', '../x', '', '-x', 'x y', 'x'.repeat(65)])(
    'cannot be named after the environment "%s"',
    (name) => {
      expect(refusalOf({ environments: { [name]: {} } })).toContain(
        `environments.${name}: allowed: a name of up to 64`,
      );
    },
  );
});

describe('two environments in one account', () => {
  const [prod, dev] = [inAccount(ONE), inAccount(ONE, { namePrefix: 'dev', revoker: { denyPolicyName: 'DevDeny' } })];

  it('are refused where everything of theirs has the same name', () => {
    expect(refusalOf({ environments: { prod, dev: prod } })).toContain(
      `environments.prod and environments.dev are deployed to the account ${ONE}, and everything of theirs has the ` +
        'same name: give each a namePrefix, both have iam-guardrails',
    );
  });

  it('are refused where both would make one deny policy', () => {
    expect(refusalOf({ environments: { prod, dev: { ...dev, revoker: {} } } })).toContain(
      'their deny policies have the same name, DenyIAMAccess: give each a revoker.denyPolicyName',
    );
    const watching = { ...dev, revoker: { mode: 'off' } };
    expect(parseSettings({ environments: { prod, dev: watching } }, 'dev').namePrefix).toBe('dev');
  });

  it.each([
    ['with names of their own', { prod, dev }],
    ['in two accounts after all', { prod, dev: inAccount(OTHER) }],
  ])('may be deployed %s', (_, environments) => {
    expect(parseSettings({ environments }, 'prod').environments).toEqual({ chosen: 'prod', warnings: [] });
  });

  it('collide with the settings without an overlay by state alone, which nobody means to deploy', () => {
    expect(parseSettings({ ...inAccount(ONE), environments: { prod: {} } }, 'prod').environments?.warnings).toEqual([]);
  });
});

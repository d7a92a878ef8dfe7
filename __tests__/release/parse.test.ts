import { GUARDRAILS, SCHEDULED } from '../../src/guardrails/catalogue/names';
import { isAbout, type ReleaseRequest } from '../../src/release/parse';
import { parse } from '../support/releasers';

const arn = 'arn:aws:iam::111122223333:user/eu/ada@example.com';
const role = 'arn:aws:iam::111122223333:role/eu/etl';
const session = 'arn:aws:sts::111122223333:assumed-role/etl/nightly@example.com';
const principal = (guardrail: string, by: string, value: string) => ({ kind: 'principal', guardrail, by, value });

describe('parse', () => {
  it.each([
    [{ principal: arn }, principal('revoker', 'arn', arn)],
    [{ principal: 'AIDAROGUE000000000001' }, principal('revoker', 'id', 'AIDAROGUE000000000001')],
    [{ principal: arn, guardrail: 'permissions-boundary' }, principal('permissions-boundary', 'arn', arn)],
    [{ principal: role }, principal('permissions-boundary', 'arn', role)],
    [{ principal: 'AROAETL00000000000001' }, principal('permissions-boundary', 'id', 'AROAETL00000000000001')],
    [{ principal: session }, principal('permissions-boundary', 'session', session)],
    [{ run: 'run-1' }, { kind: 'run', runId: 'run-1', guardrails: [...SCHEDULED] }],
    [
      { run: 'run-1', guardrail: 'permissions-boundary' },
      { kind: 'run', runId: 'run-1', guardrails: ['permissions-boundary'] },
    ],
    [{ all: true }, { kind: 'all', guardrails: [...GUARDRAILS] }],
    [
      { all: true, guardrail: 'revoker' },
      { kind: 'all', guardrails: ['revoker'] },
    ],
    [{ accept: 'AIDABOB00000000000001' }, { kind: 'accept', guardrail: 'revoker', id: 'AIDABOB00000000000001' }],
    [
      { accept: 'AIDABOB00000000000001', group: 'Admins', guardrail: 'revoker' },
      { kind: 'accept', guardrail: 'revoker', id: 'AIDABOB00000000000001', group: 'Admins' },
    ],
  ])('reads %j', (payload, expected) => {
    expect(parse(payload)).toEqual(expected);
  });

  it.each(["/a';touch${IFS}x;'/", '/!"#$%&()*<>?[\\]^`{|}~/', '/x:user/', '/user/', '///', `/${'p'.repeat(510)}/`])(
    'reads the ARN of a role on the path %s',
    (path) => {
      const value = `arn:aws:iam::111122223333:role${path}etl`;
      expect(parse({ principal: value })).toEqual(principal('permissions-boundary', 'arn', value));
    },
  );

  it.each([
    [{}, 'payload {}: write {"principal"'],
    [undefined, 'payload undefined: write'],
    [{ principal: arn, all: true }, '{"all": true}'],
    [{ run: 'run-1', all: true }, '{"all": true}'],
    [{ user: 'ada' }, 'payload {"user":"ada"}: write'],
    [{ all: false }, 'payload {"all":false}'],
    [
      { all: true, guardrail: 'idle-keys' },
      '"guardrail" may be "revoker", "permissions-boundary", "unused-service-deny" or "credential-cleanup"',
    ],
    [{ guardrail: 'revoker' }, 'write {"principal"'],
    [{ principal: 'ada' }, 'principal "ada": write the ARN of an IAM user or role'],
    [{ principal: 'arn:aws:iam::111122223333:group/ada' }, 'write the ARN of an IAM user or role'],
    [{ principal: `${arn} and others` }, 'write the ARN of an IAM user or role'],
    [{ principal: `see ${arn}` }, 'write the ARN of an IAM user or role'],
    [{ principal: `${role}:*` }, 'write the ARN of an IAM user or role'],
    [{ principal: 'arn:aws:iam::111122223333:role/a b/etl' }, 'write the ARN of an IAM user or role'],
    [{ principal: `arn:aws:iam::111122223333:role/${'p'.repeat(511)}/etl` }, 'write the ARN of an IAM user or role'],
    [{ principal: `arn:aws:iam::111122223333:role/${'n'.repeat(65)}` }, 'write the ARN of an IAM user or role'],
    [{ principal: 'arn:aws:iam::111122223333:role/eu/' }, 'write the ARN of an IAM user or role'],
    [{ principal: 'AROAETL00000000000001/session' }, 'or its id AIDA… or AROA…'],
    [{ principal: role, guardrail: 'revoker' }, 'the revoker holds users only'],
    [{ principal: session, guardrail: 'revoker' }, 'the revoker holds users only'],
    [{ principal: 'arn:aws:sts::111122223333:assumed-role/etl' }, "or the ARN of a role's session"],
    [{ principal: 'arn:aws:sts::111122223333:assumed-role/eu/etl/nightly' }, "or the ARN of a role's session"],
    [{ principal: 'arn:aws:sts::111122223333:federated-user/ada' }, "or the ARN of a role's session"],
    [{ run: 'run-1', guardrail: 'revoker' }, 'it has no runs'],
    [{ run: '../../other' }, 'write the name of the execution'],
    [{ run: 'run-1/summary' }, 'write the name of the execution'],
    [{ run: '..' }, 'write the name of the execution'],
    [{ accept: 'bob' }, 'accept "bob": write the unique id of an IAM user, AIDA…'],
    [{ accept: 'AROAETL00000000000001' }, 'write the unique id of an IAM user'],
    [{ accept: arn }, 'write the unique id of an IAM user'],
    [{ accept: 'AIDABOB00000000000001', all: true }, 'or {"accept": "<id of a user>"}'],
    [{ principal: arn, group: 'Admins' }, '"group" goes with "accept" alone'],
    [
      { accept: 'AIDABOB00000000000001', guardrail: 'permissions-boundary' },
      'guardrail "permissions-boundary": it accepts nobody; leave it out',
    ],
  ])('refuses %j, and says what it takes', (payload, words) => {
    expect(() => parse(payload)).toThrow(words);
  });
});

describe('a request', () => {
  it.each([
    [{ principal: arn }, [true, false]],
    [{ principal: role }, [false, true]],
    [{ run: 'run-1' }, [false, true]],
    [{ all: true }, [true, true]],
    [{ all: true, guardrail: 'permissions-boundary' }, [false, true]],
  ])('%j is about the revoker and the boundaries: %j', (payload, expected) => {
    const request = parse(payload) as ReleaseRequest;
    expect([isAbout(request, 'revoker'), isAbout(request, 'permissions-boundary')]).toEqual(expected);
  });
});

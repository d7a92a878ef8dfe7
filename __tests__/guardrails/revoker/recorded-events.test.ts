import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { decide, decideByEvent } from '../../../src/guardrails/revoker/judge/decide';
import { parse } from '../../../src/guardrails/revoker/judge/parse';
import { anEvent } from '../../support/events';
import { someCircumstances, someFacts, someRules } from '../../support/revoker';

/** Records of a public attack simulation, kept beside the project and not in it. */
const RECORDED = join(__dirname, '../../../../shared/fixtures/cloudtrail/stratus-red-team.json');

const recordsIn = (file: string) =>
  z
    .array(z.looseObject({ eventName: z.string(), userIdentity: z.looseObject({ principalId: z.string() }) }))
    .parse(JSON.parse(readFileSync(file, 'utf8')));

if (existsSync(RECORDED)) {
  describe('the recorded events', () => {
    it.each(recordsIn(RECORDED).map((record) => [record.eventName, record] as const))(
      '%s revokes the attacker',
      (_, record) => {
        const call = parse(anEvent(record));
        expect(call).toMatchObject({
          eventName: record.eventName,
          caller: { kind: 'user', id: record.userIdentity.principalId },
        });
        expect(decideByEvent(call, someRules())).toEqual({ kind: 'read', caller: call.caller });
        expect(decide(call, someFacts(), someRules(), someCircumstances())).toMatchObject({
          kind: 'revoke',
          reason: 'unauthorized',
        });
      },
    );

    it.each(recordsIn(RECORDED).map((record) => [record.eventName, record] as const))(
      '%s would be told of through CloudFormation, where the settings say so',
      (_, record) => {
        const userIdentity = { ...record.userIdentity, invokedBy: 'cloudformation.amazonaws.com' };
        const call = parse(anEvent({ ...record, userIdentity }));
        const rules = someRules({ viaServices: 'notify' });
        expect(decide(call, someFacts(), rules, someCircumstances())).toMatchObject({
          kind: 'tell',
          reason: 'via-service',
        });
      },
    );
  });
} else {
  // jest's reporter names no skipped test where there are many suites.
  console.warn('the recorded events are not judged: ../shared/fixtures/cloudtrail is not beside the project');
  describe('the recorded events', () => {
    it.skip('are judged', () => undefined);
  });
}

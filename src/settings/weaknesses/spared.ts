import { matchInWords } from '../../domain/exemption/exemption';
import { given, gone, grown } from '../../setting-values/direction';
import { says } from '../../setting-values/says';
import { never, saidBy, weakens } from '../../setting-values/weakness';
import { isAudited } from '../guardrails';
import type { Part } from './defaults';

const saidByExemption = saidBy('exemptions');

/** Whom the scheduled guardrails leave alone. */
export const spared: Part = {
  applies: isAudited,
  byKey: {
    // Whether it has expired is judged by every run: at synth there is no clock, or plans would differ by the day.
    exemptions: weakens(
      ({ exemptions }) =>
        exemptions.map((one) => {
          const until = one.expires === undefined ? '' : ` through ${one.expires}`;
          const from = one.from.join(' and ');
          return `exemptions: ${matchInWords(one.match)} exempt from ${from}${until} (owner: ${one.owner}, reason: ${one.reason})`;
        }),
      grown,
    ),
    'exemptions[].match.arn': saidByExemption,
    'exemptions[].match.name': saidByExemption,
    'exemptions[].match.path': saidByExemption,
    'exemptions[].match.group': saidByExemption,
    'exemptions[].match.tag': saidByExemption,
    'exemptions[].from': saidByExemption,
    'exemptions[].owner': saidByExemption,
    'exemptions[].reason': saidByExemption,
    'exemptions[].expires': saidByExemption,
    controlAccountIds: weakens(
      ({ controlAccountIds }) =>
        controlAccountIds.map(
          (id) => `controlAccountIds: control roles that trust account ${id} are left alone unsaid`,
        ),
      grown,
    ),
    protectedPrincipals: weakens(
      ({ protectedPrincipals }) =>
        protectedPrincipals.map(
          ({ arn, reason }) => `protectedPrincipals: ${arn} is never touched (reason: ${reason})`,
        ),
      grown,
    ),
    'protectedPrincipals[].arn': saidBy('protectedPrincipals'),
    'protectedPrincipals[].reason': saidBy('protectedPrincipals'),
    assumeRoleArn: weakens(
      ({ assumeRoleArn }) =>
        says(assumeRoleArn !== undefined, `assumeRoleArn: ${assumeRoleArn ?? ''} is never touched, for it deploys`),
      given,
    ),
    rolePermissionsBoundaryArn: never('only narrows what the functions may do', gone),
  },
};

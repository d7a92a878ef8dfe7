import type { PolicyDocument, Statement } from '../../domain/policy/policy-document';

import { DEPLOYMENT_REGION, deploymentParameterOf } from '../../foundation/deployment-parameter';
import { type Names, namesOf } from '../../foundation/names';
import { PREVIEWED } from '../../guardrails/catalogue/preview';
import type { Settings } from '../../settings';
import { wholeDeploymentOf } from '../../stacks/whole-deployment';

/** The functions whose steps a preview takes. */
const STEPS = ['inventory', 'batch', 'plan'] as const;

/**
 * The least that a preview by these settings needs: what the functions of the deployed jobs read of the account in observe
 * mode, and nothing of what they write. The last three statements are for what a deployment remembers; without them a preview
 * says that it does not know it.
 *
 * @param guardrails names of the guardrails
 */
export function previewPolicy(settings: Settings, guardrails: readonly string[]): PolicyDocument {
  const { partition, region, namePrefix: prefix, allowedAccountIds } = settings;
  const [only, ...others] = allowedAccountIds;
  const accountId = only !== undefined && others.length === 0 ? only : '*';
  const names = namesOf({ partition, region, accountId, prefix });
  const given = { settings, names, whole: wholeDeploymentOf(settings, names) };
  const statements = PREVIEWED.filter(({ name }) => guardrails.includes(name)).flatMap((one) => {
    const of = one.permissions(given, accountId);
    return STEPS.flatMap((step) => of[step]);
  });
  const parameter = namesOf({ partition, region: DEPLOYMENT_REGION, accountId, prefix });
  return {
    Version: '2012-10-17',
    Statement: [
      ...joined(statements.filter((one) => isReadOfAccount(one, names))),
      {
        ...{ Sid: 'FindDeployment', Effect: 'Allow', Action: ['ssm:GetParameter'] },
        Resource: [parameter.parameterArn(deploymentParameterOf(prefix))],
      },
      {
        ...{ Sid: 'ReadLedger', Effect: 'Allow', Action: ['dynamodb:Query'] },
        Resource: [names.ledgerArn, `${names.ledgerArn}/index/open`],
      },
      { Sid: 'ReadPastIncidents', Effect: 'Allow', Action: ['dynamodb:Scan'], Resource: [names.ledgerArn] },
    ],
  };
}

/** A function alone may write, and the deployment's own bucket and ledger are a folder here. */
function isReadOfAccount({ Effect, Condition, Resource = [] }: Statement, { evidenceBucketArn, ledgerArn }: Names) {
  const own = (arn: string) => [evidenceBucketArn, ledgerArn].some((of) => arn.startsWith(of));
  return Effect === 'Allow' && Condition === undefined && ![Resource].flat().some(own);
}

/** One statement for each list of resources; several functions read the same. */
function joined(statements: readonly Statement[]): readonly Statement[] {
  const byResource = new Map<string, { readonly first: Statement; readonly actions: Set<string> }>();
  for (const one of statements) {
    const key = JSON.stringify(one.Resource);
    const known = byResource.get(key) ?? { first: one, actions: new Set() };
    byResource.set(key, known);
    for (const action of [one.Action ?? []].flat()) known.actions.add(action);
  }
  return [...byResource.values()].map(({ first, actions }) => ({ ...first, Action: [...actions].sort() }));
}

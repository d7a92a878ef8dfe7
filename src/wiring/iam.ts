import type { IAMClient } from '@aws-sdk/client-iam';
import { RefusedError, TimeOverError } from '../audit/pace/lane';
import { Pace } from '../audit/pace/pace';
import { accessAdvisor, type AccessAdvisor } from '../aws/iam/access-advisor';
import { authorizationDetails, type DetailsFilter, type DetailsPage } from '../aws/iam/authorization-details';
import { managedPolicies, type ManagedPolicies } from '../aws/iam/managed-policies';
import { iamBounder, type IamBounder } from '../aws/iam/bounder';
import {
  credentialReport,
  credentialReportLines,
  type ReadCredentialReport,
  type ReportLines,
} from '../aws/iam/credential-report';
import { iamFallbackWriter, type IamFallbackWriter } from '../aws/iam/fallback-writer';
import { ownGroups, type OwnGroups } from '../aws/iam/own-groups';
import type { Paced } from '../aws/iam/paced';
import { policyEntities, type PolicyEntities } from '../aws/iam/policy-entities';
import { principalNamed, type PrincipalNamed } from '../aws/iam/principal-named';
import { iamReader, type IamReader } from '../aws/iam/reader';
import { iamReleaser, type IamReleaser } from '../aws/iam/releaser';
import { iamTagger, iamTagReader, type IamTagger, type IamTagReader } from '../aws/iam/tagger';
import { iamWriter, type IamWriter } from '../aws/iam/writer';
import { isDenied, isExpired, isPassing, isThrottled } from '../aws/clients/error-kinds';
import { systemClock } from '../aws/system-clock';
import type { OwnPolicies } from '../domain/policy/own-policies';
import { iam } from './clients';
import type { Place } from './place';

/** What kind of error a call failed with. */
export const errorKinds = {
  ...{ isDenied, isExpired },
  // What kept to its pace and was refused all the same, or found no time, may find both later.
  isPassing: (error: unknown) => isPassing(error) || error instanceof RefusedError || error instanceof TimeOverError,
};

/** Whether a call was not made because the time for calls was over. */
export const ranOut = (error: unknown): boolean => error instanceof TimeOverError;

/** A pace of one invocation. @param endsAfterMs milliseconds after which no call is made any more. @default never */
export function pace(callsPerSecond: number, endsAfterMs = Infinity): Pace {
  return new Pace({ callsPerSecond, clock: systemClock, isThrottled, endsAfterMs });
}

export const reader = (at: Place): IamReader => iamReader(iam(at));
export const writer = (at: Place): IamWriter => iamWriter(iam(at));
export const entitiesOf = (at: Place): PolicyEntities => policyEntities(iam(at));
export const fallbackWriter = (at: Place): IamFallbackWriter => iamFallbackWriter(iam(at));
export const releaser = (at: Place): IamReleaser => iamReleaser(iam(at));
export const tagger = (at: Place): IamTagger => iamTagger(iam(at));
export const tagReader = (at: Place, paced: Paced): IamTagReader => iamTagReader(iam(at), paced);
export const bounder = (at: Place, paced: Paced): IamBounder => iamBounder(iam(at), paced);
export const named = (at: Place, paced: Paced): PrincipalNamed => principalNamed(iam(at), paced);
export const advisor = (at: Place): AccessAdvisor => accessAdvisor(iam(at));

/** A port that one guardrail alone makes calls by. */
export const onIam = <T>(at: Place, make: (client: IAMClient, paced: Paced) => T, paced: Paced): T =>
  make(iam(at), paced);

/** Policies that the project makes itself. */
export const ownPolicies = (at: Place, own: OwnPolicies, paced: Paced): ManagedPolicies =>
  managedPolicies(iam(at), own, paced);

/** Groups on a path of the project's. */
export const groupsOn = (at: Place, path: string, paced: Paced): OwnGroups => ownGroups(iam(at), path, paced);

/** The account as IAM describes it. @param only what is to be on the pages. @default everything */
export const accountPages = (at: Place, paced: Paced, only?: readonly DetailsFilter[]): AsyncIterable<DetailsPage> =>
  authorizationDetails(iam(at), paced).pages(only);

/** The same as IAM writes it. */
export const credentialLines = (at: Place, paced: Paced): (() => Promise<ReportLines>) =>
  credentialReportLines(iam(at), systemClock.sleep, paced);

/** What users sign in and call with, and when they were last seen. */
export const lastUses = (at: Place, paced: Paced): ReadCredentialReport =>
  credentialReport(iam(at), systemClock.sleep, paced);

import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  NoSuchEntityException,
  type IAMClient,
  type ServiceLastAccessed,
} from '@aws-sdk/client-iam';
import { sharedPrefix } from '../../domain/policy/service-prefixes';
import type { ServiceUse } from '../../domain/run/evidence';

/** What a job of Access Advisor has come to. */
export type Reading =
  | { readonly status: 'running' }
  | { readonly status: 'failed'; readonly why: string }
  | {
      readonly status: 'completed';
      readonly services: readonly ServiceUse[];
      /** Where the next page begins; absent on the last one. */
      readonly marker?: string;
    };

/** Reports on who used what. Only the session that generated a report can read it. */
export interface AccessAdvisor {
  /** @returns the id of the job; undefined where nobody has the ARN any more */
  generate(arn: string): Promise<string | undefined>;
  /** @returns undefined where the job, or whom it is about, is gone */
  read(jobId: string, marker?: string): Promise<Reading | undefined>;
}

/** The most that IAM answers at once; an administrator's report has about 450 lines. */
const PAGE = 1000;

/** {@link AccessAdvisor} backed by the AWS API. */
export function accessAdvisor(iam: IAMClient): AccessAdvisor {
  return {
    generate: (Arn) =>
      ifExists(async () => {
        const { JobId } = await iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));
        if (JobId === undefined) throw new Error('IAM answered without JobId');
        return JobId;
      }),
    read: (JobId, Marker) =>
      ifExists(async () => {
        const page = await iam.send(
          new GetServiceLastAccessedDetailsCommand({ JobId, MaxItems: PAGE, ...(Marker !== undefined && { Marker }) }),
        );
        if (page.JobStatus === 'IN_PROGRESS') return { status: 'running' };
        if (page.JobStatus !== 'COMPLETED') return { status: 'failed', why: reasonOf(page.Error) };
        const more = page.IsTruncated === true ? page.Marker : undefined;
        if (page.IsTruncated === true && (more === undefined || more === Marker)) {
          return { status: 'failed', why: 'IAM answered without the next page of the report' };
        }
        return {
          status: 'completed',
          services: (page.ServicesLastAccessed ?? []).map(useOf),
          ...(more !== undefined && { marker: more }),
        };
      }),
  };
}

function useOf({ ServiceNamespace, LastAuthenticated, TotalAuthenticatedEntities }: ServiceLastAccessed): ServiceUse {
  if (ServiceNamespace === undefined) throw new Error('IAM answered without ServiceNamespace');
  return {
    service: sharedPrefix(ServiceNamespace),
    ...(LastAuthenticated && { lastUsedAt: LastAuthenticated.toISOString() }),
    entities: TotalAuthenticatedEntities ?? 0,
  };
}

function reasonOf(error: { Code?: string | undefined; Message?: string | undefined } | undefined): string {
  const parts = [error?.Code, error?.Message].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? 'Access Advisor gave no reason' : parts.join(': ');
}

async function ifExists<T>(answer: () => Promise<T>): Promise<T | undefined> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

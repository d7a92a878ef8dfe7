import { AwsError, noSuchEntity, validationError } from '../wire/aws-error';
import { page, type IamOperation } from '../iam/call';
import type { Caller } from '../iam/access/caller';
import type { AccountState } from '../iam/state';
import type { ListingRules } from './allowed-services';
import { reportOn, type ServiceLastAccessed } from './report';

/** How the reports on a principal end. */
export type JobFate =
  | 'completes'
  | 'never-completes'
  | { readonly fails: { readonly code: string; readonly message: string } };

/** How Access Advisor behaves. */
export interface AccessAdvisorOptions extends ListingRules {
  /** Shortest and longest time of a job in milliseconds; which it is, the account's seed and the subject decide. */
  readonly jobMs: readonly [number, number];
  /** Most lines on one page. */
  readonly linesPerPage: number;
}

interface Job {
  readonly session: string;
  readonly createdAt: Date;
  /** Milliseconds of a monotonic clock. */
  readonly startedAt: number;
  readonly lastsMs: number;
  readonly fate: JobFate;
  readonly services: readonly ServiceLastAccessed[];
}

/** Access Advisor: its jobs, and whose reports fail. */
export class AccessAdvisor {
  private readonly jobs = new Map<string, Job>();
  private readonly fates = new Map<string, JobFate>();

  constructor(
    private readonly state: AccountState,
    private readonly options: AccessAdvisorOptions,
  ) {}

  get linesPerPage(): number {
    return this.options.linesPerPage;
  }

  /** From now on the jobs about this principal end so. */
  decide(arn: string, fate: JobFate): void {
    this.fates.set(arn, fate);
  }

  /** Milliseconds that every job about this principal takes; the account's seed decides. */
  lastsMs(arn: string): number {
    const [least, most] = this.options.jobMs;
    return least + this.state.identifiers.fraction(arn) * (most - least);
  }

  /** @returns the job's id */
  generate(arn: string, caller: Caller): string {
    const { state, options } = this;
    const services = reportOn(state, arn, options);
    const id = state.identifiers.uuid('report', arn);
    this.jobs.set(id, {
      session: caller.accessKeyId,
      createdAt: state.clock.now(),
      startedAt: performance.now(),
      lastsMs: this.lastsMs(arn),
      fate: this.fates.get(arn) ?? 'completes',
      services,
    });
    return id;
  }

  /** @throws AwsError for anybody but the session that generated the report */
  read(id: string, caller: Caller) {
    const job = this.jobs.get(id);
    if (job?.session !== caller.accessKeyId) throw noSuchEntity(`No job with id ${id} in this session.`);
    const { fate, createdAt, lastsMs, services } = job;
    const common = { JobType: 'SERVICE_LEVEL', JobCreationDate: createdAt };
    if (fate === 'never-completes' || this.ageOf(job) < lastsMs) {
      return { ...common, JobStatus: 'IN_PROGRESS', services: [] };
    }
    const ended = { ...common, JobCompletionDate: new Date(createdAt.getTime() + lastsMs) };
    if (fate === 'completes') return { ...ended, JobStatus: 'COMPLETED', services };
    const { code: Code, message: Message } = fate.fails;
    return { ...ended, JobStatus: 'FAILED', Error: { Code, Message }, services: [] };
  }

  /** Jobs take real time, because functions wait in real time; the account's own time counts too. */
  private ageOf({ startedAt, createdAt }: Job): number {
    const advanced = this.state.clock.now().getTime() - createdAt.getTime();
    return performance.now() - startedAt + advanced;
  }
}

export const accessAdvisorOperations = (advisor: AccessAdvisor): Readonly<Record<string, IamOperation>> => ({
  GenerateServiceLastAccessedDetails: ({ params, caller }) => {
    const granularity = params.optional('Granularity') ?? 'SERVICE_LEVEL';
    if (granularity === 'ACTION_LEVEL') {
      throw new AwsError('NotEmulated', 'the embedded account tracks services, not actions', 400);
    }
    if (granularity !== 'SERVICE_LEVEL') throw validationError(`Value '${granularity}' at 'granularity' is unknown`);
    return { JobId: advisor.generate(params.text('Arn'), caller) };
  },
  GetServiceLastAccessedDetails: (call) => {
    const { services, ...job } = advisor.read(call.params.text('JobId'), call.caller);
    const { items, rest } = page(call, services, advisor.linesPerPage);
    return { ...job, ServicesLastAccessed: items, ...rest };
  },
});

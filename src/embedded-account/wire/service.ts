import type { AwsError } from './aws-error';
import type { Demand } from '../iam/access/authorize';
import type { Caller } from '../iam/access/caller';

/** One HTTP request as a service reads it. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A call that a service understood: what it is, what it needs, and how to carry it out. */
export interface ServiceCall {
  readonly action: string;
  /** As a test or CloudTrail wants to see them. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Worked out before anything is carried out, so that a refused call changes nothing. */
  demands(caller: Caller): readonly Demand[];
  /** @param requestId what the answer names the call by */
  perform(caller: Caller, requestId: string): Promise<Performed>;
}

/** What came of a call. */
export interface Performed {
  readonly answer: HttpAnswer;
  /** What the operation answered, before it was put into the wire's form; absent where AWS answers nothing. */
  readonly result?: object | undefined;
  /** Code of an error that the service behind the account answered; absent where it answered none. */
  readonly errorCode?: string;
}

/** One AWS service: its wire protocol and its operations. */
export interface Service {
  /** @throws AwsError for an operation the account does not have */
  read(request: HttpRequest): ServiceCall;
  refuse(error: AwsError, requestId: string): HttpAnswer;
}

import type { Flow } from './definition';
import { StatesError } from './errors';
import type { Scope } from './expression';
import type { Child, MapRun } from './map-children';
import { step, type Step } from './steps';
import type { Surroundings } from './surroundings';

export type ExecutionStatus = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';

/** Something that happened in an execution, in order. */
export interface HistoryEvent {
  readonly state: string;
  readonly event: 'entered' | 'exited' | 'failed' | 'retried' | 'caught' | 'redriven';
  readonly error?: string;
  /** How long AWS waits before it tries again; here nobody does unless the account is told to. */
  readonly waitSeconds?: number;
}

/** What an execution runs, and as what. */
export interface ExecutionOptions {
  readonly name: string;
  readonly arn: string;
  readonly stateMachine: { readonly name: string; readonly arn: string; readonly roleArn: string };
  readonly flow: Flow;
  readonly input: unknown;
  /** @default an execution may take for ever */
  readonly timeoutSeconds?: number | undefined;
  readonly surroundings: Surroundings;
  /**
   * Told when the execution starts, is redriven and ends.
   * @default nobody is told, as of the children of a distributed map
   */
  readonly onStatus?: (execution: Execution) => void;
}

/** One execution of a state machine, or of the inner states of a distributed map. */
export class Execution implements Child {
  status: ExecutionStatus = 'PENDING';
  output: unknown;
  error: string | undefined;
  cause: string | undefined;
  startedAt: Date | undefined;
  stoppedAt: Date | undefined;
  redriveCount = 0;
  readonly history: HistoryEvent[] = [];
  /** Every run of a distributed map, the newest last. */
  readonly mapRuns: MapRun[] = [];
  /** Where it stands; after a failure where a redrive goes on. */
  private at: { readonly name: string; readonly input: unknown };
  private variables: Readonly<Record<string, unknown>> = {};
  private enteredAt: Date | undefined;
  /** The run of the map it stands in, of which a redrive repeats only what failed. */
  private openRun: MapRun | undefined;

  constructor(readonly options: ExecutionOptions) {
    this.at = { name: options.flow.startAt, input: options.input };
  }

  get name(): string {
    return this.options.name;
  }

  get arn(): string {
    return this.options.arn;
  }

  get input(): unknown {
    return this.options.input;
  }

  /** Starts, or goes on from the state that failed, with that state's input. */
  async run(): Promise<void> {
    const { clock } = this.options.surroundings.parts.state;
    if (this.status !== 'PENDING') this.redriven();
    this.startedAt ??= clock.now();
    this.status = 'RUNNING';
    this.options.onStatus?.(this);
    const begun = performance.now();
    let waitedSeconds = 0;
    try {
      for (let done = false; !done;) {
        const last = await this.enter((seconds) => (waitedSeconds += seconds));
        this.checkTime((performance.now() - begun) / 1000 + waitedSeconds);
        done = last.to === undefined;
        if (last.to === undefined) this.output = last.output;
        else this.at = { name: last.to, input: last.output };
      }
      this.status = 'SUCCEEDED';
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      this.status = error instanceof ExecutionTimeout ? 'TIMED_OUT' : 'FAILED';
      this.error = error.error;
      this.cause = error.explanation;
    }
    this.stoppedAt = clock.now();
    this.options.onStatus?.(this);
  }

  /** A child of a distributed map: it sees nothing of its parent but its input. */
  child(flow: Flow, run: Pick<MapRun, 'id' | 'stateMachineArn'>, label: string, input: unknown): Execution {
    const { surroundings, stateMachine } = this.options;
    const name = surroundings.parts.state.identifiers.uuid('child', `${run.id} ${JSON.stringify(input)}`);
    const own = { ...stateMachine, name: `${stateMachine.name}/${label}`, arn: run.stateMachineArn };
    const arn = `${run.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    return new Execution({ name, arn, stateMachine: own, flow, input, surroundings });
  }

  private redriven(): void {
    if (this.status === 'SUCCEEDED' || this.status === 'RUNNING') throw new Error(`${this.arn} is ${this.status}`);
    this.redriveCount += 1;
    this.error = this.cause = undefined;
    this.note('redriven');
  }

  private async enter(onWait: (seconds: number) => void): Promise<Step> {
    const state = this.options.flow.states.get(this.at.name);
    if (!state) throw new Error(`there is no state "${this.at.name}"`);
    this.enteredAt = this.options.surroundings.parts.state.clock.now();
    this.note('entered');
    try {
      const last = await step(state, {
        execution: this,
        stateName: this.at.name,
        scope: (retryCount) => this.scopeOf(retryCount),
        openRun: this.openRun,
        setOpenRun: (run) => {
          this.openRun = run;
          if (run) this.mapRuns.push(run);
        },
        retrying: async ({ error }, waitSeconds) => {
          this.note('retried', { error, waitSeconds });
          onWait(await this.options.surroundings.wait(waitSeconds));
        },
        caught: ({ error }) => {
          this.note('caught', { error });
        },
      });
      this.variables = { ...this.variables, ...last.assigned };
      this.openRun = undefined;
      this.note('exited');
      return last;
    } catch (error) {
      if (error instanceof StatesError) this.note('failed', { error: error.error });
      throw error;
    }
  }

  private scopeOf(retryCount: number): Scope {
    const { name, arn, input, stateMachine } = this.options;
    const context = {
      Execution: {
        Id: arn,
        Name: name,
        Input: input,
        RoleArn: stateMachine.roleArn,
        StartTime: this.startedAt?.toISOString(),
        RedriveCount: this.redriveCount,
      },
      State: { Name: this.at.name, EnteredTime: this.enteredAt?.toISOString(), RetryCount: retryCount },
      StateMachine: { Id: stateMachine.arn, Name: stateMachine.name },
    };
    return { states: { input: this.at.input, context }, variables: this.variables };
  }

  private checkTime(seconds: number): void {
    const { timeoutSeconds = Infinity } = this.options;
    if (seconds > timeoutSeconds) throw new ExecutionTimeout('States.Timeout', `longer than ${timeoutSeconds} seconds`);
  }

  private note(event: HistoryEvent['event'], more: Partial<HistoryEvent> = {}): void {
    this.history.push({ state: this.at.name, event, ...more });
  }
}

class ExecutionTimeout extends StatesError {}

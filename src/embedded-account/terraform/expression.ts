/** The template uses an expression, a resource or an attribute that the embedded account does not understand. */
export class UnsupportedTemplateError extends Error {}

/** Looks up a reference such as `['data', 'aws_iam_group', 'admins', 'group_id']`. */
export type Lookup = (reference: readonly (string | number)[]) => unknown;

const FUNCTIONS: Readonly<Record<string, (values: readonly unknown[], planned: Date) => unknown>> = {
  // In whole seconds (Terraform's documentation, "plantimestamp").
  plantimestamp: (_, planned) => planned.toISOString().replace(/\.\d+Z$/, 'Z'),
  jsonencode: ([value]) => JSON.stringify(value),
  tostring: ([value]) => textOf(value),
  tolist: ([value]) => value,
  toset: ([value]) => value,
};

/** Stands for every member of a list in a reference, as in `users[*].user_id`. */
export const EACH = '*';

/** Resolves a string of Terraform's JSON syntax: text, `${…}` and both mixed. @param planned when the plan was made */
export function resolveTemplate(template: string, lookup: Lookup, planned: Date): unknown {
  if (!/[$%]\{/.test(template)) return template;
  return new TemplateReader(template, lookup, planned).read();
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new UnsupportedTemplateError(`${JSON.stringify(value)} cannot stand within a text`);
}

/** A recursive descent over the few expressions that CDKTF writes for this project. */
class TemplateReader {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly lookup: Lookup,
    private readonly planned: Date,
  ) {}

  read(): unknown {
    const value = this.parts(() => this.at >= this.source.length);
    return value;
  }

  /** A template that is one expression keeps that expression's type. */
  private parts(ended: () => boolean): unknown {
    const values: unknown[] = [];
    while (!ended()) {
      if (this.eats('$${')) values.push('${');
      else if (this.eats('%%{')) values.push('%{');
      else if (this.eats('${')) {
        values.push(this.expression());
        this.expect('}');
      } else if (this.source.startsWith('%{', this.at)) throw this.unsupported();
      else values.push(this.character());
    }
    const [only] = values;
    return values.length === 1 && typeof only !== 'string' ? only : values.map(textOf).join('');
  }

  private character(): string {
    const character = this.source.charAt(this.at);
    this.at += 1;
    if (character !== '\\' || !this.quoted) return character;
    const escaped = this.source.charAt(this.at);
    this.at += 1;
    return { n: '\n', t: '\t', r: '\r' }[escaped] ?? escaped;
  }

  private quoted = false;

  private expression(): unknown {
    this.space();
    const start = this.source.charAt(this.at);
    if (start === '"') return this.string();
    if (start === '{') return this.object();
    if (start === '[') return this.list('[', ']');
    const number = this.match(/-?\d+(\.\d+)?/y);
    if (number !== undefined) return Number(number);
    const name = this.match(/[A-Za-z_][\w-]*/y);
    if (name === undefined) throw this.unsupported();
    if (this.source.charAt(this.at) === '(') return this.call(name);
    if (name === 'true' || name === 'false') return name === 'true';
    if (name === 'null') return null;
    return this.reference(name);
  }

  private string(): string {
    this.expect('"');
    const before = this.quoted;
    this.quoted = true;
    const value = this.parts(() => this.source.charAt(this.at) === '"');
    this.quoted = before;
    this.expect('"');
    return textOf(value);
  }

  private call(name: string): unknown {
    const run = FUNCTIONS[name];
    if (!run) throw new UnsupportedTemplateError(`the function ${name}() is not known here: ${this.source}`);
    return run(this.list('(', ')'), this.planned);
  }

  private list(open: string, close: string): unknown[] {
    this.expect(open);
    const values: unknown[] = [];
    while (!this.eatsSpaced(close)) {
      values.push(this.expression());
      this.eatsSpaced(',');
    }
    return values;
  }

  private object(): Record<string, unknown> {
    this.expect('{');
    const entries: [string, unknown][] = [];
    while (!this.eatsSpaced('}')) {
      const name = this.match(/[A-Za-z_][\w-]*/y) ?? this.string();
      if (!this.eatsSpaced('=') && !this.eatsSpaced(':')) throw this.unsupported();
      entries.push([name, this.expression()]);
      this.eatsSpaced(',');
    }
    return Object.fromEntries(entries);
  }

  private reference(first: string): unknown {
    const path: (string | number)[] = [first];
    for (;;) {
      const name = this.match(/\.([A-Za-z_][\w-]*|\d+)/y);
      if (name !== undefined) path.push(name.slice(1));
      else if (this.eats('[')) {
        const index = this.eats(EACH) ? EACH : this.expression();
        if (typeof index !== 'string' && typeof index !== 'number') throw this.unsupported();
        path.push(index);
        this.expect(']');
      } else return this.lookup(path);
    }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private space = () => this.match(/\s*/y);

  private eats(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private eatsSpaced(text: string): boolean {
    this.space();
    const eaten = this.eats(text);
    this.space();
    return eaten;
  }

  private expect(text: string): void {
    this.space();
    if (!this.eats(text)) throw this.unsupported();
  }

  private unsupported(): UnsupportedTemplateError {
    return new UnsupportedTemplateError(
      `the expression is not understood at "${this.source.slice(this.at, this.at + 30)}": ${this.source}`,
    );
  }
}

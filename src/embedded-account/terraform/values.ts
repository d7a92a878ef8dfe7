import { z } from 'zod';
import { COMPUTED, type Attributes, type ComputeScope, type DataSources } from './attributes';
import { EACH, resolveTemplate, UnsupportedTemplateError } from './expression';

const block = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));
const template = z.looseObject({ resource: block.default({}), data: block.default({}), locals: z.never().optional() });

/** What Terraform reads itself; none of it is a value of the resource. */
const META = new Set(['//', 'depends_on', 'lifecycle', 'provider', 'provisioner', 'connection']);
const REFUSED = ['count', 'for_each', 'dynamic'];

/** One resource with everything in it resolved. */
export interface Resource {
  readonly type: string;
  /** Such as `aws_iam_role.revoker_role`. */
  readonly address: string;
  readonly attributes: Attributes;
}

/** Reads the values of a synthesised stack as an apply would find them. What it does not know it refuses. */
export class TerraformValues {
  private readonly blocks: z.infer<typeof template>;
  private readonly resolved = new Map<string, Attributes>();
  private readonly resolving = new Set<string>();

  /** @param json content of `cdk.tf.json` */
  constructor(
    json: unknown,
    private readonly scope: ComputeScope,
    private readonly data: DataSources,
  ) {
    this.blocks = template.parse(json);
  }

  /** All resources of a type, in the order of the stack. */
  ofType(type: string): Resource[] {
    return Object.keys(this.blocks.resource[type] ?? {}).map((name) => {
      const address = `${type}.${name}`;
      return { type, address, attributes: this.attributesOf([type, name]) };
    });
  }

  /**
   * Resolves everything once, so that nothing unknown goes unnoticed.
   *
   * @throws UnsupportedTemplateError naming the resource type, attribute or expression
   */
  resolveAll(): void {
    for (const type of Object.keys(this.blocks.resource)) this.ofType(type);
    for (const [type, blocks] of Object.entries(this.blocks.data)) {
      for (const name of Object.keys(blocks)) this.attributesOf(['data', type, name]);
    }
  }

  private attributesOf(path: readonly [string, string] | readonly ['data', string, string]): Attributes {
    const address = path.join('.');
    const known = this.resolved.get(address);
    if (known) return known;
    if (this.resolving.has(address)) throw new UnsupportedTemplateError(`${address} refers to itself`);
    this.resolving.add(address);
    const attributes = path.length === 3 ? this.readData(path[1], path[2]) : this.readResource(path[0], path[1]);
    this.resolving.delete(address);
    this.resolved.set(address, attributes);
    return attributes;
  }

  private readResource(type: string, name: string): Attributes {
    const compute = COMPUTED[type];
    if (!compute) throw new UnsupportedTemplateError(`the resource type ${type} is not known here`);
    const address = `${type}.${name}`;
    const own = this.own(address, this.blocks.resource[type]?.[name]);
    return { ...compute(own, this.scope, address), ...own };
  }

  private readData(type: string, name: string): Attributes {
    const find = this.data[type];
    if (!find) throw new UnsupportedTemplateError(`the data source ${type} is not known here`);
    const own = this.own(`data.${type}.${name}`, this.blocks.data[type]?.[name]);
    return { ...own, ...find(own) };
  }

  private own(address: string, values: Readonly<Record<string, unknown>> | undefined): Attributes {
    if (!values) throw new UnsupportedTemplateError(`${address} does not exist`);
    const refused = REFUSED.find((name) => name in values);
    if (refused !== undefined) throw new UnsupportedTemplateError(`${address}: ${refused} is not known here`);
    const entries = Object.entries(values).filter(([name]) => !META.has(name));
    return Object.fromEntries(entries.map(([name, value]) => [name, this.resolve(address, value)]));
  }

  private resolve(address: string, value: unknown): unknown {
    if (typeof value === 'string') {
      return resolveTemplate(value, (reference) => this.lookup(address, reference), this.scope.clock.now());
    }
    if (Array.isArray(value)) return value.map((one) => this.resolve(address, one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.resolve(address, one)]));
  }

  private lookup(from: string, reference: readonly (string | number)[]): unknown {
    const [first, second, third, ...rest] = reference.map(String);
    const data = first === 'data';
    const isKnown = data || first === 'terraform_data' || first?.startsWith('aws_');
    if (first === undefined || second === undefined || third === undefined || isKnown !== true) {
      throw new UnsupportedTemplateError(`${from}: the reference ${reference.join('.')} is not known here`);
    }
    const attributes = data ? this.attributesOf(['data', second, third]) : this.attributesOf([first, second]);
    const names = data ? rest : [third, ...rest];
    const missing = (name: string) =>
      new UnsupportedTemplateError(`${from}: ${reference.join('.')} has no attribute ${name}`);
    return valueIn(attributes, names, missing);
  }
}

/** What stands in a value under some names, one within the other. */
function valueIn(value: unknown, names: readonly string[], missing: (name: string) => Error): unknown {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  if (name === EACH && Array.isArray(value)) return value.map((one) => valueIn(one, rest, missing));
  if (typeof value !== 'object' || value === null || !(name in value)) throw missing(name);
  return valueIn(Object.entries(value).find(([key]) => key === name)?.[1], rest, missing);
}

/** Somebody with an id that stays and a name that may change. */
interface Named {
  readonly id: string;
  name: string;
}

/** Entities by id, and by name: names are unique ignoring case. */
export class Register<T extends Named> extends Map<string, T> {
  private readonly idsByName = new Map<string, string>();

  override set(id: string, one: T): this {
    this.idsByName.set(one.name.toLowerCase(), id);
    return super.set(id, one);
  }

  override delete(id: string): boolean {
    const one = this.get(id);
    if (one) this.idsByName.delete(one.name.toLowerCase());
    return super.delete(id);
  }

  rename(one: T, name: string): void {
    this.idsByName.delete(one.name.toLowerCase());
    one.name = name;
    this.idsByName.set(name.toLowerCase(), one.id);
  }

  named(name: string): T | undefined {
    const id = this.idsByName.get(name.toLowerCase());
    return id === undefined ? undefined : this.get(id);
  }
}

/**
 * Makes instances with so many fields, `f0` and so on, and a function `add` that gives
 * one of them another field, `last`. An instance has room for 8 fields, and an
 * overflow object for 4: the field behind 8, or 12, needs a new overflow object. All
 * instances are there before one of them is full, so that all have the same size.
 */
export function wide(count: number, instances: readonly string[]): string {
  const fields = Array.from({ length: count }, (_, index) => `w.f${index} = "f${index}";`);
  return `class Wide {} fun fill(w) { ${fields.join(' ')} } fun add(w, value) { w.last = value; }
    ${instances.map((name) => `var ${name} = Wide();`).join(' ')} ${instances.map((name) => `fill(${name});`).join(' ')}`;
}

/** The shapes of such an instance ahead of `add` and behind it, in words. */
export function shapesOfWide(count: number): [before: string, after: string] {
  const fields = Array.from({ length: count }, (_, index) => `f${index}`);
  return [`Wide {${fields.join(', ')}}`, `Wide {${[...fields, 'last'].join(', ')}}`];
}

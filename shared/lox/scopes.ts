/**
 * The variables in sight at one place of the program: for every function being
 * resolved its slots and what it captures.
 *
 * A variable of an enclosing function is reached through upvalues (Lua's
 * invention; Ierusalimschy et al., *The Implementation of Lua 5.0*, 2005).
 * Each function in between captures it too, and hands it on:
 *
 *     fun a() {
 *       var x = 1;         x: local, slot 1 of a, captured
 *       fun b() {          b captures a's slot 1 as its upvalue 0
 *         fun c() {        c captures b's upvalue 0 as its upvalue 0
 *           return x;      x: upvalue 0 of c
 *         }
 *       }
 *     }
 */
import type { Capture, FunctionKind } from './bytecode.ts';
import { type Reporter, report } from './diagnostics.ts';
import type { Name } from './syntax.ts';

/** Slots that variables of a function may take, slot 0 included: an instruction names one in a byte. */
export const maximumLocals = 256;

/** Variables that a function may capture: an instruction names one in a byte. */
export const maximumCaptures = 256;

/** A variable that lives in a frame. */
export interface Local {
  readonly kind: 'local';
  readonly name: string;
  /** Slot in the frame of the function that declares it. */
  readonly slot: number;
  /** Whether a function declared inside its scope uses it; final when the resolver is done. */
  captured: boolean;
}

/** What a name means at the place where it stands. */
export type Binding =
  | Local
  /** The captured variable with this index in the list of the function's captures. */
  | { readonly kind: 'upvalue'; readonly index: number }
  | { readonly kind: 'global' };

/** A local variable in sight. */
export interface Entry {
  readonly local: Local;
  /** The scope that declares it, as {@link FunctionScope.depth} counts. */
  readonly depth: number;
  /** False while its own initializer runs. */
  initialized: boolean;
  /** The variable of the same name and function that this one hides. */
  readonly hidden: Entry | undefined;
}

/** The variables of one function while its body is resolved. */
export interface FunctionScope {
  readonly enclosing: FunctionScope | undefined;
  readonly kind: FunctionKind;
  /** The locals in sight, by slot. */
  readonly entries: Entry[];
  /** The innermost local in sight of each name. */
  readonly byName: Map<string, Entry>;
  readonly captures: Capture[];
  /** How many scopes are open. 0 only at the top level of the script, where variables are global. */
  depth: number;
}

const globalBinding: Binding = { kind: 'global' };

/** A function's scope with slot 0 taken: by the receiver `this`, else by the callee, which has no name. */
export function openFunction(kind: FunctionKind, enclosing?: FunctionScope): FunctionScope {
  const depth = enclosing === undefined ? 0 : 1;
  const scope = { enclosing, kind, entries: [], byName: new Map(), captures: [], depth };
  addLocal(scope, kind === 'method' || kind === 'initializer' ? 'this' : '').initialized = true;
  return scope;
}

/** Opens a block. */
export function openBlock(scope: FunctionScope): void {
  scope.depth++;
}

/** Closes a block: its variables go out of sight. */
export function closeBlock(scope: FunctionScope): void {
  scope.depth--;
  while ((scope.entries.at(-1)?.depth ?? 0) > scope.depth) {
    const entry = scope.entries.pop();
    if (entry?.hidden) scope.byName.set(entry.local.name, entry.hidden);
    else if (entry) scope.byName.delete(entry.local.name);
  }
}

/**
 * Declares a variable. A local one is in sight from here on, but must not be
 * read before {@link initialize}.
 */
export function declare(scope: FunctionScope, name: Name, reporter: Reporter): Binding {
  if (scope.depth === 0) return globalBinding;
  if (scope.byName.get(name.text)?.depth === scope.depth) {
    report(reporter, name.span, 'Already a variable with this name in this scope.');
  }
  if (scope.entries.length === maximumLocals) {
    report(reporter, name.span, 'Too many local variables in function.');
    return globalBinding;
  }
  return addLocal(scope, name.text).local;
}

function addLocal(scope: FunctionScope, name: string): Entry {
  const local: Local = { kind: 'local', name, slot: scope.entries.length, captured: false };
  const entry = { local, depth: scope.depth, initialized: false, hidden: scope.byName.get(name) };
  scope.entries.push(entry);
  scope.byName.set(name, entry);
  return entry;
}

/** Says that a variable just declared has its value. */
export function initialize(scope: FunctionScope, name: Name): void {
  const entry = scope.byName.get(name.text);
  if (entry !== undefined) entry.initialized = true;
}

/** Finds what a name means when it is used, and captures the variable where that is needed. */
export function lookUp(scope: FunctionScope, name: Name, reporter: Reporter): Binding {
  const entry = scope.byName.get(name.text);
  if (entry === undefined) return lookUpOutside(scope, name, reporter) ?? globalBinding;
  if (!entry.initialized) {
    report(reporter, name.span, "Can't read local variable in its own initializer.");
  }
  return entry.local;
}

/** Finds a variable of an enclosing function; undefined when it is none. */
function lookUpOutside(scope: FunctionScope, name: Name, reporter: Reporter): Binding | undefined {
  const { enclosing } = scope;
  if (enclosing === undefined) return undefined;
  const local = enclosing.byName.get(name.text)?.local;
  if (local !== undefined) {
    local.captured = true;
    return capture(scope, name, { name: name.text, from: 'local', index: local.slot }, reporter);
  }
  const outer = lookUpOutside(enclosing, name, reporter);
  if (outer?.kind !== 'upvalue') return undefined;
  return capture(scope, name, { name: name.text, from: 'upvalue', index: outer.index }, reporter);
}

/** The upvalue for a captured variable; a variable is captured once, however often it is used. */
function capture(scope: FunctionScope, use: Name, wanted: Capture, reporter: Reporter): Binding {
  const { captures } = scope;
  const index = captures.findIndex(
    ({ from, index }) => from === wanted.from && index === wanted.index,
  );
  if (index >= 0) return { kind: 'upvalue', index };
  if (captures.length === maximumCaptures) {
    report(reporter, use.span, 'Too many closure variables in function.');
    return { kind: 'upvalue', index: 0 };
  }
  captures.push(wanted);
  return { kind: 'upvalue', index: captures.length - 1 };
}

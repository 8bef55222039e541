/** Observes the code of labs, and leaves nothing behind. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { missingReference } from '#shared/setup/reference.mjs';
import type { FileProblem } from '../probe/observation.ts';
import { type Bundle, makeBundle } from './build/bundle.ts';
import type { ChildTreeNeeds } from './build/child-tree.ts';
import { createPlaces } from './build/places.ts';
import type { ChildCommand } from './children/child.ts';
import { killMarked } from './children/kill.ts';
import { createObserver, type Observer } from './children/observer.ts';
import { asNobody, childCommand } from './children/sandbox.ts';
import type { Limits } from './limits.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface WithObserverNeeds extends ChildTreeNeeds {
  readonly limits: Limits;
  /** Children that may work at a time. */
  readonly places: number;
}

/** Does something with an observer of the students' code, knowing what could not be built. */
export async function withObserver<Result>(
  needs: WithObserverNeeds,
  action: (observer: Observer, problems: readonly FileProblem[]) => Promise<Result>,
): Promise<Result> {
  const { root, limits, places } = needs;
  const workspace = createWorkspace();
  const mark = randomUUID();
  const home = workspace.folder('home');
  let observer: Observer | undefined;
  try {
    const bundle = await bundleIn(workspace, 'graded', needs);
    const command = await asNobody(childCommand({ bundle, root, home, mark }));
    const reference = once(async (): Promise<ChildCommand> => {
      const made = await bundleIn(workspace, 'reference', { ...needs, labs: [] });
      const { user } = command;
      return { ...childCommand({ bundle: made, root, home, mark }), ...(user && { user }) };
    });
    const inSources = createPlaces(bundle);
    const isComplete = missingReference(root).length === 0;
    observer = createObserver({
      command,
      reference: isComplete ? reference : undefined,
      limits,
      places,
      inSources,
    });
    return await action(observer, bundle.problems);
  } finally {
    observer?.close();
    killMarked(mark);
    workspace.remove();
  }
}

/** Makes a bundle from a tree of its own. */
function bundleIn(workspace: Workspace, name: string, needs: ChildTreeNeeds): Promise<Bundle> {
  const file = join(workspace.folder(name), 'bundle.cjs');
  return makeBundle(needs, workspace.folder(`${name}-tree`), file);
}

/** A function that does its work at the first call, and returns the same ever after. */
function once<Result>(action: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => {
    made ??= { result: action() };
    return made.result;
  };
}

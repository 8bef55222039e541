/**
 * The API reference: typedoc over the project's TypeScript, from the doc
 * comments. Its warnings are problems of the build.
 */
import path from 'node:path';
import {
  Application,
  type DeclarationReflection,
  KindRouter,
  OptionDefaults,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
  type TypeDocOptions,
} from 'typedoc';
import { filesUnder } from '../files.ts';
import type { Report } from '../problems.ts';
import { addFileComments } from './file-comments.ts';
import { type MentionsOf, showMentions, showWayBack } from './links-back.ts';
import { createApiLogger } from './logger.ts';
import { nameParameters } from './parameters.ts';

/** The reference, converted and not yet written. */
export interface Api {
  /** The page, or place on a page, that describes a symbol, from the site's root; undefined: there is none. */
  addressOf(file: string, symbol: string): string | undefined;
  /** The page that describes a file; undefined: there is none. */
  moduleAddressOf(file: string): string | undefined;
  /** All files that the reference describes. */
  readonly files: readonly string[];
  /** Writes it into the folder `api` of the site. */
  write(site: string, mentionsOf: MentionsOf): Promise<void>;
}

/** Where the reference lies on the site. */
export const apiFolder = 'api';

/** What the reference describes, besides all of `shared/` and `solutions/`: what students and instructors read. */
const graderFiles = /^grader\/(report|bench\/result|probe\/[^/]+)\.ts$/;

/** Files that only tests use. */
const forTests = /(\.test|\/test-[^/]+|\/[^/]*test-support|\/scratch-folder)\.ts$/;

/** Finds the files that the reference describes. */
export function findApiFiles(root: string): string[] {
  return ['shared', 'solutions', 'grader']
    .flatMap((folder) => filesUnder(root, folder))
    .filter((file) => file.endsWith('.ts') && !forTests.test(file))
    .filter((file) => !file.startsWith('grader/') || graderFiles.test(file));
}

/** Converts files to a reference. Everything that typedoc complains about is reported. */
export async function createApi(
  root: string,
  files: readonly string[],
  report: Report,
): Promise<Api> {
  const app = await Application.bootstrap(options(root, files));
  app.logger = createApiLogger(root, report);
  addFileComments(app);
  nameParameters(app);
  showWayBack(app);
  const project = await app.convert();
  if (project === undefined) return emptyApi;
  dropOutsideSources(project);
  app.validate(project);
  const addresses = addressesOf(app, project);
  return {
    files,
    addressOf: (file, symbol) => addresses.get(`${file}#${symbol}`),
    moduleAddressOf: (file) => addresses.get(file),
    async write(site, mentionsOf) {
      showMentions(app, mentionsOf);
      await app.generateDocs(project, path.join(site, apiFolder));
    },
  };
}

/** What there is after an error, which has been reported. */
const emptyApi: Api = {
  files: [],
  addressOf: () => undefined,
  moduleAddressOf: () => undefined,
  write: async () => {},
};

/** Leaves out where things are defined that are not the project's: the site has no page for that. */
function dropOutsideSources(project: ProjectReflection): void {
  for (const reflection of Object.values(project.reflections)) {
    if (!reflection.isDeclaration() && !reflection.isSignature()) continue;
    const inside = reflection.sources?.filter(({ fileName }) => !fileName.includes('node_modules'));
    if (inside) reflection.sources = inside;
  }
}

function options(root: string, files: readonly string[]): TypeDocOptions {
  return {
    name: 'Hotpath API',
    entryPoints: files.map((file) => path.join(root, file)),
    basePath: root,
    tsconfig: path.join(root, 'tsconfig.json'),
    readme: 'none',
    // A tag for the makers of labs; readers have no use for it.
    blockTags: [...OptionDefaults.blockTags, '@lab'],
    excludeTags: [...OptionDefaults.excludeTags, '@lab'],
    validation: { notExported: true, invalidLink: true, rewrittenLink: true, notDocumented: true },
    requiredToBeDocumented: ['Function', 'Interface', 'TypeAlias', 'Variable', 'Class'],
    treatWarningsAsErrors: true,
    skipErrorChecking: true, // that is tsc's business
    disableGit: true,
    gitRevision: 'none',
    sourceLinkTemplate: '../../source/{path}.html#L{line}',
    customCss: path.join(import.meta.dirname, 'api.css'),
    excludeExternals: true,
    githubPages: false,
    includeVersion: false,
    sort: ['source-order'],
  };
}

/** Addresses by file, and by file and symbol. */
function addressesOf(app: Application, project: ProjectReflection): Map<string, string> {
  const router = new KindRouter(app);
  router.buildPages(project);
  const addresses = new Map<string, string>();
  const visit = (reflection: Reflection, file: string, within: string) => {
    const symbol = nameWithin(reflection, within);
    if (router.hasUrl(reflection)) {
      const key = symbol === '' ? file : `${file}#${symbol}`;
      if (!addresses.has(key)) addresses.set(key, `${apiFolder}/${router.getFullUrl(reflection)}`);
    }
    reflection.traverse((child) => visit(child, file, symbol));
  };
  for (const module of modulesOf(project)) visit(module, `${module.name}.ts`, '');
  return addresses;
}

function modulesOf(project: ProjectReflection): DeclarationReflection[] {
  return project.getChildrenByKind(ReflectionKind.Module);
}

/** The name of a reflection as `symbols.ts` has it: without the types and signatures that have none. */
function nameWithin(reflection: Reflection, within: string): string {
  const unnamed = ReflectionKind.Module | ReflectionKind.TypeLiteral | ReflectionKind.SomeSignature;
  if (reflection.kindOf(unnamed)) return within;
  return within === '' ? reflection.name : `${within}.${reflection.name}`;
}

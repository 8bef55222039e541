/**
 * The API reference: typedoc over the project's TypeScript, from the doc
 * comments. Its warnings are problems of the build.
 */
import path from 'node:path';
import {
  Application,
  Comment,
  Converter,
  type DeclarationReflection,
  JSX,
  KindRouter,
  Logger,
  LogLevel,
  MinimalSourceFile,
  OptionDefaults,
  type ProjectReflection,
  ReflectionKind,
  type RendererHooks,
  type Router,
} from 'typedoc';
import { fileComment } from './file-comment.ts';
import { filesUnder, readText } from './files.ts';
import type { Report } from './problems.ts';
import { parseSource } from './symbols.ts';

/** The reference, converted and not yet written. */
export interface Api {
  /** The page, or place on a page, that describes a symbol, from the site's root; undefined: there is none. */
  addressOf(file: string, symbol: string): string | undefined;
  /** The page that describes a file; undefined: there is none. */
  moduleAddressOf(file: string): string | undefined;
  /** All files that the reference describes. */
  readonly files: readonly string[];
  /**
   * Writes it.
   * @param site the site's folder; the reference goes into `api` there
   * @param mentionsOf titles and addresses, from the site's root, of the pages that mention what a page describes
   */
  write(site: string, mentionsOf: (address: string) => readonly Mention[]): Promise<void>;
}

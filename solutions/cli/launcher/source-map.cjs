/** Places in a bundle as places in the sources it was made from. */
const { readFileSync } = require('node:fs');
const { SourceMap } = require('node:module');
const { resolve } = require('node:path');

/** @type {Map<string, SourceMap | null>} */
const maps = new Map();

/**
 * A line of a stack trace, told by sources where a frame lies in a bundle.
 * @param {string} bundle
 * @param {string} root the folder that the map's names are relative to
 * @param {NodeJS.CallSite} frame
 * @returns {string}
 */
function describeFrame(bundle, root, frame) {
  const text = frame.toString();
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  if (frame.getFileName() !== bundle || line === null || column === null) return text;
  const entry = mapOf(bundle)?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry)) return text;
  const source = resolve(root, entry.originalSource);
  const place = `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  return text.replace(`${bundle}:${line}:${column}`, () => place);
}

/** @param {string} bundle */
function mapOf(bundle) {
  const known = maps.get(bundle);
  if (known !== undefined) return known;
  const map = readMap(`${bundle}.map`);
  maps.set(bundle, map);
  return map;
}

/** @param {string} file */
function readMap(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

module.exports = { describeFrame };

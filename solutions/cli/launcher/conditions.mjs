/** Which export conditions choose between the providers of a module. */

/**
 * The conditions that this process was given, each once and in order, from
 * `node -C lab01`, from `NODE_OPTIONS` and from `HOTPATH_CONDITIONS=lab01,lab06`.
 * @param {readonly string[]} execArgv Node's own arguments
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function activeConditions(execArgv = process.execArgv, env = process.env) {
  const inOptions = (env.NODE_OPTIONS ?? '').split(/\s+/);
  const inVariable = (env.HOTPATH_CONDITIONS ?? '').split(',').map((name) => name.trim());
  const all = [...flagged(execArgv), ...flagged(inOptions), ...inVariable];
  return [...new Set(all.filter(Boolean))].sort();
}

/**
 * The values of `-C x`, `-C=x`, `--conditions x` and `--conditions=x`.
 * @param {readonly string[]} args
 * @returns {string[]}
 */
function flagged(args) {
  return args.flatMap((arg, index) => {
    const match = /^(?:-C|--conditions)(?:=(.+))?$/.exec(arg);
    return match ? [match[1] ?? args[index + 1] ?? ''] : [];
  });
}

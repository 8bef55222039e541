/**
 * `--mine LIST`: whose module runs. A lab's number chooses the student's files
 * in `mine/` over the reference by adding the lab's condition; nothing else
 * knows of it.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './bundle-cache.mjs';

/**
 * Takes `--mine LIST` or `--mine=LIST` out of the arguments.
 * @param {readonly string[]} args
 * @returns {{ args: string[], list: string | undefined }} the other arguments; the list, empty where it is missing
 */
export function takeMine(args) {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const at = args.findIndex((arg, index) => index < end && /^--mine(=|$)/.test(arg));
  if (at < 0) return { args: [...args], list: undefined };
  const inOne = args[at].startsWith('--mine=');
  const list = inOne ? args[at].slice('--mine='.length) : (args[at + 1] ?? '');
  return { args: args.filter((_, index) => index < at || index > at + (inOne ? 0 : 1)), list };
}

/** The lab whose module is the interpreter, which all other tiers fall back to. */
const INTERPRETER_LAB = '01';

/**
 * Puts a tier in front of the arguments, where a `--tier` that is among them wins.
 * @param {readonly string[]} args
 * @param {string | undefined} tier
 */
export function withTier(args, tier) {
  if (tier === undefined) return [...args];
  const command = args[0] === 'debug' ? 1 : 0;
  return [...args.slice(0, command), '--tier', tier, ...args.slice(command)];
}

/**
 * The tier in which a program stays when nobody names one: the interpreter, if
 * that is the student's and no higher tier is, lest the reference do its work.
 * @param {string} root
 * @param {readonly string[]} labs
 */
function tierOf(root, labs) {
  const folder = join(root, 'labs');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const own = names.filter((name) => labs.includes(name.slice(0, 2)));
  const isTier = own.some((name) => readJson(join(folder, name, 'lab.json'))?.tier !== undefined);
  return labs.includes(INTERPRETER_LAB) && !isTier ? 'interpreter' : undefined;
}

/**
 * The labs that the student has started, by number.
 * @param {string} root the project's folder
 */
function startedLabs(root) {
  const mine = join(root, 'mine');
  const names = existsSync(mine) ? readdirSync(mine) : [];
  return names.flatMap((name) => /^(\d\d)-/.exec(name)?.[1] ?? []).sort();
}

/**
 * The conditions that a list asks for: `01,06`; `all` that were started; or
 * `only` these and, for labs that are not done, the VM without their modules.
 * Today every module but lab 01's is of that plain kind, so `only` differs from
 * `all` in that it insists on lab 01.
 * @param {string} root
 * @param {string} list
 * @returns {{ conditions: string[], tier: string | undefined } | { problem: string }}
 */
export function conditionsOf(root, list) {
  const started = startedLabs(root);
  const every = list === 'all' || list === 'only';
  const wanted = every ? [...started] : list.split(',').map((lab) => lab.trim().padStart(2, '0'));
  if (list === 'only' && !started.includes(INTERPRETER_LAB)) wanted.push(INTERPRETER_LAB);
  for (const lab of wanted) {
    if (!/^\d\d$/.test(lab)) {
      return { problem: `--mine takes labs, such as 01 or 01,06, or all or only; not '${list}'` };
    }
    if (!started.includes(lab)) {
      return { problem: `lab ${lab} is not in mine/; start it: npm run lab -- start ${lab}` };
    }
  }
  return { conditions: wanted.map((lab) => `lab${lab}`), tier: tierOf(root, wanted) };
}

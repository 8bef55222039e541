/**
 * What the VM's Worker begins with: it waits to be told which bundle to run.
 * What is sent after that, the bundle gets.
 */
const { parentPort } = require('node:worker_threads');
const { runBundle } = require('./run-bundle.cjs');

parentPort?.once('message', ({ file, root }) => runBundle(file, { root }));
